import Core
import Store

/// The mails of sign-in, queued in the transaction of what they tell about. Ring `app.mailBell` after it.
struct SignInMails {
    let app: App
    let connection: any Connection

    /// A link of half an hour with which the person chooses a new password. Returns where it goes; nil when the person has no address of its
    /// own, and then there is no link.
    func sendPasswordLink(_ person: Person, portal: Portal?, token: Token, at now: Instant) throws -> String? {
        guard let recipient = try MailRecipient(person, connection) else { return nil }
        let ways = try OneTimeLink.issue(
            token, to: person.id, mailedTo: recipient.address, portal: portal, connection, app.site, at: now,
            for: .minutes(30))
        try PostOffice(app: app, connection: connection).queue(
            .passwordReset, to: recipient, portal: portal, link: ways, at: now)
        return recipient.address
    }
}
