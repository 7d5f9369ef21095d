/// One header field, folded before column 76 wherever a space allows it.
struct HeaderLine {
    private(set) var text: String
    private var column: Int

    static let width = 76

    init(_ name: StaticString) {
        text = "\(name):"
        column = text.utf8.count
    }

    /// What still fits on this line after a space.
    var room: Int { Self.width - column - 1 }

    /// Appends a space and a piece that is never folded inside, on a new line when it does not fit.
    mutating func word(_ piece: some StringProtocol) {
        if piece.utf8.count > room { fold() }
        text += " \(piece)"
        column += 1 + piece.utf8.count
    }

    mutating func fold() {
        text += "\r\n"
        column = 0
    }

    /// Free text (RFC 5322 unstructured): as it is when plain ASCII, RFC 2047 words otherwise.
    mutating func unstructured(_ line: SingleLine) {
        if let words = Self.plainWords(line.text) {
            for piece in words { word(piece) }
        } else {
            encoded(line.text)
        }
    }

    /// RFC 2047 words, cut between code points so that each decodes alone.
    mutating func encoded(_ text: String) {
        var chunk = EncodedWord()
        for scalar in text.unicodeScalars {
            if chunk.append(scalar, room: room) { continue }
            if !chunk.isEmpty { word(chunk.text) }
            chunk = EncodedWord()
            fold()
            _ = chunk.append(scalar, room: room)
        }
        if !chunk.isEmpty { word(chunk.text) }
    }

    /// The words of text that unfolding gives back unchanged; nil when it has to be encoded.
    static func plainWords(_ text: String) -> [Substring]? {
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !text.utf8.isEmpty else { return nil }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        let fit = words.allSatisfy { !$0.isEmpty && $0.utf8.count <= 60 && !$0.contains("=?") }
        return fit ? words : nil
    }
}
