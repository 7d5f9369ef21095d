/// A file that travels with a mail.
package struct MailAttachment: Hashable, Sendable {
    package let name: String
    /// `type/subtype`, without parameters.
    package let type: String
    package let bytes: [UInt8]

    package init(name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }

    /// The name and the type once checked.
    /// RFC 2046 forbids base64 for `message/` and `multipart/`, so those are refused.
    func checked() throws -> (name: SingleLine, type: String) {
        guard !name.isEmpty else { throw InvalidMail(.attachmentName, .empty) }
        guard name.utf8.count <= 255 else { throw InvalidMail(.attachmentName, .tooLong(limit: 255)) }
        let line = try SingleLine(name, as: .attachmentName)
        let kind = type.lowercased()
        guard MailSyntax.isMediaType(kind), !kind.hasPrefix("message/"), !kind.hasPrefix("multipart/") else {
            throw InvalidMail(.attachmentType, .malformed)
        }
        return (line, kind)
    }
}
