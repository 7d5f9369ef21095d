import Core
import Store

/// Everything the dashboard needs from the database.
struct DashboardContents: Sendable {
    let accounts: ListOverview
    let contacts: ListOverview
    let tickets: ListOverview
    /// Those that wait for us.
    let openTickets: [Record]
    /// Names of the accounts of these requests.
    let accountNames: [RecordID: String]
    let accesses: AccessCounts
    let waitingMails: Int64
    let failedMails: Int64
    /// Files that wait for a virus scanner that does not answer.
    let stuckFiles: Int64
    let oldestMail: Instant?
    let leakTest: LeakVerdict?
    let leakProblems: [String]
    /// Where it could not look.
    let leakMissed: [String]

    static func read(_ records: Records, _ viewer: Viewer, today: Day) throws -> DashboardContents {
        func overview(_ key: String) throws -> ListOverview {
            guard let module = records.catalog[key] else { return .empty }
            return try ListOverview.read(records.seen(by: viewer, module), today: today)
        }
        let tickets = try openTickets(records, viewer, today)
        let mail = try Outbox(records.connection).health()
        return DashboardContents(
            accounts: try overview("accounts"), contacts: try overview("contacts"), tickets: try overview("tickets"),
            openTickets: tickets,
            accountNames: try names(records, viewer, tickets), accesses: try Accesses(records.connection).counts(),
            waitingMails: mail.waiting,
            failedMails: mail.dead, stuckFiles: try stuckFiles(records.connection), oldestMail: mail.oldest,
            leakTest: try Settings(records.connection)[.leakTest].flatMap(LeakVerdict.init(text:)),
            leakProblems: try lines(.leakTestProblems, records), leakMissed: try lines(.leakTestMissed, records))
    }

    private static func lines(_ name: Settings.Name, _ records: Records) throws -> [String] {
        (try Settings(records.connection)[name] ?? "").split(separator: "\n").map(String.init)
    }

    private static func stuckFiles(_ connection: any Connection) throws -> Int64 {
        guard let problem = try Settings(connection)[.scannerProblem], !problem.isEmpty else { return 0 }
        return try Scans(connection).waiting().count
    }

    private static func openTickets(_ records: Records, _ viewer: Viewer, _ today: Day) throws -> [Record] {
        guard let module = records.catalog["tickets"].map({ records.catalog.worded($0, for: viewer) }) else {
            return []
        }
        var query = Query(sort: module.sort)
        query.filters = module.views.first { $0.key == Module.toHandle.key }?.filters(today) ?? []
        query.limit = 6
        return try records.seen(by: viewer, module).list(query).records
    }

    private static func names(_ records: Records, _ viewer: Viewer, _ tickets: [Record]) throws -> [RecordID: String] {
        guard let module = records.catalog["accounts"] else { return [:] }
        return try records.seen(by: viewer, module).titles(Set(tickets.compactMap { $0["account_id"].id }))
    }
}

extension ListOverview {
    static let empty = ListOverview(total: BoundedCount(0), views: [], due: nil, earliest: nil)
}
