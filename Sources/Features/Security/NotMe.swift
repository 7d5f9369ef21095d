import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `…/not-me/:token`, *Ce n’était pas moi*: ends every session of the person, makes the password worthless, gives a former address back, and
/// mails a link to choose a new password. Opening the page changes nothing, and an old mail in other hands opens nothing.
enum NotMe {
    static func address(_ token: Token, _ portal: Portal?, _ site: Site) -> String {
        site.baseAddress + (portal.map { "/p/" + $0.slug } ?? "/admin") + "/not-me/" + token.text
    }

    private static let title = Phrase(fr: "Ce n’était pas vous ?", en: "Was it not you?")

    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let stands = try await standing(app, context)
        guard case .good = stands.standing else { return refusal(door, context, stands.standing) }
        let language = context.language
        let card = doorForm(
            title(language), HTML.text(explanation(stands.email)(language)),
            action: "\(door.path)/not-me/\(context.token)", language, fields: [],
            button: Phrase(fr: "Tout fermer et recevoir un nouveau lien", en: "End everything and get a new link")(
                language),
            below:
                "<p class=\"center\"><a href=\"\(door.path)\">\(Phrase(fr: "C’était bien moi", en: "It was me")(language))</a></p>"
        )
        return door.page(title(language), language, card)
    }

    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        guard let hash = context.tokenHash else { return refusal(door, context, .unknown) }
        let (now, next) = (app.clock.now, Token())
        let ending = try await app.database.write { connection -> Ending in
            // Whoever changes the same sign-in waits.
            try Journal(connection).hold()
            let tokens = Tokens(connection)
            guard case .good(let id?, _) = try tokens.standing(hash, .notMe, at: now),
                let person = try People(connection).find(id), person.kind == door.kind
            else { return .refused }
            try Disowning(connection: connection, person: person, hash: hash).run(at: now)
            try tokens.markUsed(hash, at: now)
            // As it signs in by now.
            guard let settled = try People(connection).find(id) else { return .refused }
            let address = try SignInMails(app: app, connection: connection).sendPasswordLink(
                settled, portal: door.portal, token: next, at: now)
            return address == nil ? .withoutLink : .mailed
        }
        guard ending != .refused else { return refusal(door, context, try await standing(app, context).standing) }
        app.mailBell.ring()
        return done(door, context.language, isMailed: ending == .mailed).with(cookie: app.cookies.clear(door.cookie))
    }

    /// What came of a press.
    private enum Ending { case mailed, withoutLink, refused }

    /// Whoever pressed may read an old mail only: the way to a new password is in the mailbox of today.
    private static func done(_ door: Door, _ language: Language, isMailed: Bool) -> Response {
        let title = Phrase(fr: "Tout est fermé", en: "Everything is ended")(language)
        let next =
            isMailed
            ? Phrase(
                fr:
                    "Un e-mail vient de partir à votre adresse de connexion : son lien, valable 30 minutes, permet de choisir un nouveau mot de passe.",
                en:
                    "A mail is on its way to your sign-in address: its link works for 30 minutes and lets you choose a new password."
            )
            : Phrase(
                fr:
                    "Aucune adresse ne permet de vous envoyer un lien : demandez un nouveau mot de passe à \(door.name).",
                en: "There is no address to send you a link: ask \(door.name) for a new password.")
        let words = Phrase(
            fr: "Vos connexions sont fermées et l’ancien mot de passe ne fonctionne plus. \(next.fr)",
            en: "Your sessions are ended and the old password works no more. \(next.en)")
        let ways = [
            (CodeEntry.title(language), door.path + "/code"),
            (Phrase(fr: "Retour à la connexion", en: "Back to sign-in")(language), door.path + "/signin"),
        ]
        return door.page(
            title, language, doorMessage(title, HTML.text(words(language)), next: isMailed ? ways : [ways[1]]))
    }

    /// How the link stands, and the address that it gives back.
    private static func standing(_ app: App, _ context: SiteContext) async throws -> (
        standing: Tokens.Standing, email: String?
    ) {
        guard let hash = context.tokenHash else { return (.unknown, nil) }
        let now = app.clock.now
        return try await app.database.read { connection in
            let tokens = Tokens(connection)
            let standing = try tokens.standing(hash, .notMe, at: now)
            guard case .good(let id?, _) = standing, let person = try People(connection).find(id) else {
                return (standing, nil)
            }
            return (standing, try Disowning(connection: connection, person: person, hash: hash).former(at: now))
        }
    }

    private static func explanation(_ former: String?) -> Phrase {
        guard let former else {
            return Phrase(
                fr:
                    "Toutes vos connexions seront fermées et votre mot de passe actuel ne fonctionnera plus. Un lien pour en choisir un nouveau partira aussitôt par e-mail.",
                en:
                    "All your sessions will be ended and your current password will work no more. A link to choose a new one is mailed right away."
            )
        }
        guard !former.isEmpty else {
            return Phrase(
                fr:
                    "L’adresse ajoutée ne vous connectera plus, toutes vos connexions seront fermées et votre mot de passe actuel ne fonctionnera plus. Un lien pour en choisir un nouveau partira aussitôt par e-mail.",
                en:
                    "The address that was added will not sign you in any more, all your sessions will be ended and your current password will work no more. A link to choose a new one is mailed right away."
            )
        }
        return Phrase(
            fr:
                "L’adresse \(former) servira de nouveau à vous connecter, toutes vos connexions seront fermées et votre mot de passe actuel ne fonctionnera plus. Un lien pour en choisir un nouveau partira aussitôt par e-mail.",
            en:
                "The address \(former) will sign you in again, all your sessions will be ended and your current password will work no more. A link to choose a new one is mailed right away."
        )
    }

    private static func refusal(_ door: Door, _ context: SiteContext, _ standing: Tokens.Standing) -> Response {
        let language = context.language
        let (title, words) = refusalWords(standing)
        let card = doorMessage(
            title(language), HTML.text(words(language)),
            next: [
                (
                    Phrase(fr: "Choisir un nouveau mot de passe", en: "Choose a new password")(language),
                    door.path + "/forgot"
                ),
                (Phrase(fr: "Se connecter", en: "Sign in")(language), door.path + "/signin"),
            ])
        return door.page(title(language), language, status: .gone, card)
    }

    private static func refusalWords(_ standing: Tokens.Standing) -> (Phrase, Phrase) {
        switch standing {
        case .used:
            (
                Phrase(fr: "C’est déjà fait", en: "This was done already"),
                Phrase(
                    fr: "Vos connexions ont été fermées avec ce lien. Choisissez un nouveau mot de passe si besoin.",
                    en: "Your sessions were ended with this link. Choose a new password if you need one.")
            )
        case .expired, .revoked:
            (
                Phrase(fr: "Ce lien a expiré", en: "This link has expired"),
                Phrase(
                    fr: "Un nouveau mot de passe ferme lui aussi toutes les autres connexions.",
                    en: "A new password ends all other sessions too.")
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
