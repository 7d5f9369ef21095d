import Core
import HTML
import Hummingbird
import Store
import Web

/// A password that staff hand over in person: shown once, good for 72 hours, to be changed at the first sign-in.
struct TemporaryPassword: Sendable {
    let text: String
    private let hash: String

    static let life = Interval.hours(72)

    /// Hashed before any transaction begins: hashing is slow on purpose.
    init(_ app: App) async throws {
        text = PasswordRules.proposal()
        hash = try await app.passwords.hash(text)
    }

    /// Replaces the password, and everything that opened the door before.
    func set(for person: RecordID, _ connection: any Connection, at now: Instant) throws {
        try People(connection).setPassword(hash, of: person, temporaryUntil: now + TemporaryPassword.life, at: now)
        try Accesses(connection).activate(person: person)
        try Sessions(connection).endAll(of: person)
        try Tokens(connection).revokeAll(of: person, at: now)
    }

    /// What is written down or copied for the person, this once.
    func box(_ profile: AccessProfile, _ site: Site, _ language: Language) -> HTML {
        let words = Phrase(
            fr:
                "Il ne sera plus jamais affiché. Il fonctionne 72 heures, et la personne devra le changer à la première connexion.",
            en:
                "It will never be shown again. It works for 72 hours, and the person has to change it at the first sign-in."
        )
        let title = Phrase(fr: "Copiez ce mot de passe provisoire maintenant.", en: "Copy this temporary password now.")
        let address = "\(site.baseAddress)/p/\(profile.portal.slug)"
        let rest = facts([
            (Phrase(fr: "Adresse", en: "Address")(language), "<a href=\"\(address)\">\(address)</a>"),
            (
                Phrase(fr: "Identifiant", en: "Username")(language),
                "<span class=\"mono\">\(profile.person.signInName)</span>"
            ),
        ])
        return
            "<div class=\"stack\">\(rest)\(secretBox("temporary", "<b>\(title(language))</b> \(words(language))", secret: text, language))</div>"
    }
}

/// *Régénérer mot de passe* and *Régénérer et envoyer mot de passe*.
enum UserPassword {
    /// The password is on the answer of the POST itself and nowhere else.
    static func renew(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        _ = try await app.profile(id, context.viewer)
        let password = try await TemporaryPassword(app)
        let now = app.clock.now
        let profile = try await app.change(id, by: context.viewer, "access.password_renewed") { connection, profile in
            // Handing over a password lets in whoever a colleague only added.
            if profile.access.state == .inactive { try Accesses(connection).setState(.awaiting, of: id) }
            try password.set(for: profile.person.id, connection, at: now)
            return profile
        }
        return answer(app, context, profile, password, Phrase(fr: "Mot de passe régénéré", en: "Password renewed"))
    }

    static func answer(
        _ app: App, _ context: OfficeContext, _ profile: AccessProfile, _ password: TemporaryPassword, _ title: Phrase
    ) -> Response {
        secretPage(
            app, context, profile, title, box: password.box(profile, app.site, context.language),
            copied: Phrase(fr: "J’ai copié le mot de passe", en: "I copied the password"))
    }

    /// Sends a new link; the old password, older links and sessions end.
    static func send(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let viewer = context.viewer
        let (token, now) = (Token(), app.clock.now)
        let path = try await app.change(
            id, by: viewer, "access.link_sent", detail: { ["to": $0.invitedAt ?? ""] }
        ) { connection, profile in
            guard let recipient = try MailRecipient(inviting: profile, connection) else { throw noAddress }
            try Tokens(connection).revokeAll(of: profile.person.id, at: now)
            try People(connection).setPassword(nil, of: profile.person.id, at: now)
            try Accesses(connection).suspend(person: profile.person.id)
            if profile.access.state == .inactive { try Accesses(connection).setState(.awaiting, of: id) }
            try Sessions(connection).endAll(of: profile.person.id)
            try Invitation(app: app, connection: connection).send(
                to: recipient, profile, token, by: viewer.person, at: now)
            return profile.path
        }
        app.mailBell.ring()
        return .seeOther("\(path)?done=\(Done.linkSent.rawValue)")
    }

    private static let noAddress = Refusal(
        .unprocessableContent, title: Phrase(fr: "Aucune adresse e-mail", en: "No e-mail address"),
        explanation: Phrase(
            fr:
                "Rien ne peut être envoyé : ni l’utilisateur ni son contact n’ont d’adresse e-mail valable. Ajoutez-en une, ou régénérez le mot de passe pour le remettre en main propre.",
            en:
                "Nothing can be sent: neither the user nor the contact has a valid e-mail address. Add one, or renew the password to hand it over in person."
        ))
}

/// The mail with the one-time link of an access.
struct Invitation {
    let app: App
    let connection: any Connection
    /// One of many: it leaves behind mails that somebody waits for.
    var isBulk = false

    /// Issues the link and queues the mail; older links die with it.
    func send(
        to recipient: MailRecipient, _ profile: AccessProfile, _ token: Token, by staff: RecordID, at now: Instant
    ) throws {
        let ways = try OneTimeLink.issue(
            token, to: profile.person.id, mailedTo: recipient.address, portal: profile.portal, connection, app.site,
            at: now)
        try PostOffice(app: app, connection: connection).queue(
            .credentials, to: recipient, portal: profile.portal,
            link: ways,
            about: Journal.Subject(profile.access.module, profile.access.record), by: staff, isBulk: isBulk, at: now)
    }
}
