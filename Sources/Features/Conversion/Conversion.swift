import Core
import Store
import Web

/// The conversion of a lead into a contact: the contact, its account, the portal access and what names the lead, all or nothing.
struct Conversion: Sendable {
    let app: App
    let viewer: Viewer
    let managesUsers: Bool
    let lead: RecordID
    let draft: ConversionDraft

    /// Why nothing was made, beside a lead that was converted before.
    enum Obstacle: Error {
        /// The lead or the contacts with its address are no longer what the page showed.
        case changed
        case problems([String: FieldProblem])
        /// A record cannot be made from here.
        case incomplete(Phrase)
        /// Somebody signs in as the lead, and whoever converts does not manage users.
        case withoutPower
    }

    /// The contact that the lead becomes carries no open access.
    struct Inadmissible: Error {
        let obstacle: BulkObstacle
    }

    /// Makes it in one transaction; returns the contact. Throws `Obstacle`, `ConversionCase.Done` and `WriteRefusal`.
    func make() async throws -> RecordID {
        let (token, now) = (Token(), app.clock.now)
        return try await app.database.write { connection in
            // Whoever else converts, or takes a seat, waits until this transaction has ended.
            try Journal(connection).hold()
            let records = Records(connection, app.catalog)
            let current = try ConversionReader(records: records, viewer: viewer, chosen: draft.chosenAccount).read(lead)
            guard current.lead.version == draft.version, draft.known.isSuperset(of: current.duplicates.map(\.id)) else {
                throw Obstacle.changed
            }
            guard current.access == nil || managesUsers else { throw Obstacle.withoutPower }
            let problems = draft.problems(current)
            guard problems.isEmpty else { throw Obstacle.problems(problems) }
            return try ConversionWork(
                app: app, records: records, viewer: viewer, lead: current, draft: draft, token: token, now: now
            ).run()
        }
    }
}

/// The steps of a conversion, in the caller's transaction; what stands against them has been asked.
struct ConversionWork {
    let app: App
    let records: Records
    let viewer: Viewer
    let lead: ConversionCase
    let draft: ConversionDraft
    let token: Token
    let now: Instant

    private var connection: any Connection { records.connection }
    private var author: Author { Author(viewer) }

    func run() throws -> RecordID {
        let contact = try contact()
        try LeadFollowers(records).name(contact.id, for: lead.lead.id, by: viewer.person, at: now)
        if let held = lead.access { try settle(held, contact) }
        let leads = try seen(Module.leads.key)
        try leads.convert(lead.lead.id, version: lead.lead.version, into: contact.id, at: now)
        let own = Journal.Subject(Module.leads.key, lead.lead.id)
        let subjects = eventSubjects(contact, also: [own])
        try tell("lead.converted", subjects, eventDetail(lead.lead, ["into": contact.title]))
        return contact.id
    }

    private func seen(_ module: String) throws -> SeenRecords { records.seen(by: viewer, try app.module(module)) }

    private func tell(_ verb: String, _ subjects: [Journal.Subject], _ detail: [String: String]) throws {
        try Journal(connection).append(.init(verb, on: subjects, detail: detail), by: author, at: now)
    }

    private func contact() throws -> Record {
        let contacts = try seen("contacts")
        guard let id = draft.contact else { return try newContact(contacts) }
        guard let known = try contacts.find(id) else { throw WriteRefusal.notFound }
        // What the company still had to check about a lead says nothing about a contact that it has accepted.
        var values = lead.carried.filter { known[$0.key].isNull && $0.key != "review" }
        // Whoever refused mailings as a lead has refused them.
        if lead.carried["no_mailing"]?.bool == true { values["no_mailing"] = .bool(true) }
        if known["account_id"].isNull { values["account_id"] = .id(try account()) }
        values = values.filter { known[$0.key] != $0.value }
        guard !values.isEmpty else { return known }
        try contacts.update(id, version: known.version, values, at: now)
        return try told("record.updated", id, contacts, ["fields": values.keys.sorted().joined(separator: ",")])
    }

