/// Why an access was deactivated, as it is kept with it.
package struct ShutReason: Sendable, Hashable {
    package let kind: Kind
    /// In the words of whoever did it; empty for none.
    package let note: String

    package init(_ kind: Kind, note: String = "") {
        self.kind = kind
        self.note = note
    }

    /// What people choose from, and what Parvis gives by itself.
    package enum Kind: String, Sendable, CaseIterable {
        case other, left, contract, security
        /// Nobody signed in for as long as the portal allows.
        case idle
        /// Whoever reviewed the accesses closed it.
        case review

        package var label: Phrase {
            switch self {
            case .other: Phrase(fr: "Autre motif", en: "Other reason")
            case .left: Phrase(fr: "Départ de la personne", en: "The person has left")
            case .contract: Phrase(fr: "Fin de la relation", en: "End of the relationship")
            case .security: Phrase(fr: "Sécurité", en: "Security")
            case .idle: Phrase(fr: "Sans connexion depuis longtemps", en: "Not used for a long time")
            case .review: Phrase(fr: "Revue des accès", en: "Review of accesses")
            }
        }
    }

    /// Those that a person chooses from.
    package static let choices: [Kind] = [.other, .left, .contract, .security]

    /// As the database keeps it: the kind, and the note after a colon.
    package var text: String { note.isEmpty ? kind.rawValue : kind.rawValue + ":" + note }

    package init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard let kind = parts.first.flatMap(Kind.init(rawValue:)) else { return nil }
        self.init(kind, note: parts.count > 1 ? parts[1] : "")
    }

    /// `Départ de la personne : remplacée par Léa`.
    package var words: Phrase {
        guard !note.isEmpty else { return kind.label }
        let (fr, en) = kind == .other ? ("", "") : (kind.label.fr + " : ", kind.label.en + ": ")
        return Phrase(fr: fr + note, en: en + note)
    }
}
