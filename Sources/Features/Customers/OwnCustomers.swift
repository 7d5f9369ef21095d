import Core
import Store

/// The customers that were given to a member of staff, as far as they are open and the person sees them.
struct OwnCustomers {
    private let records: Records
    private let viewer: Viewer

    init(_ records: Records, _ viewer: Viewer) { (self.records, self.viewer) = (records, viewer) }

    /// Where an account stands for this person.
    enum Standing: Sendable {
        case own
        /// Closed, in the bin, or not given, or no longer.
        case notOwn
        /// Nothing that the person may see.
        case unknown
    }

    private var seen: SeenRecords? { records.catalog["accounts"].map { records.seen(by: viewer, $0) } }

    func list(search: String = "", limit: Int) throws -> [Record] {
        guard let seen else { return [] }
        var query = query(seen, search)
        query.limit = limit
        return try seen.list(query, columns: ["code"]).records
    }

    func count(upTo bound: Int) throws -> Int { try seen.map { try $0.count(query($0, ""), upTo: bound) } ?? 0 }

    /// One of them.
    func find(_ account: RecordID) throws -> Record? {
        guard let record = try seen?.find(account), record["state"].text == "open",
            try StaffCustomers(records.connection).has(viewer.person, account)
        else { return nil }
        return record
    }

    func standing(_ account: RecordID) throws -> Standing {
        if try find(account) != nil { return .own }
        let record = try seen?.find(account) ?? seen?.find(account, inBin: true)
        return record == nil ? .unknown : .notOwn
    }

    private func query(_ seen: SeenRecords, _ search: String) -> Query {
        var query = Query(sort: seen.module.sort)
        query.givenTo = viewer.person
        query.filters = [Filter("state", .equals(.text("open")))]
        query.search = search.isEmpty ? nil : search
        return query
    }
}
