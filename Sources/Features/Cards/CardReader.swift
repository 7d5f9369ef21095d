import Core
import HTML
import Store
import Web

/// Reads what a card shows, on one connection, for one viewer.
struct CardReader {
    let records: Records
    let viewer: Viewer
    let formats: Formats
    let now: Instant
    var today: Day { Day(now, in: Formats.paris) }

    func seen(_ module: Module) -> SeenRecords { records.seen(by: viewer, module) }

    /// The card of a record; nil when the record does not exist for the viewer.
    func card(_ module: Module, _ id: RecordID) throws -> Card? {
        let seen = seen(module)
        guard let record = try seen.find(id) else { return nil }
        return Card(
            catalog: records.catalog, record: record, formats: formats, today: today, tally: try seen.tally(of: record),
            contacts: module.key == "accounts" ? try openContacts(of: id) : nil,
            login: module.key == "contacts"
                ? try UserAccount.load(record, viewer, records, at: now, today: today) : nil,
            access: try CardAccess.read(record, records.connection),
            conversion: try CardConversion.read(record, self), mayEdit: try seen.mayEdit(id),
            mayDelete: try seen.mayDelete(id), titles: try titles(of: [record], module.fields),
            followers: module.key == "accounts"
                ? try StaffCustomers(records.connection).followers(of: id).map(\.name) : [])
    }

    func openContacts(of account: RecordID) throws -> Int {
        guard let contacts = records.catalog["contacts"] else { return 0 }
        var query = Query(sort: contacts.sort)
        query.filters = [Filter("account_id", .equals(.id(account))), Filter("state", .equals(.text("open")))]
        return try seen(contacts).count(query, upTo: 1000)
    }

    /// The names of the records that these look-ups point to.
    func titles(of found: [Record], _ fields: [Field]) throws -> [RecordID: String] {
        try titles(of: found.map(\.row), fields)
    }

    func titles(of rows: [Row], _ fields: [Field]) throws -> [RecordID: String] {
        try fields.reduce(into: [:]) { names, field in
            guard let target = field.target.flatMap({ records.catalog[$0] }) else { return }
            let ids = Set(rows.compactMap { $0[field.key].id })
            names.merge(try seen(target).titles(ids)) { first, _ in first }
        }
    }

    func events(of record: Record, limit: Int) throws -> [JournalEntry] {
        try Journal(records.connection).events(
            of: Journal.Subject(record.module.key, record.id), limit: limit, connection: records.connection)
    }
}

/// What a tab of a card shows.
protocol CardPanel: Sendable {
    func html(_ card: Card) -> HTML
}
