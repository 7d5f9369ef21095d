import Core
import Store

/// A contact that somebody's request makes of them, with its event, in the caller's transaction.
struct NewContact: Sendable {
    let firstName: String
    let lastName: String
    let email: String
    let account: RecordID
    let language: Language

    /// `contacts` are those of whoever counts as having made it. Throws `WriteRefusal`.
    func make(_ contacts: SeenRecords, id: RecordID, by author: Author, at now: Instant) throws -> Record? {
        let values: [String: Value] = [
            "first_name": .text(firstName), "last_name": .text(lastName), "email": .text(email),
            "account_id": .id(account), "state": .text("open"), "language": .text(language.rawValue),
        ]
        _ = try contacts.create(values, by: author, at: now, id: id)
        try Journal(contacts.connection).append(
            .init("record.created", on: [Journal.Subject("contacts", id)]), by: author, at: now)
        return try contacts.find(id)
    }
}
