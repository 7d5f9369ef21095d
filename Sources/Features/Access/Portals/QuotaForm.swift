import Core
import HTML
import Store
import Web

/// How many open accesses there may be at most, as typed.
struct QuotaForm: Sendable {
    private let text: String

    static let name = "quota"
    static let label = Phrase(fr: "Nombre d’accès au plus", en: "Accesses at most")

    init(_ form: Form) { text = form[QuotaForm.name] }
    init(_ quota: Int?) { text = quota.map(String.init) ?? "" }

    /// Nil for as many as wanted.
    var number: Int? { Int(digits).flatMap { AdmissionLimits.quota.contains($0) ? $0 : nil } }

    var problem: FieldProblem? {
        guard !digits.isEmpty, number == nil else { return nil }
        return FieldProblem(
            fr: "Écrivez un nombre entier d’au moins 1, ou laissez vide pour ne pas limiter.",
            en: "Write a whole number of at least 1, or leave empty for no limit.")
    }

    /// Without the spaces that group thousands.
    private var digits: String { text.filter { !$0.isWhitespace } }

    func input(used: Int, _ problem: FieldProblem?, _ language: Language) -> HTML {
        let hint = Phrase(
            fr:
                "Vide : sans limite. \(used) accès ouvert\(used > 1 ? "s" : "") aujourd’hui ; un accès désactivé ne compte pas. Une limite plus basse ne retire d’accès à personne.",
            en:
                "Empty: no limit. \(used) open access\(used == 1 ? "" : "es") today; a deactivated one does not count. A lower limit takes nobody’s access away."
        )
        return Input(
            QuotaForm.name, QuotaForm.label(language), value: text, hint: hint(language),
            error: problem?.message(language)
        ).html(language)
    }
}

extension Seats.Full {
    /// Why one more access is refused, and what helps.
    var problem: FieldProblem {
        isPortal
            ? FieldProblem(
                fr:
                    "Tous les accès prévus du portail « \(name.fr) » sont pris (\(quota)). Désactivez un accès inutile, ou relevez la limite sur la page du portail.",
                en:
                    "All accesses planned for the portal “\(name.en)” are taken (\(quota)). Deactivate one that is not needed, or raise the limit on the portal’s page."
            )
            : FieldProblem(
                fr:
                    "Tous les accès prévus du type « \(name.fr) » sont pris (\(quota)). Désactivez un accès inutile, ou relevez la limite sur la page du type.",
                en:
                    "All accesses planned for the type “\(name.en)” are taken (\(quota)). Deactivate one that is not needed, or raise the limit on the type’s page."
            )
    }
}
