import Core
import Mail

/// Why a mail did not leave, as the outbox keeps it: kind, code and the server's own words, so that each reader gets a sentence in their language.
enum StoredProblem {
    static func text(_ failure: MailFailure) -> String {
        switch failure {
        case .refused(let code, let reason): "refused|\(code)|\(reason)"
        case .deferred(let code, let reason): "deferred|\(code.map(String.init) ?? "")|\(reason)"
        case .invalid(let problem): "invalid|\(problem.phrase.fr)|\(problem.phrase.en)"
        }
    }

    /// The sentence for staff.
    static func phrase(_ text: String) -> Phrase {
        let parts = text.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { return Phrase(same: text) }
        switch parts[0] {
        case "refused": return MailFailure.refused(code: Int(parts[1]) ?? 550, reason: parts[2]).phrase
        case "deferred": return deferred(code: Int(parts[1]), reason: parts[2])
        case "invalid": return Phrase(fr: parts[1], en: parts[2])
        default: return Phrase(same: text)
        }
    }

    /// Without the promise of another try: the page says when, if there is one.
    private static func deferred(code: Int?, reason: String) -> Phrase {
        let number = code.map { " (\($0))" } ?? ""
        return Phrase(
            fr: "Le serveur de messagerie n’a pas pris le message\(number)\u{A0}: \(reason)",
            en: "The mail server did not take the message\(number): \(reason)")
    }
}
