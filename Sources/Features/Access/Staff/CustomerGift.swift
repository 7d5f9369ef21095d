import Core
import Store
import Web

/// One customer and the member of staff who gets it, or gives it back.
struct CustomerGift {
    let store: StaffCustomers
    private let person: Person
    private let account: Record
    private let connection: any Connection
    private let isInBin: Bool

    /// Throws `Refusal.notFound` for an account that the viewer may not see, and for whoever is no member of staff.
    init(_ records: Records, _ viewer: Viewer, _ account: RecordID, to person: RecordID) throws {
        (connection, store) = (records.connection, StaffCustomers(records.connection))
        guard let module = records.catalog["accounts"], let found = try People(connection).find(person),
            found.kind == .staff
        else { throw Refusal.notFound }
        let seen = records.seen(by: viewer, module)
        let alive = try seen.find(account)
        guard let record = try alive ?? seen.find(account, inBin: true) else { throw Refusal.notFound }
        (self.person, self.account, isInBin) = (found, record, alive == nil)
    }

    var isOpen: Bool { !isInBin && account["state"].text == "open" }

    /// The event is on the customer's page too.
    func tell(_ verb: String, by author: Author, at now: Instant) throws {
        let title = shortened(account.title, to: 120)
        try Journal(connection).append(
            .init(
                verb, on: [Journal.Subject("people", person.id), Journal.Subject("accounts", account.id)],
                detail: ["name": person.name, "title": title, "module": "accounts"]), by: author, at: now)
    }
}
