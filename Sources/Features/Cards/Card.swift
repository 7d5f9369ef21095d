import Core
import HTML
import Store
import Web

/// A record's page in the back office: what its head and tabs say, whichever tab is open.
struct Card: Sendable {
    let catalog: Catalog
    let record: Record
    let formats: Formats
    let today: Day
    let tally: RecordTally
    /// Open contacts of an account; nil for other modules.
    let contacts: Int?
    /// Who signs in as this contact, or what is needed so that somebody can; nil for other modules.
    var login: UserAccount?
    /// The same for records that are no contacts; nil where nobody signs in as one.
    var access: CardAccess?
    /// Nil for whatever is no converted lead.
    let conversion: CardConversion?
    let mayEdit: Bool
    let mayDelete: Bool
    /// The names of what the record's look-ups point to.
    let titles: [RecordID: String]
    /// The names of the staff to whom an account was given.
    var followers: [String] = []

    var module: Module { record.module }
    var language: Language { formats.language }
    var path: String { OfficePath.record(module.key, record.id) }

    /// The account the record belongs to, as far as it can be seen.
    var account: (id: RecordID, title: String)? {
        guard module.key != "accounts", let id = record["account_id"].id, let title = titles[id] else { return nil }
        return (id, title)
    }
}

/// Addresses of the back office.
enum OfficePath {
    static func list(_ module: String) -> String { "/admin/" + module }
    static func record(_ module: String, _ id: RecordID) -> String { "/admin/\(module)/\(id.text)" }
    static func user(_ access: RecordID) -> String { "/admin/users/" + access.text }
    static func file(_ id: RecordID) -> String { "/admin/files/" + id.text }
}
