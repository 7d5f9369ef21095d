import Core
import Store
import Web

/// What the page of somebody's customers shows.
struct CustomersOfStaffList: Sendable {
    let person: Person
    /// Open and closed ones, by name.
    let given: [Record]
    let inBin: [Record]
    /// How many there are beside those in the bin.
    let count: Int
    let search: String
    let found: [Record]
    /// Of those found, the ones that the person has.
    let foundGiven: Set<RecordID>

    static let most = 200
    static let mostFound = LookupChoices.mostFound

    /// Throws `Refusal.notFound` for whoever is no member of staff.
    static func read(_ records: Records, _ viewer: Viewer, of id: RecordID, search: String) throws
        -> CustomersOfStaffList
    {
        guard let module = records.catalog["accounts"], let person = try People(records.connection).find(id),
            person.kind == .staff
        else { throw Refusal.notFound }
        let seen = records.seen(by: viewer, module)
        var own = Query(sort: module.sort)
        (own.givenTo, own.limit) = (id, most)
        let found = try find(search, nil, seen)
        return CustomersOfStaffList(
            person: person, given: try seen.list(own, columns: columns).records,
            inBin: try seen.bin(givenTo: id, limit: most), count: try seen.count(own, upTo: 10_000), search: search,
            found: found, foundGiven: Set(try found.isEmpty ? [] : find(search, id, seen).map(\.id)))
    }

    /// Open accounts that match, of everybody or of one person: among the first by name, the latter hold all that the former do.
    private static func find(_ search: String, _ person: RecordID?, _ seen: SeenRecords) throws -> [Record] {
        guard !search.isEmpty else { return [] }
        var query = Query(sort: seen.module.sort)
        query.search = search
        query.filters = [Filter("state", .equals(.text("open")))]
        (query.givenTo, query.limit) = (person, mostFound)
        return try seen.list(query, columns: columns).records
    }

    private static let columns = ["code", "town"]
}
