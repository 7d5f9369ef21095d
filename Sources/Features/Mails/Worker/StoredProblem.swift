import Core
import Mail

/// A text in which each e-mail address is `…@` and its domain: servers repeat whom they refuse, and a log is no place for names.
func withoutAddresses(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
        guard let mark = word.lastIndex(of: "@"), mark != word.startIndex else { return String(word) }
        return "…" + word[mark...]
    }.joined(separator: " ")
}

/// Why a mail did not leave, as the outbox keeps it: kind, code and the server's own words, so that each reader gets a sentence in their language.
enum StoredProblem {
    static func text(_ failure: MailFailure) -> String {
        switch failure {
        case .refused(let code, let reason): "refused|\(code)|\(reason)"
        case .deferred(let code, let reason): "deferred|\(code.map(String.init) ?? "")|\(reason)"
        case .invalid(let problem): text(problem.phrase)
        }
    }

    /// A reason of our own.
    static func text(_ phrase: Phrase) -> String { "invalid|\(phrase.fr)|\(phrase.en)" }

    /// Why, for the log: the server's or the system's own words, also those about its certificate.
    static func reason(_ failure: MailFailure) -> String {
        switch failure {
        case .refused(let code, let reason): "\(code) \(reason)"
        case .deferred(let code, let reason): (code.map { "\($0) " } ?? "") + reason
        case .invalid(let problem): problem.phrase.en
        }
    }

    /// The sentence for staff, and the server's or the system's own words, which come in any language.
    static func words(_ text: String) -> (sentence: Phrase, cause: String?) {
        let parts = text.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { return (Phrase(same: text), nil) }
        switch parts[0] {
        case "refused": return (refused(code: parts[1]), parts[2])
        case "deferred": return (deferred(code: Int(parts[1])), parts[2])
        case "invalid": return (Phrase(fr: parts[1], en: parts[2]), nil)
        default: return (Phrase(same: text), nil)
        }
    }

    private static func refused(code: String) -> Phrase {
        Phrase(
            fr: "Le serveur de messagerie a refusé ce message (code \(code)).",
            en: "The mail server refused this message (code \(code)).")
    }

    /// Without the promise of another try: the page says when, if there is one.
    private static func deferred(code: Int?) -> Phrase {
        guard let code else {
            return Phrase(
                fr: "La liaison avec le serveur de messagerie n’a pas abouti.",
                en: "The connection with the mail server did not work.")
        }
        return Phrase(
            fr: "Le serveur de messagerie n’a pas pris le message (code \(code)).",
            en: "The mail server did not take the message (code \(code)).")
    }
}
