import Core
import Testing
import Web

/// Forms as browsers send them, and as nobody should.
@Suite struct FormTests {
    @Test(arguments: [
        ("", []), ("a=1", ["a=1"]), ("a=1&b=2&a=3", ["a=1", "b=2", "a=3"]), ("a", ["a="]), ("a=", ["a="]),
        ("=b", ["=b"]), ("a=b=c", ["a=b=c"]),
        ("&&a=1&&", ["a=1"]), ("a+b=c+d", ["a b=c d"]), ("a%20b=%2B%26%3D%25", ["a b=+&=%"]),
        ("n=%C3%89l%C3%A9o", ["n=Éléo"]), ("n=Éléo", ["n=Éléo"]),
        ("a=%0D%0Ab%0D%0A", ["a=\nb\n"]), ("a=%e2%82%ac", ["a=€"]), ("a;b=1", ["a;b=1"]),
    ])
    func fieldsAreRead(_ text: String, _ expected: [String]) throws {
        let form = try Form(urlEncoded: text)
        #expect(form.names.map { name in name } == expected.map { String($0.prefix { $0 != "=" }) })
        for name in Set(form.names) {
            let values = expected.filter { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
            #expect(form.all(name) == values && form.raw(name) == values.first && form.has(name))
        }
    }

    @Test(arguments: [
        "a=%", "a=%4", "a=%zz", "%=1", "a=%C3", "a=%FF", "a=%C3%28", "a=%ED%A0%80", "a=%00", "%00=1", "a=b%0", "a=\0",
        "a=%C0%80",
    ])
    func whatIsNoTextIsRefused(_ text: String) { #expect(throws: Refusal.self) { try Form(urlEncoded: text) } }

    /// As they came over the wire, not as a decoder would repair them.
    @Test(
        arguments: [[0xFF], [0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0x00], [0xE2, 0x82]] as [[UInt8]])
    func bytesThatAreNoTextAreRefused(_ bytes: [UInt8]) {
        for body in [
            Array("a=1&b=x".utf8) + bytes, bytes + Array("=1".utf8), Array("a=".utf8) + bytes + Array("&b=1".utf8),
        ] {
            #expect(throws: Refusal.self) { try Form(urlEncoded: body) }
        }
    }

    @Test func theReplacementCharacterIsTextInAForm() throws {
        #expect(try Form(urlEncoded: Array("a=\u{FFFD}".utf8)).raw("a") == "\u{FFFD}")
    }

    /// An address still says what can be read of it.
    @Test(arguments: ["b=%", "b=%zz", "b=%FF", "%C3=x", "b=%00", "b=%C0%80", "b=x\u{FFFD}", "\u{FFFD}"])
    func whatIsNoTextInAQueryIsLeftOut(_ bad: String) {
        for query in ["a=1&\(bad)&c=%C3%A9", "\(bad)&a=1&c=%C3%A9", "a=1&c=%C3%A9&\(bad)"] {
            let form = Form(query: query)
            #expect(form.names == ["a", "c"] && form["a"] == "1" && form["c"] == "é", "\(query)")
        }
        #expect(Form(query: "b=%EF%BF%BD").raw("b") == "\u{FFFD}")
    }

    @Test func aQueryHasTwoThousandFieldsAtMost() {
        #expect(Form(query: Array(repeating: "a=1", count: 3000).joined(separator: "&")).all("a").count == 2000)
    }

    @Test func twoThousandFieldsAreTheMost() throws {
        let many = Array(repeating: "a=1", count: 2000).joined(separator: "&")
        #expect(try Form(urlEncoded: many).all("a").count == 2000)
        #expect(throws: Refusal.self) { try Form(urlEncoded: many + "&a=1") }
    }

    @Test func valuesAreTrimmedExceptRaw() throws {
        let form = try Form(urlEncoded: "a=+%C2%A0x+y%09+&id=0000000000001&n=42&big=99999999999999999999")
        #expect(form["a"] == "x y" && form.raw("a") == " \u{A0}x y\t " && form["absent"] == "" && !form.has("absent"))
        #expect(form.id("id") == RecordID(1) && form.id("a") == nil)
        #expect(
            form.int("n", 0...100) == 42 && form.int("n", 0...41) == nil && form.int("big", 0...100) == nil
                && form.int("absent", 0...1) == nil)
    }

    @Test func whateverIsEncodedComesBack() throws {
        var random = SeededRandom(11)
        for _ in 0..<3000 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<random.below(12)).compactMap { _ in Unicode.Scalar(UInt32(1 + random.below(0x3000))) }))
            let encoded = text.utf8.map {
                random.once(in: 2) || $0 >= 0x80 || "%&+=".utf8.contains($0) ? percent($0) : String(Unicode.Scalar($0))
            }.joined()
            #expect(try Form(urlEncoded: "a=" + encoded).raw("a") == text.replacing("\r\n", with: "\n"))
        }
    }

    @Test func nothingCrashes() {
        var random = SeededRandom(12)
        let marks = Array("%&=+0Az\0é;\r\n")
        for _ in 0..<20_000 {
            let text = String((0..<random.below(20)).compactMap { _ in random.pick(marks) })
            if let form = try? Form(urlEncoded: text) { #expect(form.names.count <= 20) }
        }
    }

    private func percent(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return "%" + (digits.count == 1 ? "0" : "") + digits
    }
}
