import Foundation

/// A piece of a message: its own headers and its encoded content.
struct MIMEPart {
    private(set) var headers = HeaderBlock()
    let body: [UInt8]

    static func text(_ text: String, subtype: String) -> MIMEPart {
        var headers = HeaderBlock()
        headers.add("Content-Type", words: "text/\(subtype);", "charset=utf-8")
        headers.add("Content-Transfer-Encoding", words: "quoted-printable")
        return MIMEPart(headers: headers, body: QuotedPrintable(text).bytes)
    }

    static func attachment(_ attachment: MailAttachment) throws -> MIMEPart {
        let (name, type) = try attachment.checked()
        var headers = HeaderBlock()
        headers.add("Content-Type", words: type)
        headers.addAttachment(name)
        headers.add("Content-Transfer-Encoding", words: "base64")
        let lines = Data(attachment.bytes).base64EncodedData(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        return MIMEPart(headers: headers, body: Array(lines))
    }

    /// The boundary begins with `=_`, which neither quoted-printable nor base64 can contain: no content can end a part.
    /// Nested multiparts need different subtypes.
    static func multipart(_ subtype: String, _ parts: [MIMEPart]) -> MIMEPart {
        let boundary = "=_parvis_\(subtype)"
        var headers = HeaderBlock()
        headers.add("Content-Type", words: "multipart/\(subtype);", "boundary=\"\(boundary)\"")
        var body: [UInt8] = []
        for part in parts {
            body += Array("--\(boundary)\r\n".utf8) + part.bytes + MailBytes.crlf
        }
        return MIMEPart(headers: headers, body: body + Array("--\(boundary)--".utf8))
    }

    private var bytes: [UInt8] { headers.bytes + MailBytes.crlf + body }
}
