import Core
import HTML
import Hummingbird
import Store
import Web

/// `POST …/welcome/:token/again`: a link that no longer works is replaced by a new one, sent to the same person's address at once.
enum NewInvitation {
    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        guard let hash = context.tokenHash else { throw Refusal.notFound }
        let isSent = try await send(app, door, hash)
        app.mailBell.ring()
        let language = context.language
        let title =
            isSent
            ? Phrase(fr: "Un nouveau message est parti", en: "A new mail is on its way")
            : Phrase(fr: "Aucun message n’est parti", en: "No mail was sent")
        let words =
            isSent
            ? Phrase(
                fr: "Il arrive à la même adresse que le précédent, avec un nouveau lien et un nouveau code.",
                en: "It comes to the same address as the one before, with a new link and a new code.")
            : Phrase(
                fr:
                    "Soit plusieurs sont déjà partis depuis une heure, soit cet accès est fermé. Contactez \(door.name).",
                en: "Either several were sent within the hour, or this access is closed. Contact \(door.name).")
        return door.page(
            title(language), language,
            doorMessage(
                title(language), HTML.text(words(language)),
                next: [
                    (CodeEntry.title(language), door.path + "/code"),
                    (Phrase(fr: "Retour à la connexion", en: "Back to sign-in")(language), door.path + "/signin"),
                ]))
    }

    /// Whoever has the old link had the mail. At most 3 an hour for a person; nothing for somebody who may not come in.
    private static func send(_ app: App, _ door: Door, _ hash: [UInt8]) async throws -> Bool {
        let (token, now) = (Token(), app.clock.now)
        return try await app.database.write { connection in
            guard let id = try Tokens(connection).owner(hash, .setPassword),
                let person = try People(connection).find(id), person.kind == door.kind, person.disabledAt == nil,
                try Attempts(connection).count("again:" + id.text, window: .hours(1), at: now) <= 3,
                let recipient = try recipient(person, hash, connection, now)
            else { return false }
            let accesses = try Accesses(connection).of(person: id)
            guard door.portal == nil || accesses.contains(where: { $0.state == .awaiting || $0.state == .active })
            else { return false }
            let isFirst = person.passwordHash == nil
            let ways = try OneTimeLink.issue(
                token, to: id, mailedTo: recipient.address, portal: door.portal, connection, app.site, at: now,
                for: isFirst ? nil : .minutes(30))
            let text: MailText = !isFirst ? .passwordReset : door.portal == nil ? .staffWelcome : .credentials
            try PostOffice(app: app, connection: connection).queue(
                text, to: recipient, portal: door.portal, link: ways, at: now)
            try Journal(connection).append(
                .init(
                    "password.link_requested", on: accesses.flatMap(\.subjects), detail: ["to": recipient.address]),
                by: .system("Parvis"), at: now)
            return true
        }
    }

    /// The person's own address; before there is one, where the first invitation went, unless something came in its place meanwhile.
    private static func recipient(_ person: Person, _ hash: [UInt8], _ connection: any Connection, _ now: Instant)
        throws -> MailRecipient?
    {
        if let own = try MailRecipient(person, connection) { return own }
        let tokens = Tokens(connection)
        guard person.passwordHash == nil, case .expired = try tokens.standing(hash, .setPassword, at: now),
            let address = try tokens.email(hash)
        else { return nil }
        return MailRecipient(
            person: person.id, address: address, firstName: person.firstName, lastName: person.lastName,
            username: person.signInName, language: try People(connection).correspondence(of: person.id).language ?? .fr)
    }
}
