extension HeaderLine {
    /// A list of mailboxes: names as atoms, quoted strings or encoded words (RFC 5322 section 3.4).
    mutating func mailboxes(_ list: [Mailbox]) {
        for (index, mailbox) in list.enumerated() {
            let comma = index < list.count - 1 ? "," : ""
            if mailbox.name.isEmpty {
                word(mailbox.address + comma)
            } else {
                phrase(mailbox.name)
                word("<\(mailbox.address)>\(comma)")
            }
        }
    }

    private mutating func phrase(_ name: String) {
        guard let words = Self.plainWords(name) else { return encoded(name) }
        if words.allSatisfy({ $0.utf8.allSatisfy(MailSyntax.isAtomByte) }) {
            for piece in words { word(piece) }
        } else {
            quoted(name)
        }
    }

    /// A quoted string stays on one line, since folding inside it would depend on the reader's care with spaces.
    private mutating func quoted(_ name: String) {
        let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        if escaped.utf8.count <= Self.width - 4 { word("\"\(escaped)\"") } else { encoded(name) }
    }
}
