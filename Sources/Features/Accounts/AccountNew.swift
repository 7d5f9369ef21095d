import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// The page *Créer un compte utilisateur* of a contact.
enum AccountNew {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let account = try await load(app, context)
        guard account.canCreate else { return refused(app, context, account) }
        return page(app, context, account, AccountDraft(proposedFor: account, today: app.today))
    }

    static func load(_ app: App, _ context: OfficeContext) async throws -> UserAccount {
        let (id, viewer, now, today, contacts) = (
            try context.id(), context.viewer, app.clock.now, app.today, try app.module("contacts")
        )
        return try await app.records { records in
            guard let contact = try records.seen(by: viewer, contacts).find(id) else { throw Refusal.notFound }
            return try UserAccount.load(contact, viewer, records, at: now, today: today)
        }
    }

    static func page(
        _ app: App, _ context: OfficeContext, _ account: UserAccount, _ draft: AccountDraft,
        problems: [String: FieldProblem] = [:],
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let form = AccountForm(account: account, draft: draft, problems: problems, language: language)
        let cancel: HTML = "<a class=\"btn\" href=\"\(account.path)\">\(Words.cancel(language))</a>"
        let content: HTML = """
            \(head(account, language))\(form.summary)<div class="panel measure"><form class="form body" method="post" action="\(account.newPath)" novalidate>\
            \(form.fields)\(form.buttons(cancel: cancel))</form></div>
            """
        return officePage(app, context, AccountForm.title(language), current: "contacts", status: status, content)
    }

    private static func head(_ account: UserAccount, _ language: Language) -> HTML {
        let contacts = Phrase(fr: "Contacts", en: "Contacts")(language)
        let crumbs = [
            PageHead.Crumb(contacts, "/admin/contacts"), PageHead.Crumb(account.name, account.path),
            PageHead.Crumb(AccountForm.title(language)),
        ]
        let link: HTML? = account.account.map { " · <a href=\"/admin/accounts/\($0.id.text)\">\($0.name)</a>" }
        return PageHead(AccountForm.title(language), crumbs: crumbs, sub: "\(account.name)\(link)").html(language)
    }

    /// One account a contact: what there is, and where.
    static func refused(_ app: App, _ context: OfficeContext, _ account: UserAccount, status: HTTPResponse.Status = .ok)
        -> Response
    {
        let language = context.language
        let body: HTML
        if let existing = account.existing.first {
            let words = Phrase(
                fr: "Ce contact a déjà un compte utilisateur :", en: "This contact has a user account already:")(
                    language)
            body = note(.info, "\(words) <a href=\"\(existing.path)\">\(existing.username)</a>")
        } else if account.account == nil, account.obstacle ?? .withoutAccount == .withoutAccount {
            let edit: HTML =
                "<a href=\"\(account.path)/edit\">\(Phrase(fr: "Modifier le contact", en: "Edit the contact")(language))</a>"
            body = note(.warn, "\(withoutAccount(language)) \(edit)")
        } else if let obstacle = account.obstacle {
            let (why, help) = (obstacle.reason, obstacle.remedy)
            body = note(.warn, HTML.text(why(language) + (language == .fr ? "\u{A0}: " : ": ") + help(language)))
        } else {
            body = note(
                .warn,
                HTML.text(
                    Phrase(
                        fr: "Aucun portail n’a de type d’utilisateur pour les contacts.",
                        en: "No portal has a user type for contacts.")(language)))
        }
        return officePage(
            app, context, AccountForm.title(language), current: "contacts", status: status,
            "\(head(account, language))\(body)")
    }

    static let withoutAccount = Phrase(
        fr:
            "Un accès au portail est porté par un contact rattaché à un tiers. Rattachez d’abord ce contact à un tiers.",
        en: "Portal access is carried by a contact that belongs to an account. Link this contact to an account first.")
}
