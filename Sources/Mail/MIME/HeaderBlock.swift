/// The header fields of a message or of one of its parts, in order.
struct HeaderBlock {
    private var fields: [String] = []

    /// Text from people.
    mutating func add(_ name: StaticString, _ text: SingleLine) {
        var line = HeaderLine(name)
        line.unstructured(text)
        fields.append(line.text)
    }

    mutating func add(_ name: StaticString, _ mailboxes: [Mailbox]) {
        guard !mailboxes.isEmpty else { return }
        var line = HeaderLine(name)
        line.mailboxes(mailboxes)
        fields.append(line.text)
    }

    /// Words whose grammar was checked or that this module wrote.
    mutating func add(_ name: StaticString, words: String...) {
        var line = HeaderLine(name)
        for piece in words { line.word(piece) }
        fields.append(line.text)
    }

    mutating func addAttachment(_ name: SingleLine) {
        var line = HeaderLine("Content-Disposition")
        line.word("attachment;")
        line.fileName(name)
        fields.append(line.text)
    }

    static func + (left: HeaderBlock, right: HeaderBlock) -> HeaderBlock {
        var both = left
        both.fields += right.fields
        return both
    }

    /// Every field with its CRLF, without the empty line that ends a header.
    var bytes: [UInt8] { fields.flatMap { Array($0.utf8) + MailBytes.crlf } }
}
