import Core
import Store

/// Puts mails in the outbox inside the caller's transaction. Ring `app.mailBell` once that transaction is through.
struct PostOffice {
    let app: App
    let connection: any Connection

    /// Queues one of Parvis' own mails in the words that staff chose, in the recipient's language.
    func queue(
        _ text: MailText, to recipient: MailRecipient, portal: Portal?, link: OneTimeLink.Ways? = nil,
        request: MailRequest? = nil, signUp: MailSignUp? = nil, lastDay: Day? = nil,
        notice: MailNotice? = nil,
        about subject: Journal.Subject? = nil,
        by staff: RecordID? = nil,
        isBulk: Bool = false, at now: Instant
    ) throws {
        var values = try values(for: recipient, portal: portal, link: link)
        values.request = request
        values.days = OneTimeLink.days(of: portal)
        values.signUp = signUp
        values.lastDay = lastDay
        values.notice = notice
        let words = try filled(text, values, portal: portal?.id)
        try add(
            words, kind: text.rawValue, to: recipient, portal: portal?.id, about: subject, by: staff, isBulk: isBulk,
            at: now)
    }

    /// Queues words that are ready.
    func add(
        _ words: MailWords, kind: String, to recipient: MailRecipient, portal: RecordID?,
        about subject: Journal.Subject?,
        files: [RecordID] = [], by staff: RecordID?, isBulk: Bool = false, at now: Instant
    ) throws {
        let sender = try MailSender(connection, app.site)
        let mail = Outbox.New(
            kind: kind, person: recipient.person, subject: subject, sender: sender.text,
            recipients: [recipient.address], title: words.subject, body: words.body,
            language: recipient.language, files: files, createdBy: staff,
            isBulk: isBulk, portal: portal)
        try Outbox(connection).add(mail, id: app.ids.next(), host: app.site.host, at: now)
    }

    func values(for recipient: MailRecipient, portal: Portal?, link: OneTimeLink.Ways?) throws -> MailValues {
        MailValues(
            company: try company, firstName: recipient.firstName, lastName: recipient.lastName,
            username: recipient.username,
            url: app.site.baseAddress + (portal.map { "/p/" + $0.slug } ?? "/admin"), link: link,
            language: recipient.language)
    }

    /// The words of a mail as staff last saved them for the portal or for all, or as delivered.
    func words(_ text: MailText, _ language: Language, portal: RecordID?) throws -> MailWords {
        try Templates(connection).effective(text.rawValue, language, portal: portal)
            .map { MailWords(subject: $0.subject, body: $0.body) } ?? text.delivered(language)
    }

    var company: String { get throws { try Settings(connection)[.company] ?? app.site.defaultCompany } }

    /// Saved words that no longer fit what this mail offers must not stop a sign-in: the delivered ones go instead.
    private func filled(_ text: MailText, _ values: MailValues, portal: RecordID?) throws -> MailWords {
        let saved = try words(text, values.language, portal: portal)
        guard saved.problems(as: text).isEmpty else { return try text.delivered(values.language).filled(values) }
        return try saved.filled(values)
    }
}
