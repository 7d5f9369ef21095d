/// RFC 2045 quoted-printable: CRLF line ends only, lines of at most 76 columns.
///
/// Leading dots and "From " are encoded as well, so that no hop that treats them specially can change or end the mail.
struct QuotedPrintable {
    private(set) var bytes: [UInt8] = []
    private var column = 0

    private static let width = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// The text's own line ends may be CRLF, CR or LF, mixed.
    init(_ text: String) {
        let lines = Self.lines(of: Array(text.utf8))
        bytes.reserveCapacity(text.utf8.count * 5 / 4)
        for (index, line) in lines.enumerated() {
            if index > 0 { breakLine() }
            append(line)
        }
    }

    private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for index in text.indices where text[index] == 10 || text[index] == 13 {
            if text[index] == 10, index > 0, text[index - 1] == 13 {
                start = index + 1
            } else {
                lines.append(text[start..<index])
                start = index + 1
            }
        }
        return lines + [text[start...]]
    }

    private mutating func append(_ line: ArraySlice<UInt8>) {
        let startsLikeMailbox = line.starts(with: "From ".utf8)
        for index in line.indices {
            let isLast = index == line.endIndex - 1
            let isFirstOfMailbox = startsLikeMailbox && index == line.startIndex
            append(line[index], isLast: isLast, escaped: isFirstOfMailbox)
        }
    }

    private mutating func append(_ byte: UInt8, isLast: Bool, escaped: Bool) {
        let literal = !escaped && Self.isLiteral(byte, isLast: isLast)
        // A soft break takes the last column, unless the line ends here.
        if column + (literal ? 1 : 3) > Self.width - (isLast ? 0 : 1) {
            bytes.append(UInt8(ascii: "="))
            breakLine()
        }
        if literal && !(byte == UInt8(ascii: ".") && column == 0) {
            bytes.append(byte)
            column += 1
        } else {
            bytes += [UInt8(ascii: "="), Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
            column += 3
        }
    }

    /// Spaces at the end of a line may be dropped on the way, so they are encoded there.
    private static func isLiteral(_ byte: UInt8, isLast: Bool) -> Bool {
        switch byte {
        case 9, 32: !isLast
        case UInt8(ascii: "="): false
        default: (33...126).contains(byte)
        }
    }

    private mutating func breakLine() {
        bytes += MailBytes.crlf
        column = 0
    }
}
