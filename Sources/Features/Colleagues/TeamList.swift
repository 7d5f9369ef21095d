import Core
import HTML
import Hummingbird
import Store
import Web

/// `/p/:portal/users`: the people of the account, for its administrator.
enum TeamList {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let desk = try await TeamDesk.open(app, context)
        let (people, waiting) = try await app.database.read { connection in
            let people = try desk.team(connection).list(limit: TeamDesk.most).compactMap {
                try Colleague.read($0, desk, connection)
            }
            return (people, try TeamReview.waiting(desk, connection).count)
        }
        let language = context.language
        let add = Phrase(fr: "Ajouter des utilisateurs", en: "Add users")(language)
        let head = PageHead(
            TeamDesk.title(language),
            sub: HTML.text(
                Phrase(
                    fr: "Vos collègues qui se connectent ici. Vous leur donnez au plus vos propres droits.",
                    en: "Your colleagues who sign in here. You give them at most your own rights.")(language)),
            actions: [buttonLink(add, desk.path + "/new", .main)])
        let content: HTML = """
            \(head.html(language))\(Done.note(request, language))\(review(waiting, desk))<section class="panel" aria-label="\(TeamDesk.title(language))">\(table(people, desk, app))</section>
            """
        return portalPage(app, context, TeamDesk.title(language), current: "users", content)
    }

    /// While a review waits for the administrator.
    private static func review(_ waiting: Int, _ desk: TeamDesk) -> HTML {
        guard waiting > 0 else { return .empty }
        let language = desk.context.language
        let words = Phrase(
            fr: "Revue des accès : \(waiting) à confirmer.", en: "Review of accesses: \(waiting) to confirm.")
        let open = buttonLink(Phrase(fr: "Confirmer", en: "Confirm")(language), TeamReview.path(desk))
        return "<div class=\"note info\"><p>\(words(language))</p><div class=\"acts\">\(open)</div></div>"
    }

    private static func table(_ people: [Colleague], _ desk: TeamDesk, _ app: App) -> HTML {
        let language = desk.context.language
        let heads = [
            (Phrase(fr: "Nom", en: "Name"), false), (Phrase(fr: "E-mail", en: "E-mail"), true),
            (ColleagueDraft.label("role"), false), (Phrase(fr: "Dernière visite", en: "Last visit"), true),
            (Phrase(fr: "Valide jusqu’au", en: "Valid until"), true), (Phrase(fr: "État", en: "State"), false),
        ]
        let cells: [HTML] = heads.map { "<th scope=\"col\"\(" class=\"opt\"", if: $0.1)>\($0.0(language))</th>" }
        return """
            <div class="sheet" role="group" aria-label="\(TeamDesk.title(language))" tabindex="0"><table class="rows"><thead><tr>\(cells)</tr></thead>\
            <tbody>\(each: people, { row($0, desk, app.today) })</tbody></table></div>
            """
    }

    private static func row(_ one: Colleague, _ desk: TeamDesk, _ today: Day) -> HTML {
        let (language, formats) = (desk.context.language, desk.context.formats)
        let me: HTML =
            one.access.id == desk.own.id ? " <small>\(Phrase(fr: "(vous)", en: "(you)")(language))</small>" : .empty
        let seen = one.lastSeen.map(formats.moment) ?? Phrase(fr: "Jamais", en: "Never")(language)
        return """
            <tr><td class="key"><a href="\(one.path(desk))">\(one.name)</a>\(me)</td><td class="opt">\(emailText(one.address))</td>\
            <td>\(one.access.role.label(language))</td><td class="opt">\(seen)</td><td class="opt">\(one.access.validUntil.map(formats.day) ?? "–")</td>\
            <td>\(one.standing(today).shortChip(language))</td></tr>
            """
    }
}

extension AccessRole {
    var label: Phrase {
        switch self {
        case .user: Phrase(fr: "Utilisateur", en: "User")
        case .administrator: Phrase(fr: "Admin", en: "Admin")
        }
    }
}
