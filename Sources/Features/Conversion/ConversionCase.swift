import Core
import Store
import Web

/// A lead on the way to become a contact: what would be made of it, and what there is to choose.
struct ConversionCase: Sendable {
    let lead: Record
    let contacts: Module
    /// What the contact takes over from the lead, by field.
    let carried: [String: Value]
    /// Contacts that have the lead's e-mail already.
    let duplicates: [Duplicate]
    let accounts: [AccountMatch]
    /// Nil when nobody signs in as the lead.
    let access: LeadAccess?
    /// How many other records name the lead and would name the contact too.
    let followers: Int

    /// A contact that may be the same person.
    struct Duplicate: Sendable {
        let id: RecordID
        let name: String
        let account: (id: RecordID, name: String)?
        let isOpen: Bool
        /// Whoever signs in as this contact.
        let username: String?
    }

    /// An account that the contact may belong to, and why.
    struct AccountMatch: Sendable {
        let id: RecordID
        let name: String
        let isOpen: Bool
        let why: Why

        /// Why it may be.
        enum Why: Sendable {
            /// The lead points to it.
            case own
            /// It is called as the lead's company.
            case name
            case alike
            /// It was looked for.
            case search
        }
    }

    /// A lead that was converted before, with the contact as far as the viewer may see it.
    struct Done: Error {
        let lead: Record
        let contact: RecordID
        let name: String?
        let at: Instant?
    }

    var path: String { OfficePath.record(lead.module.key, lead.id) }
    var company: String { lead["company"].text ?? "" }
    func duplicate(_ id: RecordID) -> Duplicate? { duplicates.first { $0.id == id } }
}

/// Reads a case for one viewer.
struct ConversionReader {
    let records: Records
    let viewer: Viewer
    /// What is looked for among accounts.
    var search = ""
    /// The account that was chosen before.
    var chosen: RecordID?

    private static let bound = 8

    /// Throws `ConversionCase.Done` for a lead that is a contact already, and not found for whoever may not convert it.
    func read(_ id: RecordID) throws -> ConversionCase {
        let leads = try seen(Module.leads.key)
        guard let lead = try leads.find(id), try leads.mayEdit(id), viewer.grants["contacts"].create else {
            throw Refusal.notFound
        }
        let contacts = try seen("contacts")
        if let contact = try leads.contact(ofLead: id) {
            throw ConversionCase.Done(
                lead: lead, contact: contact, name: try contacts.titles([contact])[contact],
                at: lead[LeadState.moment].instant)
        }
        return ConversionCase(
            lead: lead, contacts: contacts.module, carried: carried(from: lead, to: contacts.module),
            duplicates: try duplicates(of: lead, contacts), accounts: try accounts(for: lead),
            access: try LeadAccess.read(lead, records), followers: try LeadFollowers(records).count(of: id))
    }

    private func seen(_ key: String) throws -> SeenRecords {
        guard let module = records.catalog[key] else { throw Refusal.notFound }
        return records.seen(by: viewer, module)
    }

    /// Fields that both have under the same key, where the contact's accepts the value as somebody would type it.
    private func carried(from lead: Record, to contacts: Module) -> [String: Value] {
        let formats = Formats(.fr)
        return contacts.fields.reduce(into: [:]) { values, field in
            guard let own = lead.module[field.key], ![LeadState.field, "account_id"].contains(field.key),
                own.target == field.target, !lead[own.key].isNull, viewer.mayEdit(field, of: contacts),
                !(own.type is FileType)
            else { return }
            do throws(FieldProblem) {
                values[field.key] = try field.type.read(own.type.edit(lead[own.key], formats))
            } catch { return }
        }
    }

    private func duplicates(of lead: Record, _ contacts: SeenRecords) throws -> [ConversionCase.Duplicate] {
        guard let email = lead["email"].text, !email.isEmpty else { return [] }
        let found = try contacts.having(email: email, limit: ConversionReader.bound).compactMap {
            try contacts.find($0)
        }
        let names = try Accesses(records.connection).signInNames(module: "contacts", records: found.map(\.id))
        let accounts = try seen("accounts").titles(Set(found.compactMap { $0["account_id"].id }))
        return found.map { contact in
            let account = contact["account_id"].id.map { (id: $0, name: accounts[$0] ?? "–") }
            return ConversionCase.Duplicate(
                id: contact.id, name: contact.title, account: account, isOpen: contact["state"].text == "open",
                username: names[contact.id])
        }
    }
}

extension ConversionReader {
    /// The lead's own first, then those with the name of its company, then others alike, then what was looked for.
    private func accounts(for lead: Record) throws -> [ConversionCase.AccountMatch] {
        let accounts = try seen("accounts")
        var found: [ConversionCase.AccountMatch] = []
        func add(_ record: Record?, _ why: ConversionCase.AccountMatch.Why) {
            guard let record, !found.contains(where: { $0.id == record.id }) else { return }
            found.append(
                .init(id: record.id, name: record.title, isOpen: record["state"].text == "open", why: why))
        }
        add(try lead["account_id"].id.flatMap { try accounts.find($0) }, .own)
        let company = lead["company"].text ?? ""
        let alike = try look(for: company, accounts, limit: 50)
        let isSame: (Record) -> Bool = { folded($0.title) == folded(company) }
        for record in alike where isSame(record) { add(record, .name) }
        for record in alike.filter({ !isSame($0) }).prefix(ConversionReader.bound) { add(record, .alike) }
        for record in try look(for: search, accounts, limit: ConversionReader.bound) { add(record, .search) }
        add(try chosen.flatMap { try accounts.find($0) }, .search)
        return found
    }

    private func look(for text: String, _ accounts: SeenRecords, limit: Int) throws -> [Record] {
        guard !text.isEmpty else { return [] }
        var query = Query(sort: accounts.module.sort)
        query.search = text
        query.limit = limit
        return try accounts.list(query, columns: ["name", "state"]).records
    }
}
