import Core
import HTML
import Store
import Web

/// The documents of one module that name a contact, with what for, on its tab *Objets référents*.
struct NamedDocuments: Sendable {
    let count: Int
    let roles: [(role: DocumentRole, count: Int)]
    let latest: RecordTableView
    private static let most = 25

    private var module: Module { latest.module }

    /// One entry for each module that has such documents; none for cards that are no contacts.
    static func read(_ reader: CardReader, _ card: Card) throws -> [NamedDocuments] {
        guard card.module.key == "contacts" else { return [] }
        return try ["quotes", "orders", "shipments", "invoices"].compactMap { reader.records.catalog[$0] }.compactMap {
            try read(reader, card.record.id, $0)
        }
    }

    private static func read(_ reader: CardReader, _ contact: RecordID, _ module: Module) throws -> NamedDocuments? {
        let seen = reader.seen(module)
        let count = try seen.count(naming: contact)
        guard count > 0 else { return nil }
        let columns = module.columns.filter { $0 != "account_id" }
        let fields = columns.compactMap { module[$0] }
        let records = try seen.list(naming: contact, columns: columns, limit: most)
        let table = RecordTableView(
            module: module, records: records, columns: fields, titles: try reader.titles(of: records, fields))
        return NamedDocuments(count: count, roles: try seen.roles(naming: contact), latest: table)
    }

    func html(_ card: Card) -> HTML {
        let language = card.language
        let known = roles.filter { $0.role != .unknown }.map { "\($0.role.label(language)) \($0.count)" }
        let why =
            known.isEmpty
            ? Phrase(fr: "nommé sur le document", en: "named on the document")(language)
            : known.joined(separator: ", ")
        let foot: HTML =
            count > latest.records.count
            ? "<footer class=\"list-foot\"><span>\(Phrase(fr: "\(latest.records.count) sur \(count)", en: "\(latest.records.count) of \(count)")(language))</span></footer>"
            : .empty
        return panel(
            "\(module.many(language)) (\(why))", id: "named-\(module.key)", count: count,
            latest.html(card.formats, card.today) + foot)
    }
}
