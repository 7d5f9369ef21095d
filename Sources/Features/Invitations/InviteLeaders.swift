import Core
import HTML
import Store
import Web

/// Who becomes administrator of a customer that nobody administers yet: proposed before sending, chosen by whoever sends.
struct InviteLeaders: Sendable {
    /// A customer without an administrator, and those of its people who would be invited.
    struct Team: Sendable {
        let account: RecordID
        let name: String
        let people: [(id: RecordID, name: String)]
    }

    let teams: [Team]
    /// Customers beyond those that are shown one by one.
    let others: Int
    /// Customers manage their users with the type.
    let isDelegating: Bool

    private static let shown = 50
    private static let people = 20
    private static let prefix = "leader-"
    private static let rest = "leaders"

    static func read(
        _ forecast: InvitationForecast, _ selection: InviteSelection, _ viewer: Viewer, _ records: Records
    ) throws -> InviteLeaders {
        let first = forecast.leaderless.prefix(shown)
        let accounts = records.catalog[Module.accounts.key].map { records.seen(by: viewer, $0) }
        let companies = try accounts?.titles(Set(first.map(\.account))) ?? [:]
        let names = try records.seen(by: viewer, selection.module).titles(
            Set(first.flatMap { $0.people.prefix(people) }))
        return InviteLeaders(
            teams: first.map { team in
                Team(
                    account: team.account, name: companies[team.account] ?? "–",
                    people: team.people.prefix(people).map { ($0, names[$0] ?? "–") })
            }, others: forecast.leaderless.count - first.count, isDelegating: selection.type.delegates)
    }

    /// Whom a form makes administrators, of those whom the forecast found.
    static func chosen(_ form: Form, _ forecast: InvitationForecast) -> Set<RecordID> {
        let shown = forecast.leaderless.prefix(InviteLeaders.shown).compactMap { team -> RecordID? in
            form.id(prefix + team.account.text).flatMap { team.people.contains($0) ? $0 : nil }
        }
        guard form.all(rest).last == "1" else { return Set(shown) }
        return Set(shown + forecast.leaderless.dropFirst(InviteLeaders.shown).compactMap(\.people.first))
    }

    func html(_ formats: Formats) -> HTML {
        guard isDelegating else { return .empty }
        let language = formats.language
        guard !teams.isEmpty else {
            let words = Phrase(
                fr: "Toutes deviennent de simples utilisateurs : leurs sociétés ont déjà un administrateur.",
                en: "All become plain users: their companies have an administrator already.")
            return "<p>\(words(language))</p>"
        }
        let legend = Phrase(fr: "Administrateurs", en: "Administrators")
        let words = Phrase(
            fr:
                "Un administrateur gère les utilisateurs de sa société dans le portail. Ces clients n’en ont pas encore : la première personne est proposée. Toutes les autres deviennent de simples utilisateurs.",
            en:
                "An administrator manages the company’s users in the portal. These customers have none yet: the first person is proposed. All others become plain users."
        )
        return """
            <fieldset class="group"><legend>\(legend(language))</legend><p class="hint">\(words(language))</p>\(each: teams, { select($0, language) })\(more(formats))</fieldset>
            """
    }

    private func select(_ team: Team, _ language: Language) -> HTML {
        Input(
            InviteLeaders.prefix + team.account.text, team.name,
            .choice(
                team.people.map { ($0.id.text, $0.name) }, emptyLabel: Phrase(fr: "Personne", en: "Nobody")(language)),
            value: team.people.first?.id.text ?? ""
        ).html(language)
    }

    private func more(_ formats: Formats) -> HTML {
        guard others > 0 else { return .empty }
        let number = formats.number(Int64(others))
        let words = Phrase(
            fr: "Chez \(number) autres clients sans administrateur, la première personne invitée le devient",
            en: "At \(number) more customers without one, the first person invited becomes administrator")
        return Input(InviteLeaders.rest, words(formats.language), .checkbox, value: "1").html(formats.language)
    }
}
