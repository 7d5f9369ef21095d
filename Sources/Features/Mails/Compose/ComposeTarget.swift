import Core
import Store
import Web

/// Whom a mail is written to by hand: a contact, with its access when it has one.
struct ComposeTarget: Sendable {
    let record: Record
    let profile: AccessProfile?
    /// The page to go back to, and the form's own address.
    let back: String
    let sender: MailSender
    let company: String
    let recipient: MailRecipient
    let url: String

    var action: String { back + "/mail" }
    var name: String { record.title }
    var subjects: [Journal.Subject] {
        let own = Journal.Subject(record.module.key, record.id)
        return profile?.subjects ?? [own] + (record["account_id"].id.map { [Journal.Subject("accounts", $0)] } ?? [])
    }

    static func contact(_ app: App, _ id: RecordID, _ viewer: Viewer, _ records: Records) throws -> ComposeTarget {
        guard let record = try records.seen(by: viewer, app.module("contacts")).find(id) else { throw Refusal.notFound }
        let access = try Accesses(records.connection).on(module: "contacts", record: id).first
        let profile = try access.map { try AccessProfile.find($0.id, viewer, records) }
        return try ComposeTarget(app, record, profile, back: OfficePath.record("contacts", id), viewer, records)
    }

    static func user(_ app: App, _ id: RecordID, _ viewer: Viewer, _ records: Records) throws -> ComposeTarget {
        let profile = try AccessProfile.find(id, viewer, records)
        return try ComposeTarget(app, profile.anchor, profile, back: profile.path, viewer, records)
    }

    private init(
        _ app: App, _ record: Record, _ profile: AccessProfile?, back: String, _ viewer: Viewer, _ records: Records
    ) throws {
        let connection = records.connection
        self.record = record
        self.profile = profile
        self.back = back
        sender = try MailSender(connection, app.site)
        company = try PostOffice(app: app, connection: connection).company
        let portal = try profile?.portal ?? Portals(connection).all().first
        url = app.site.baseAddress + (portal.map { "/p/" + $0.slug } ?? "")
        recipient = try ComposeTarget.recipient(record, profile, viewer, records)
    }

    /// The person's own language, or else the contact's, or else the account's.
    private static func recipient(_ record: Record, _ profile: AccessProfile?, _ viewer: Viewer, _ records: Records)
        throws -> MailRecipient
    {
        let known = try profile.map { try People(records.connection).correspondence(of: $0.person.id) }
        let language = try known?.language ?? language(of: record) ?? accountLanguage(record, viewer, records) ?? .fr
        return MailRecipient(
            person: profile?.person.id, address: known?.address ?? record["email"].text ?? "",
            firstName: record["first_name"].text ?? "",
            lastName: record["last_name"].text ?? record.title, username: profile?.person.signInName ?? "",
            language: language)
    }

    private static func accountLanguage(_ record: Record, _ viewer: Viewer, _ records: Records) throws -> Language? {
        guard let id = record["account_id"].id, let module = records.catalog["accounts"] else { return nil }
        return try records.seen(by: viewer, module).find(id).flatMap(language)
    }

    private static func language(of record: Record) -> Language? {
        record["language"].text.flatMap(Language.init(rawValue:))
    }
}

extension ComposeTarget {
    /// What the message may name: the sign-in only of somebody who has one.
    var placeholders: [MailPlaceholder] {
        profile == nil ? [.company, .firstName, .lastName, .url] : MailPlaceholder.signIn
    }

    func values(link: OneTimeLink.Ways?) -> MailValues {
        MailValues(
            company: company, firstName: recipient.firstName, lastName: recipient.lastName,
            username: recipient.username, url: url, link: link,
            language: recipient.language)
    }
}
