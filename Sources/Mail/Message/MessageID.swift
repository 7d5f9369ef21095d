/// A checked `Message-ID`: letters, digits and `._=+-` on both sides of one `@`, so also safe as a file name.
struct MessageID {
    let text: String

    init(_ text: String) throws {
        _ = try SingleLine(text, as: .messageID)
        guard text.utf8.count <= 200 else { throw InvalidMail(.messageID, .tooLong(limit: 200)) }
        let sides = text.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2 else { throw InvalidMail(.messageID, .notOneAtSign) }
        guard Self.isPlain(sides[0]), MailSyntax.isHostName(sides[1]) else {
            throw InvalidMail(.messageID, .malformed)
        }
        self.text = text
    }

    private static func isPlain(_ side: Substring) -> Bool {
        side.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy { MailSyntax.isAlphanumeric($0) || "_=+-".utf8.contains($0) }
        }
    }
}
