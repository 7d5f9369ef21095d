/// Text with `{placeholders}`; `{{` and `}}` stand for the braces themselves.
package struct MailTemplate: Hashable, Sendable {
    private let pieces: [Piece]

    /// A stretch of text, or a name to fill in.
    private enum Piece: Hashable {
        case text(String)
        case placeholder(String)
    }

    /// Throws `MailTemplateProblem.unclosed` for a `{` without its `}`.
    package init(_ text: String) throws {
        var pieces: [Piece] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            pieces.append(.text(String(rest[..<brace])))
            rest = rest[brace...]
            if rest.hasPrefix("{{") || rest.hasPrefix("}}") || rest.hasPrefix("}") {
                pieces.append(.text(String(rest.prefix(1))))
                rest = rest.dropFirst(rest.hasPrefix("}") && !rest.hasPrefix("}}") ? 1 : 2)
            } else {
                pieces.append(.placeholder(try Self.takeName(from: &rest)))
            }
        }
        self.pieces = pieces + [.text(String(rest))]
    }

    /// The placeholders' names, sorted: an editor can compare them with what the mail offers before saving.
    package var names: [String] {
        let names = pieces.compactMap { piece in
            if case .placeholder(let name) = piece { name } else { nil }
        }
        return Set(names).sorted()
    }

    /// The text with every placeholder replaced, once: braces in a value stay as they are.
    /// Throws `MailTemplateProblem.unknown` with all the names that have no value.
    package func filled(_ values: [String: String]) throws -> String {
        let unknown = names.filter { values[$0] == nil }
        guard unknown.isEmpty else { throw MailTemplateProblem.unknown(names: unknown, known: values.keys.sorted()) }
        return pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .placeholder(let name): values[name] ?? ""
            }
        }.joined()
    }

    private static func takeName(from rest: inout Substring) throws -> String {
        let inside = rest.dropFirst()
        guard let end = inside.firstIndex(where: { $0 == "}" || $0 == "{" || $0.isNewline }), inside[end] == "}" else {
            throw MailTemplateProblem.unclosed(String(rest.prefix(20)))
        }
        rest = inside[inside.index(after: end)...]
        return inside[..<end].split(separator: " ").joined(separator: " ")
    }
}
