import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/email/:token`: whoever reads the new mailbox confirms that it signs in from now on. Opening the page changes nothing.
enum EmailConfirmation {
    static func address(_ token: Token, _ portal: Portal, _ site: Site) -> String {
        "\(site.baseAddress)/p/\(portal.slug)/email/\(token.text)"
    }

    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let (standing, email) = try await standing(app, context)
        guard case .good = standing, let email else { return refusal(door, context, words(standing)) }
        let language = context.language
        let title = Phrase(fr: "Confirmer cette adresse", en: "Confirm this address")(language)
        let explanation = Phrase(
            fr: "\(email) vous connectera à la place de l’adresse actuelle.",
            en: "\(email) will sign you in instead of the current address.")
        let card = doorForm(
            title, HTML.text(explanation(language)), action: context.path(door), language, fields: [],
            button: Phrase(fr: "Confirmer", en: "Confirm")(language))
        return door.page(title, language, card)
    }

    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let (standing, email) = try await standing(app, context)
        guard case .good(let id?, _) = standing, let email, let hash = context.tokenHash else {
            return refusal(door, context, words(standing))
        }
        let now = app.clock.now
        do {
            let isDone = try await app.database.write { connection in
                try Journal(connection).hold()
                guard try Tokens(connection).use(hash, .changeEmail, at: now),
                    let person = try People(connection).find(id)
                else { return false }
                try NewEmail(app: app, connection: connection, person: person, portal: door.portal).set(email, at: now)
                return true
            }
            guard isDone else { return refusal(door, context, words(try await self.standing(app, context).0)) }
        } catch StoreError.duplicate {
            return refusal(door, context, taken)
        }
        app.mailBell.ring()
        let next = context.visitor == nil ? "/signin" : "/profile"
        return .seeOther("\(door.path)\(next)?done=\(Done.addressChanged.rawValue)")
    }

    private static func standing(_ app: App, _ context: SiteContext) async throws -> (Tokens.Standing, String?) {
        guard let hash = context.tokenHash else { return (.unknown, nil) }
        let now = app.clock.now
        return try await app.database.read { connection in
            let tokens = Tokens(connection)
            return (try tokens.standing(hash, .changeEmail, at: now), try tokens.email(hash))
        }
    }

    private static func refusal(_ door: Door, _ context: SiteContext, _ words: (title: Phrase, text: Phrase))
        -> Response
    {
        let language = context.language
        let card = doorMessage(
            words.title(language), HTML.text(words.text(language)),
            next: [
                (
                    Phrase(fr: "Changer mon e-mail de connexion", en: "Change my sign-in e-mail")(language),
                    door.path + "/profile/email"
                )
            ])
        return door.page(words.title(language), language, status: .gone, card)
    }

    private static let taken = (
        title: Phrase(
            fr: "Cette adresse sert déjà à quelqu’un pour se connecter", en: "This address signs somebody in already"),
        text: Phrase(
            fr: "Rien n’a changé. Connectez-vous avec votre adresse actuelle et choisissez-en une autre.",
            en: "Nothing was changed. Sign in with your current address and choose another one.")
    )

    private static func words(_ standing: Tokens.Standing) -> (title: Phrase, text: Phrase) {
        switch standing {
        case .used:
            (
                Phrase(fr: "Cette adresse est déjà confirmée", en: "This address is confirmed already"),
                Phrase(fr: "Connectez-vous avec elle.", en: "Sign in with it.")
            )
        case .expired:
            (
                Phrase(fr: "Ce lien a expiré", en: "This link has expired"),
                Phrase(
                    fr: "Il valait 24 heures. Connectez-vous et demandez-en un nouveau.",
                    en: "It worked for 24 hours. Sign in and ask for a new one.")
            )
        case .revoked:
            (
                Phrase(fr: "Ce changement a été abandonné", en: "This change was dropped"),
                Phrase(
                    fr: "Utilisez le lien du dernier e-mail, ou recommencez.",
                    en: "Use the link of the latest mail, or start again.")
            )
        case .unknown, .good:
            (
                Phrase(fr: "Ce lien n’est pas valable", en: "This link is not valid"),
                Phrase(
                    fr: "L’adresse est peut-être coupée : copiez-la en entier depuis l’e-mail.",
                    en: "The address may be cut: copy all of it from the e-mail.")
            )
        }
    }
}

extension SiteContext {
    /// The address of the page with the link's token.
    fileprivate func path(_ door: Door) -> String { "\(door.path)/email/\(token)" }
}

/// What changes with the address that signs in, in one transaction. Throws `StoreError.duplicate` when somebody else has it.
struct NewEmail {
    let app: App
    let connection: any Connection
    let person: Person
    let portal: Portal?

    func set(_ email: String, at now: Instant) throws {
        let subjects = try Accesses(connection).of(person: person.id).flatMap(\.subjects)
        try Journal(connection).append(
            .init(
                "signin.email_changed", on: Array(subjects.prefix(8)),
                detail: ["before": person.email ?? "", "after": email]),
            by: Author(kind: .external, id: person.id, name: person.name), at: now)
        let notice = SecurityNotice(app: app, connection: connection, person: person, portal: portal)
        // Where the person was written to until now, whether or not it signed in.
        let told = try MailRecipient(person, connection)
        try People(connection).setSignIn(username: person.username, email: email, of: person.id)
        // A link that went to the old mailbox must not choose a password any more.
        try Tokens(connection).revoke(.setPassword, of: person.id, at: now)
        guard let told, folded(told.address) != folded(email) else { return }
        try notice.emailChanged(to: email, telling: told, at: now)
    }
}
