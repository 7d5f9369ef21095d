package import Core

/// Why a template cannot be used as it is.
package enum MailTemplateProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Placeholders that this mail has no value for, and those it has.
    case unknown(names: [String], known: [String])
    /// The text from a `{` that is never closed.
    case unclosed(String)

    package var phrase: Phrase {
        switch self {
        case .unknown(let names, let known):
            Phrase(
                fr:
                    "Champs inconnus dans le modèle\u{A0}: \(Self.list(names)). "
                    + "Champs possibles\u{A0}: \(Self.list(known)).",
                en: "Unknown placeholders in the template: \(Self.list(names)). Possible ones: \(Self.list(known)).")
        case .unclosed(let text):
            Phrase(
                fr: "Accolade jamais refermée dans le modèle, à «\u{A0}\(text)\u{A0}». Une accolade seule s’écrit {{.",
                en: "A brace is never closed in the template, at “\(text)”. A brace on its own is written {{.")
        }
    }

    package var description: String { phrase.en }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "–" : names.map { "{\($0)}" }.joined(separator: ", ")
    }
}
