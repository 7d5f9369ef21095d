import Core
import Store

/// Everything a record's own page needs from the database.
struct RecordContents: Sendable {
    let record: Record
    let lines: [(subform: Subform, rows: [Row])]
    let files: [StoredFile]
    /// Names of what look-ups point to, by module.
    let titles: [String: [RecordID: String]]
    let related: [RelatedRecords]
    let comments: [Comment]
    /// The credit notes of an invoice.
    let credits: [Record]
    /// The account of a document, for its printed head.
    let account: Record?
    let may: Verbs

    /// What the viewer may do with the record.
    struct Verbs: Sendable {
        let edit: Bool
        let delete: Bool
        let clone: Bool
        /// The sub-forms whose lines may be changed.
        let lines: Set<String>
    }

    /// Nil when there is no such record for the viewer.
    static func read(_ records: Records, _ module: Module, _ id: RecordID, _ place: RecordPlace) throws
        -> RecordContents?
    {
        let viewer = place.viewer
        let seen = try records.seen(by: viewer, module).laid(outAs: id)
        guard let record = try seen.find(id) else { return nil }
        let lines = try module.subforms.map { (subform: $0, rows: try seen.lines($0, of: record)) }
        return RecordContents(
            record: record, lines: lines, files: try seen.files(of: record),
            titles: try titles(records, record, lines, viewer),
            related: try related(records, record, place), comments: try seen.comments(on: record),
            credits: try Deductions.credits(of: record, records, viewer),
            account: try account(of: record, records, viewer), may: try verbs(seen, record))
    }

    private static func account(of record: Record, _ records: Records, _ viewer: Viewer) throws -> Record? {
        guard !record.module.subforms.isEmpty, let id = record["account_id"].id,
            let module = records.catalog[Module.accounts.key], viewer.grants[module.key].see != .nobody
        else { return nil }
        return try records.seen(by: viewer, module).find(id)
    }

    private static func verbs(_ seen: SeenRecords, _ record: Record) throws -> Verbs {
        let (viewer, module) = (seen.viewer, record.module)
        let isEditable = try seen.mayEdit(record.id)
        return Verbs(
            edit: isEditable && module.fields.contains { viewer.mayEdit($0, of: module) },
            delete: try seen.mayDelete(record.id), clone: try seen.mayCreate(copyOf: record.id),
            lines: isEditable ? Set(module.subforms.filter(seen.mayEditLines).map(\.key)) : [])
    }

    private static func titles(
        _ records: Records, _ record: Record, _ lines: [(subform: Subform, rows: [Row])], _ viewer: Viewer
    ) throws -> [String: [RecordID: String]] {
        var wanted: [String: Set<RecordID>] = [:]
        for field in record.module.fields {
            if let target = field.target, let id = record[field.key].id { wanted[target, default: []].insert(id) }
        }
        for (subform, rows) in lines {
            for field in subform.fields {
                guard let target = field.target else { continue }
                for row in rows { if let id = row[field.key].id { wanted[target, default: []].insert(id) } }
            }
        }
        return try wanted.reduce(into: [:]) { titles, entry in
            guard let module = records.catalog[entry.key], viewer.grants[entry.key].see != .nobody else { return }
            titles[entry.key] = try records.seen(by: viewer, module).titles(entry.value)
        }
    }

    /// Records of other modules that point here, as far as the viewer may see them and they have pages.
    private static func related(_ records: Records, _ record: Record, _ place: RecordPlace) throws -> [RelatedRecords] {
        try records.catalog.pointing(to: record.module.key).compactMap { module, field in
            guard place.has(module.key), place.viewer.visibleFields(of: module).contains(where: { $0.key == field.key })
            else { return nil }
            let seen = records.seen(by: place.viewer, module)
            var query = Query(sort: module.sort)
            query.filters = [Filter(field.key, .equals(.id(record.id)))]
            query.limit = RelatedRecords.limit
            let page = try seen.list(query)
            guard !page.records.isEmpty else { return nil }
            let count =
                page.next == nil
                ? BoundedCount(page.records.count) : BoundedCount(try seen.count(query, upTo: 1001), bound: 1000)
            return RelatedRecords(module: module, field: field, records: page.records, count: count)
        }
    }
}

/// The first records of one module that point to a record.
struct RelatedRecords: Sendable {
    static let limit = 6
    let module: Module
    let field: Field
    let records: [Record]
    let count: BoundedCount

    /// The few columns of a short table: its name, its date or progress, its amount, its state.
    func fields(_ viewer: Viewer) -> [Field] {
        let visible = viewer.visibleFields(of: module)
        let keys = [module.title, "ref", module.sort.field, "progress", "total_incl", module.state?.field].compactMap(
            \.self)
        return keys.reduce(into: []) { list, key in
            guard !list.contains(where: { $0.key == key }), let field = visible.first(where: { $0.key == key }) else {
                return
            }
            list.append(field)
        }
    }
}
