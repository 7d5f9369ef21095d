import Testing
import Web

/// Uploads say the same however the network cuts them.
@Suite struct MultipartTests {
    /// A form with a text, a file whose data looks like boundaries, an empty part and an empty file.
    private static let body = [
        "preamble\r\n--limit\r\n", "Content-Disposition: form-data; name=\"subject\"\r\n\r\n",
        "Éléonore\r\n--limit\r\n",
        "content-disposition: FORM-DATA; name=\"file\"; filename=\"a;b %22c%22 = d.pdf\"\r\nContent-Type: application/pdf\r\nX-Other: 1\r\n\r\n",
        "\r\n--limi\r\n--\r\n\r\n--limi\r\r\n-limit\0\r\n--limit\r\n",
        "Content-Disposition: form-data; name=empty\r\n\r\n\r\n--limit\r\n",
        "Content-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--limit--\r\nepilogue \r\n--limit\r\n",
    ].joined()

    private static let expected: [MultipartReader.Event] = [
        .part(name: "subject", filename: nil, type: nil), .data(Array("Éléonore".utf8)), .partEnd,
        .part(name: "file", filename: "a;b %22c%22 = d.pdf", type: "application/pdf"),
        .data(Array("\r\n--limi\r\n--\r\n\r\n--limi\r\r\n-limit\0".utf8)), .partEnd,
        .part(name: "empty", filename: nil, type: nil), .partEnd, .part(name: "file", filename: "", type: nil),
        .partEnd, .end,
    ]

    @Test func aBodyIsReadWhole() throws { #expect(try events([Array(Self.body.utf8)]) == Self.expected) }

    @Test func itSaysTheSameWhereverItIsCut() throws {
        let bytes = Array(Self.body.utf8)
        for position in 0...bytes.count {
            #expect(try events([Array(bytes[..<position]), Array(bytes[position...])]) == Self.expected, "\(position)")
        }
        #expect(try events(bytes.map { [$0] }) == Self.expected)
        var random = SeededRandom(21)
        for _ in 0..<300 {
            var (parts, rest): ([[UInt8]], ArraySlice<UInt8>) = ([], bytes[...])
            while !rest.isEmpty {
                parts.append(Array(rest.prefix(1 + random.below(40))))
                rest = rest.dropFirst(parts.last?.count ?? 1)
            }
            #expect(try events(parts) == Self.expected)
        }
    }

    @Test func randomDataComesBack() throws {
        var random = SeededRandom(22)
        let pieces = ["\r", "\n", "\r\n", "--", "\r\n--", "limit", "\r\n--limi", "t", "\0", "é", "-"].map {
            Array($0.utf8)
        }
        for _ in 0..<500 {
            var data = (0..<random.below(30)).flatMap { _ in random.pick(pieces) ?? [] }
            // The one thing that data may not hold.
            if (String(decoding: data, as: UTF8.self)).contains("\r\n--limit") { data = [] }
            let head = Array("--limit\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n".utf8)
            let found = try events([head + data, Array("\r\n--limit--".utf8)])
            #expect(
                found == [.part(name: "f", filename: nil, type: nil)] + (data.isEmpty ? [] : [.data(data)]) + [
                    .partEnd, .end,
                ])
        }
    }

    @Test func randomBytesNeverCrash() {
        var random = SeededRandom(23)
        let pieces = [
            "\r\n--limit", "--limit", "\r\n", "--", ":", "Content-Disposition: form-data; name=\"a\"", "\r\n\r\n", "\"",
            ";", "=", "\u{301}",
        ].map { Array($0.utf8) }
        for _ in 0..<5000 {
            guard var reader = newReader() else { continue }
            do {
                for _ in 0..<random.below(12) {
                    let bytes =
                        random.once(in: 2)
                        ? random.pick(pieces) ?? [] : (0..<random.below(9)).map { _ in UInt8(random.below(256)) }
                    _ = try reader.feed(bytes)
                }
            } catch { #expect(error is Refusal) }
        }
    }

    @Test(arguments: [
        "--limit\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--limit--",
        "--limit\r\nContent-Disposition: form-data\r\n\r\nx\r\n--limit--",
        "--limit\r\nContent-Type: text/plain\r\n\r\nx\r\n--limit--", "--limit\r\nnonsense\r\n\r\nx\r\n--limit--",
        "--limitX\r\n\r\n", "--limit\r\n\r\n\r\nx\r\n--limit--\r\n\r\n",
    ])
    func brokenPartsAreRefused(_ body: String) { #expect(throws: Refusal.self) { try events([Array(body.utf8)]) } }

    @Test func headersThatAreNotTextOrTooLongAreRefused() {
        let start = Array("--limit\r\nContent-Disposition: form-data; name=\"".utf8)
        #expect(throws: Refusal.self) { try events([start + [0xFF] + Array("\"\r\n\r\n".utf8)]) }
        #expect(throws: Refusal.self) { try events([start, Array(repeating: 0x61, count: 9000)]) }
        #expect(throws: Refusal.self) {
            try events([start + Array(repeating: 0x61, count: 9000) + Array("\"\r\n\r\n".utf8)])
        }
    }

    @Test func anUnfinishedBodyIsNotComplete() throws {
        let bytes = Array(Self.body.utf8)
        let end = try #require(Self.body.utf8.count > 40 ? bytes.count - 24 : nil)
        var reader = try #require(newReader())
        _ = try reader.feed(bytes[..<(end - 20)])
        #expect(!reader.isComplete)
        _ = try reader.feed(bytes[(end - 20)...])
        #expect(reader.isComplete)
        #expect(try reader.feed(Array("more".utf8)).isEmpty)
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=limit", true), ("Multipart/Form-Data; charset=utf-8; boundary=\"limit\"", true),
        ("multipart/form-data;boundary=limit", true),
        ("multipart/form-data", false), ("multipart/form-data; boundary=", false),
        ("multipart/form-data; boundary=\"\"", false), ("multipart/mixed; boundary=limit", false),
        ("text/plain", false), ("", false),
        ("multipart/form-data; boundary=" + String(repeating: "x", count: 71), false),
    ])
    func theBoundaryIsInTheContentType(_ type: String, _ isRead: Bool) {
        #expect((MultipartReader(contentType: type) != nil) == isRead)
    }

    private func newReader() -> MultipartReader? { MultipartReader(contentType: "multipart/form-data; boundary=limit") }

    /// All events, data that follows data joined.
    private func events(_ parts: [[UInt8]]) throws -> [MultipartReader.Event] {
        var reader = try #require(newReader())
        var events: [MultipartReader.Event] = []
        for event in try parts.flatMap({ try reader.feed($0) }) {
            if case .data(let more) = event, case .data(let before) = events.last {
                events[events.count - 1] = .data(before + more)
            } else {
                events.append(event)
            }
        }
        return events
    }
}
