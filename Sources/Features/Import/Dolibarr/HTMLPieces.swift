import Foundation

/// Markup cut into its tags and the text between them, in one pass.
struct HTMLPieces {
    /// A tag, or text as it stands in the source.
    enum Piece {
        case text(Substring)
        case tag(HTMLTag)

        var tag: HTMLTag? { if case .tag(let tag) = self { tag } else { nil } }
    }

    private(set) var pieces: [Piece] = []
    /// Set once a quote was never closed or a tag never ended, so that the search for its end happens once.
    private var trusts = HTMLTag.Trust()

    init(_ text: String) {
        var rest = Substring(text)
        var start = rest.startIndex
        while let mark = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[mark...]
            guard let tag = HTMLTag(rest, &trusts) else {
                rest = Substring(rest.utf8.dropFirst())
                continue
            }
            if start < mark { pieces.append(.text(text[start..<mark])) }
            pieces.append(.tag(tag))
            rest = tag.hidesContent ? HTMLPieces.after(tag, in: rest[tag.end...]) : rest[tag.end...]
            start = rest.startIndex
        }
        if start < text.endIndex { pieces.append(.text(text[start...])) }
    }

    /// What follows an element whose content is not text, such as a script; nothing when it never ends.
    private static func after(_ tag: HTMLTag, in rest: Substring) -> Substring {
        guard let close = rest.range(of: "</\(tag.name)", options: .caseInsensitive) else {
            return rest[rest.endIndex...]
        }
        let end = rest[close.upperBound...].utf8.firstIndex(of: UInt8(ascii: ">"))
        return end.map { rest[rest.utf8.index(after: $0)...] } ?? rest[rest.endIndex...]
    }
}
