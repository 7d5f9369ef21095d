import Core
import Store

/// Tells a person what happened to the own sign-in, with *Ce n’était pas moi*: in the transaction of what it tells about. Ring `app.mailBell`
/// after it.
struct SecurityNotice {
    let app: App
    let connection: any Connection
    let person: Person
    /// Behind whose door the link opens; nil for the back office.
    let portal: Portal?

    /// How long *Ce n’était pas moi* works.
    static let life = Interval.days(7)

    /// The browser and the network that something came from.
    struct Origin: Sendable {
        let agent: String
        let address: String

        var words: String { browserName(agent) + ", " + address }
    }

    func passwordChanged(at now: Instant) throws { try queue(.passwordChanged, to: try recipient, MailNotice(), now) }

    /// Tells the mailbox that signed in before a change of address, with a link in place of the one that it has: it gives the same back and
    /// ends on the same day.
    func passwordChanged(replacing former: Tokens.Former, at now: Instant) throws {
        let address = former.email.isEmpty ? person.provedEmail : former.email
        guard let address, folded(address) != folded(person.address ?? ""),
            let told = try recipient?.at(address)
        else { return }
        try queue(.passwordChanged, to: told, MailNotice(), now, replacing: former)
    }

    func newBrowser(_ origin: Origin, at now: Instant) throws {
        guard let recipient = try recipient else { return }
        let moment = Formats(recipient.language, person.preferences).moment(now)
        try queue(.newSignIn, to: recipient, MailNotice(moment: moment, device: origin.words), now)
    }

    func manyFailures(at now: Instant) throws { try queue(.signInFailures, to: try recipient, MailNotice(), now) }

    /// Goes where the person was written to until now: whoever reads it can have the address back that signed in, or none.
    func emailChanged(to new: String, telling recipient: MailRecipient, at now: Instant) throws {
        try queue(
            .emailChanged, to: recipient, MailNotice(address: new), now, formerEmail: person.email ?? "")
    }

    private var recipient: MailRecipient? { get throws { try MailRecipient(person, connection) } }

    /// A later notice leaves the links of earlier ones as they are; a new password ends them.
    private func queue(
        _ text: MailText, to recipient: MailRecipient?, _ notice: MailNotice, _ now: Instant,
        formerEmail: String? = nil, replacing former: Tokens.Former? = nil
    ) throws {
        guard let recipient else { return }
        let token = Token()
        try Tokens(connection).add(
            token.hash, .notMe, person: person.id, portal: portal?.id, at: former?.createdAt ?? now,
            until: former?.expiresAt ?? now + SecurityNotice.life, email: former?.email ?? formerEmail)
        var notice = notice
        notice.link = NotMe.address(token, portal, app.site)
        try PostOffice(app: app, connection: connection).queue(
            text, to: recipient, portal: portal, notice: notice, at: now)
    }
}

/// What a notice about the own sign-in says beside who it is for.
struct MailNotice: Sendable {
    var link = ""
    /// When it happened, in the person's time.
    var moment = ""
    /// The browser and the network.
    var device = ""
    /// The new e-mail address.
    var address = ""
    /// The name of a file.
    var file = ""
}
