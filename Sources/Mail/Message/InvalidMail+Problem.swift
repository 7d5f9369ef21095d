package import Core

extension InvalidMail {
    /// What is wrong with a part of a mail.
    package enum Problem: Hashable, Sendable {
        /// A line break, NUL or another control character: the way foreign headers and recipients get into a mail.
        case controlCharacter
        case empty
        case tooLong(limit: Int)
        case notOneAtSign
        case notASCII
        case malformed
        case tooMany(limit: Int)

        package var phrase: Phrase {
            switch self {
            case .controlCharacter:
                Phrase(
                    fr: "les retours à la ligne et les caractères de contrôle sont interdits",
                    en: "line breaks and control characters are not allowed")
            case .empty: Phrase(fr: "valeur manquante", en: "a value is missing")
            case .tooLong(let limit):
                Phrase(fr: "\(limit)\u{A0}caractères au maximum", en: "at most \(limit) characters")
            case .notOneAtSign: Phrase(fr: "il faut exactement un «\u{A0}@\u{A0}»", en: "exactly one “@” is needed")
            case .notASCII:
                Phrase(
                    fr: "seuls les lettres sans accent, les chiffres et la ponctuation simple sont acceptés",
                    en: "only unaccented letters, digits and plain punctuation are accepted")
            case .malformed: Phrase(fr: "la forme n’est pas valable", en: "the form is not valid")
            case .tooMany(let limit): Phrase(fr: "\(limit)\u{A0}au maximum", en: "at most \(limit)")
            }
        }
    }
}