    private func newContact(_ contacts: SeenRecords) throws -> Record {
        var values = lead.carried.merging(["state": .text("open")]) { $1 }
        if let account = try account() { values["account_id"] = .id(account) }
        let id = try contacts.create(values, by: author, at: now, id: app.ids.next())
        return try told("contact.created", id, contacts)
    }

    /// The account of the contact, made first where it is new: a prospect until somebody says otherwise.
    private func account() throws -> RecordID? {
        switch draft.account {
        case .existing(let id): return id
        case .without, nil: return nil
        case .new: break
        }
        let accounts = try seen("accounts")
        let shared = ["address", "zip", "town", "country", "language"].map { ($0, lead.lead[$0]) }
        var values = Dictionary(uniqueKeysWithValues: shared + [("phone", lead.lead["phone_work"])])
        values = values.filter { !$0.value.isNull }
        values.merge(["name": .text(draft.accountName), "kind": .text("prospect"), "state": .text("open")]) { $1 }
        let id = try accounts.create(values, by: author, at: now, id: app.ids.next())
        return try told("record.created", id, accounts).id
    }

    /// The record as it is now, with its event.
    private func told(_ verb: String, _ id: RecordID, _ seen: SeenRecords, _ more: [String: String] = [:]) throws
        -> Record
    {
        guard let record = try seen.find(id) else { throw WriteRefusal.notFound }
        try tell(verb, eventSubjects(record), eventDetail(record, more))
        return record
    }
}

extension ConversionWork {
    /// What becomes of the access.
    private func settle(_ held: LeadAccess, _ contact: Record) throws {
        switch draft.access {
        case .type(let id):
            guard let choice = held.choice(id) else { throw Refusal.notFound }
            try move(held, choice, contact)
        case .close, nil: try close(held.access)
        }
    }

    private func close(_ access: Access) throws {
        guard AccessLife.step(.deactivate, from: access.state, hasPassword: true) != .refused else { return }
        try AccessClosing(connection: connection, author: author, now: now).close(access)
    }

    /// The contact is asked as for an invitation; converting a lead is the review of it.
    private func mustBeAdmissible(_ contact: Record) throws {
        let reviews: Set<BulkObstacle> = [.awaitingApproval, .awaitingReview]
        let against = try seen("contacts").obstacles(to: contact.id)
        if let obstacle = against.first(where: { !reviews.contains($0) }) {
            throw Conversion.Inadmissible(obstacle: obstacle)
        }
    }

    private func move(_ held: LeadAccess, _ choice: LeadAccess.Choice, _ contact: Record) throws {
        try mustBeAdmissible(contact)
        let step = AccessLife.step(.convert, from: held.access.state, hasPassword: held.person.passwordHash != nil)
        guard step != .refused else { throw Refusal.notFound }
        let (type, account) = (choice.type, contact["account_id"].id)
        let known = held.access.subjects
        let detail = ["from": held.type.name.fr, "to": type.name.fr, AccessThen.key: held.type.id.text]
        try tell("access.converted", known + eventSubjects(contact).filter { !known.contains($0) }, detail)
        try Accesses(connection).move(
            held.access.id,
            to: .init(
                anchor: Journal.Subject("contacts", contact.id), account: account, userType: type.id,
                role: account != nil && type.delegates ? held.access.role : .user,
                permissions: try held.permissions(as: type, Portals(connection))))
        try LeadFollowers(records).name(contact.id, onRequestsOf: held.person.id, for: held.access.account)
        // The link in the invitation leads to a portal that the access no longer opens.
        if held.isInvited, choice.portal.id != held.portal.id { try inviteAnew(held.access.id) }
    }

    private func inviteAnew(_ access: RecordID) throws {
        let profile = try AccessProfile.find(access, viewer, records)
        guard let recipient = try MailRecipient(profile.person, connection) else { return }
        try Invitation(app: app, connection: connection).send(to: recipient, profile, token, by: viewer.person, at: now)
        try tell("access.link_sent", profile.subjects, ["to": recipient.address])
    }
}
