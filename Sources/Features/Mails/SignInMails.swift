import Core
import Store

/// The mails of sign-in, queued in the transaction of what they tell about. Ring `app.mailBell` after it.
struct SignInMails {
    let app: App
    let connection: any Connection

    /// The link of *Mot de passe oublié ?*. False when the person has no address: nothing was queued.
    func queuePasswordReset(_ person: Person, portal: Portal?, token: Token, at now: Instant) throws -> Bool {
        try queue(.passwordReset, person, portal, token, at: now)
    }

    private func queue(_ text: MailText, _ person: Person, _ portal: Portal?, _ token: Token?, at now: Instant) throws
        -> Bool
    {
        guard let recipient = try MailRecipient(person, connection) else { return false }
        let link = token.map { OneTimeLink.ways($0, portal: portal, app.site) }
        try PostOffice(app: app, connection: connection).queue(text, to: recipient, portal: portal, link: link, at: now)
        return true
    }
}
