import HTML
import Testing

/// Text that goes into markup comes out as the same text, and never as markup.
@Suite struct HTMLTests {
    @Test func textIsEscapedAndMarkupIsNot() {
        let (name, mark): (String, HTML) = ("<script>alert('x')</script> & \"Fils\"", "<b>gras</b>")
        let page: HTML = "<p title=\"\(name)\">\(name)\(mark)\(7)\(Int64.min)</p>"
        let escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Fils&quot;"
        #expect(page.text == "<p title=\"\(escaped)\">\(escaped)<b>gras</b>7-9223372036854775808</p>")
    }

    @Test func piecesAreJoined() {
        let (none, some): (HTML?, HTML?) = (nil, "<i></i>")
        let items = ["a", "<", "c"]
        let list: HTML = "<ul>\(each: items, { "<li>\($0)</li>" })</ul>\(none)\(some)\([HTML.text("&"), "!"])"
        #expect(list.text == "<ul><li>a</li><li>&lt;</li><li>c</li></ul><i></i>&amp;!")
        let conditional: HTML = "\("yes" as HTML, if: true)\("no" as HTML, if: false)\("ab<".dropFirst())"
        #expect(conditional.text == "yesb&lt;")
        #expect(HTML.empty.isEmpty && ("a" + HTML.text("<")).text == "a&lt;")
    }

    @Test func zeroIsReplaced() {
        #expect(HTML.text("a\0b\0").text == "a\u{FFFD}b\u{FFFD}")
        #expect(HTML.text("").text == "" && HTML.text("\r\n\t").text == "\r\n\t")
    }

    /// Joined with what stands before, a combining mark makes one character of two; markup must not hide in it.
    @Test func combiningMarksHideNothing() {
        for special in ["<", ">", "&", "\"", "'"] {
            let text = HTML.text("a" + special + "\u{301}").text
            #expect(
                !text.unicodeScalars.contains { special.unicodeScalars.contains($0) && special != "&" }, "\(special)")
            #expect(unescaped(text) == "a" + special + "\u{301}")
        }
    }

    @Test func randomTextComesBack() {
        var random = SeededRandom(1)
        var wrong: [String] = []
        for _ in 0..<20_000 {
            let text = randomText(&random)
            let (body, attribute) = (HTML.text(text).text, ("\(text)" as HTML).text)
            let expected = text.replacing("\0", with: "\u{FFFD}")
            if !same(unescaped(body), expected) || body != attribute
                || body.unicodeScalars.contains(where: { "<>\"'\0".unicodeScalars.contains($0) })
            {
                wrong.append(text)
            }
        }
        #expect(wrong.isEmpty)
    }

    private func randomText(_ random: inout SeededRandom) -> String {
        let marks = Array("<>&\"'\0;#/= \r\n\u{301}\u{FEFF}\u{200D}".unicodeScalars)
        var scalars = String.UnicodeScalarView()
        for _ in 0..<random.below(24) {
            switch random.below(3) {
            case 0: scalars.append(random.pick(marks) ?? "<")
            case 1:
                scalars.append(
                    contentsOf: (random.pick(["&lt;", "&amp;", "&#39", "-->", "]]>", "é"]) ?? "").unicodeScalars)
            default: scalars.append(Unicode.Scalar(UInt32(random.below(0x11_0000))) ?? "\u{FFFD}")
            }
        }
        return String(scalars)
    }

    /// Reads the five escapes as a browser does. Every ampersand must begin one of them.
    private func unescaped(_ text: String) -> String {
        var (out, rest) = (String.UnicodeScalarView(), text.unicodeScalars[...])
        while let first = rest.first {
            let escape = HTMLTests.escapes.first { rest.starts(with: $0.key.unicodeScalars) }
            out.append(escape?.value ?? (first == "&" ? "\u{10FFFF}" : first))
            rest = rest.dropFirst(escape?.key.unicodeScalars.count ?? 1)
        }
        return String(out)
    }

    private static let escapes: [String: Unicode.Scalar] = [
        "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'",
    ]

    private func same(_ left: String, _ right: String) -> Bool {
        left.unicodeScalars.elementsEqual(right.unicodeScalars)
    }
}
