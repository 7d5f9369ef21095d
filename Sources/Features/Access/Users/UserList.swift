import Core
import HTML
import Hummingbird
import Store
import Web

/// *Utilisateurs*: every access there is, newest first.
enum UserList {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let query = query(request.query)
        let (viewer, today, accounts) = (context.viewer, app.today, try app.module("accounts"))
        let (page, names) = try await app.records { records in
            let page = try Accesses(records.connection).list(query, today: today, countUpTo: UserList.bound)
            return (page, try records.seen(by: viewer, accounts).titles(Set(page.rows.compactMap(\.account))))
        }
        let title = UserFrame.users(context.language)
        let content: HTML = """
            \(head(title, context.language).html(context.language))\(Done.note(request, context.language))\
            \(UserTable(app: app, context: context, query: query, page: page, accounts: names).html)
            """
        return officePage(app, context, title, current: "users", content)
    }

    private static func head(_ title: String, _ language: Language) -> PageHead {
        PageHead(
            title, sub: HTML.text(sub(language)),
            actions: [
                buttonLink(ReviewDesk.title(language), "/admin/users/review"),
                buttonLink(InviteList.title(language), InviteSelection.path, .main, icon: "i-mail"),
            ])
    }

    static let bound = 1000

    private static func query(_ form: Form) -> AccessQuery {
        var query = AccessQuery()
        query.search = String(form["q"].prefix(100))
        query.standing = AccessQuery.Standing(rawValue: form["state"])
        query.before = form.id("before")
        query.after = form.id("after")
        return query
    }

    private static func sub(_ language: Language) -> String {
        Phrase(
            fr:
                "Les personnes externes qui se connectent à un portail. Invitez-en plusieurs à la fois, ou une depuis la fiche d’un contact.",
            en:
                "The external people who sign in to a portal. Invite many at once, or one from a contact’s page."
        )(language)
    }
}
