import Core
import Foundation

/// Readable plain text of what Dolibarr keeps as HTML or as plain text, without saying which.
///
/// Tolerant and linear: broken markup loses its tags at worst. The result is text, to be escaped like any other.
struct PlainText {
    private var out = ""
    /// Markup without blocks keeps the source's own line ends, as people who type `<b>` in a text box mean them.
    private let keepsLines: Bool
    /// The address of the link that is open.
    private var target: String?

    static func from(_ text: String) -> String {
        let text = text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
        let pieces = HTMLPieces(text).pieces
        guard pieces.contains(where: { $0.tag.map { known.contains($0.name) } ?? false }) else {
            return HTMLEntities.decode(Substring(text))
        }
        var reader = PlainText(keepsLines: !pieces.contains { $0.tag?.isBlock ?? false })
        for piece in pieces { reader.read(piece) }
        return tidy(reader.out)
    }

    private init(keepsLines: Bool) { self.keepsLines = keepsLines }

    private mutating func read(_ piece: HTMLPieces.Piece) {
        switch piece {
        case .text(let text): write(HTMLEntities.decode(text))
        case .tag(let tag): apply(tag)
        }
    }

    private mutating func write(_ text: String) {
        guard !keepsLines else {
            out += text
            return
        }
        for character in text {
            if character != " ", character != "\n", character != "\t" {
                out.append(character)
            } else if let last = out.last, last != " ", last != "\n" {
                out += " "
            }
        }
    }

    private mutating func apply(_ tag: HTMLTag) {
        switch tag.name {
        case "br", "hr": out += "\n"
        case "li":
            breakLine()
            if !tag.isClosing { out += "• " }
        case "td", "th": if !tag.isClosing { write(" ") }
        case "a": tag.isClosing ? writeTarget() : (target = tag.webTarget)
        default: if tag.isBlock { breakLine() }
        }
    }

    private mutating func breakLine() { if !out.isEmpty, out.last != "\n" { out += "\n" } }

    /// Adds a link's address after its text, unless the text is the address.
    private mutating func writeTarget() {
        if let target, !out.hasSuffix(target) { out += " (\(target))" }
        target = nil
    }

    /// The text without blanks around its lines and with one empty line at most between two.
    private static func tidy(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if !line.isEmpty || lines.last?.isEmpty == false { lines.append(line) }
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// Text with one of these is markup; `<jean>` alone is not.
    private static let known: Set<String> = HTMLTag.blocks.union([
        "a", "abbr", "b", "body", "br", "code", "em", "font", "head", "hr", "html", "i", "iframe", "img", "input",
        "label", "li", "link", "meta",
        "noscript", "object", "s", "script", "small", "span", "strike", "strong", "style", "sub", "sup", "svg",
        "template", "title", "tt", "u", "video",
    ])
}
