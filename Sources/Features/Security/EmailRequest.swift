import Core
import Store
import Web

/// The mail that proves the new address. Nobody learns whether somebody else signs in with it: then no mail leaves.
struct EmailRequest {
    let app: App
    let context: PortalContext
    let email: String

    static let life = Interval.hours(24)

    /// At most 5 an hour for a person and 4 for an address. Throws `Refusal.tooMany` beyond that, which tells nothing about others. The mail
    /// names nobody: names are the person's to choose, and the address may be a stranger's.
    func send() async throws {
        let (now, token, id, slug) = (app.clock.now, Token(), context.viewer.person, context.portal.slug)
        try await app.database.write { [self] connection in
            let attempts = Attempts(connection)
            let tries = try attempts.count("email:" + id.text, window: .hours(1), at: now)
            let mails = try attempts.count(ColleagueAct.mailKey(email), window: .hours(1), at: now)
            guard tries <= 5, mails <= 4 else { throw Refusal.tooMany(.hours(1)) }
            guard let person = try People(connection).find(id), let portal = try Portals(connection).find(slug: slug)
            else { throw Refusal.notFound }
            let tokens = Tokens(connection)
            try tokens.revoke(.changeEmail, of: id, at: now)
            try tokens.add(
                token.hash, .changeEmail, person: id, portal: portal.id, at: now, until: now + EmailRequest.life,
                email: email)
            guard try People(connection).named(email) == nil else { return }
            let language = try People(connection).correspondence(of: id).language ?? context.language
            let recipient = MailRecipient(
                person: id, address: email, firstName: "", lastName: "", username: person.signInName,
                language: language)
            let notice = MailNotice(link: EmailConfirmation.address(token, portal, app.site), address: email)
            try PostOffice(app: app, connection: connection).queue(
                .emailConfirm, to: recipient, portal: portal, notice: notice, at: now)
        }
    }
}
