import Core
import HTML
import Web

/// How many accesses a portal has, how long invitations work, when nobody uses an access any more, and how often all are reviewed.
struct PortalAccessRules: Sendable {
    /// As typed; empty for 7.
    var invitationDays: String
    /// As typed; empty for never.
    var idleDays: String
    /// 0 for never.
    var reviewMonths: Int

    static let daysLabel = Phrase(fr: "Validité des invitations (jours)", en: "Invitations work for (days)")
    static let idleLabel = Phrase(
        fr: "Suspendre sans connexion pendant (jours)", en: "Suspend when not used for (days)")
    private static let months = [0, 3, 6, 12]

    init(_ form: Form) {
        invitationDays = form["invitation_days"]
        idleDays = form["idle_days"]
        let asked = form.int("review_months", 0...12).map { Int($0) } ?? 0
        reviewMonths = PortalAccessRules.months.contains(asked) ? asked : 0
    }

    init(invitationDays: Int?, idleDays: Int?, reviewMonths: Int?) {
        self.invitationDays = invitationDays.map(String.init) ?? ""
        self.idleDays = idleDays.map(String.init) ?? ""
        self.reviewMonths = reviewMonths ?? 0
    }

    var problems: [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        if !invitationDays.isEmpty, !(Int(invitationDays).map(AdmissionLimits.invitationDays.contains) ?? false) {
            problems["invitation_days"] = FieldProblem(
                fr: "Écrivez un nombre de jours de 1 à 30, ou laissez vide pour 7.",
                en: "Write a number of days from 1 to 30, or leave it empty for 7.")
        }
        if !idleDays.isEmpty, !(Int(idleDays).map(AdmissionLimits.idleDays.contains) ?? false) {
            problems["idle_days"] = FieldProblem(
                fr: "Écrivez un nombre de jours de 30 à 1 095, ou laissez vide pour ne jamais suspendre.",
                en: "Write a number of days from 30 to 1,095, or leave it empty to never suspend.")
        }
        return problems
    }

    func inputs(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let days = Input(
            "invitation_days", PortalAccessRules.daysLabel(language), .number, value: invitationDays,
            hint: Phrase(
                fr: "De 1 à 30 ; 7 si vide. Vaut pour les prochaines invitations.",
                en: "From 1 to 30; 7 when empty. Counts for the next invitations.")(language),
            error: problems["invitation_days"]?.message(language))
        let idle = Input(
            "idle_days", PortalAccessRules.idleLabel(language), .number, value: idleDays,
            hint: Phrase(
                fr:
                    "Jamais si vide. La personne est prévenue par e-mail \(IdleRule.notice) jours avant ; l’accès suspendu libère une place et se réactive d’un geste.",
                en:
                    "Never when empty. The person is told by mail \(IdleRule.notice) days before; the suspended access frees a seat and is activated again with one press."
            )(language),
            error: problems["idle_days"]?.message(language))
        return "\(days.html(language))\(idle.html(language))\(review(language))"
    }

    private func review(_ language: Language) -> HTML {
        let choices = PortalAccessRules.months.map { (key: String($0), label: PortalAccessRules.every($0)(language)) }
        let hint = Phrase(
            fr:
                "Les administrateurs des clients et les collaborateurs confirment ou ferment chaque accès. La première commence aussitôt.",
            en:
                "The customers’ administrators and the staff confirm or close each access. The first one begins at once."
        )
        return Input(
            "review_months", ReviewDesk.title(language), .choice(choices, emptyLabel: nil),
            value: String(reviewMonths), hint: hint(language)
        ).html(language)
    }

    private static func every(_ months: Int) -> Phrase {
        months == 0
            ? Phrase(fr: "Pas de revue régulière", en: "No regular review")
            : Phrase(fr: "Tous les \(months) mois", en: "Every \(months) months")
    }
}
