extension HeaderLine {
    /// The `filename` parameter: quoted when short plain ASCII, otherwise RFC 2231 with pieces of one line each.
    mutating func fileName(_ name: SingleLine) {
        if Self.isPlain(name.text) { return word("filename=\"\(name.text)\"") }
        let pieces = Self.pieces(of: name.text)
        guard pieces.count > 1 else { return word("filename*=UTF-8''\(pieces.joined())") }
        for (index, piece) in pieces.enumerated() {
            let charset = index == 0 ? "UTF-8''" : ""
            word("filename*\(index)*=\(charset)\(piece)\(index < pieces.count - 1 ? ";" : "")")
        }
    }

    private static func isPlain(_ name: String) -> Bool {
        name.utf8.count <= 60 && !name.contains("=?")
            && name.utf8.allSatisfy {
                (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
    }

    private static func pieces(of name: String) -> [String] {
        var pieces = [""]
        for byte in name.utf8 {
            let next = percentEncoded(byte)
            if pieces[pieces.count - 1].utf8.count + next.utf8.count > 50 { pieces.append("") }
            pieces[pieces.count - 1] += next
        }
        return pieces
    }

    /// RFC 2231 `attribute-char`, kept to the characters no reader ever mistakes.
    private static func percentEncoded(_ byte: UInt8) -> String {
        if MailSyntax.isAlphanumeric(byte) || "-._".utf8.contains(byte) { return String(Unicode.Scalar(byte)) }
        let hex = String(byte, radix: 16, uppercase: true)
        return hex.count == 1 ? "%0\(hex)" : "%\(hex)"
    }
}
