import Core
import HTTPTypes
import Store
import Web

/// Whether a customer is shown its own words wherever its grants say so: who sees nothing of its own proves nothing by not seeing the other's.
struct OwnSight {
    let app: App
    let caller: RouteCaller
    let me: SyntheticCustomer
    let slug: String
    /// The kind of people, as the result names it.
    let kind: String

    /// What the rule shows of one record.
    private struct Sight: Sendable {
        let module: String
        let id: RecordID
        /// It has pages of its own, and is not shown as part of the person's profile.
        let isPlaced: Bool
        /// Its name, which is the word, is shown on its page.
        let isNamed: Bool
        /// The same in lists.
        let isListed: Bool
        let isFound: Bool
        let files: [RecordID]
        let fields: [String]
    }

    private struct Sights: Sendable {
        var sights: [Sight] = []
        var missed: [String] = []
    }

    func look(_ report: inout LeakTest.Report) async throws {
        guard let all = try await sights() else {
            return report.blind("the made-up customer of \(kind) cannot come in")
        }
        for what in all.missed { report.missed("\(kind), \(what)") }
        if all.sights.isEmpty { report.missed("\(kind): its rights show no record at all") }
        for sight in all.sights { try await look(at: sight, &report) }
    }

    private func look(at sight: Sight, _ report: inout LeakTest.Report) async throws {
        let list = "/p/\(slug)/\(sight.module)"
        let (id, word) = (sight.id.text, me.marker)
        if sight.isPlaced {
            try await expect(sight.isListed ? word : "", at: list, &report)
            try await expect(sight.isNamed ? word : "", at: "\(list)/\(id)", &report)
            if sight.isListed, sight.isFound { try await expect(id, at: "\(list)?q=\(word)", &report) }
        }
        try await expect(id, at: "/api/v1/\(sight.module)", &report)
        try await expect(id, at: "/api/v1/\(sight.module)/\(id)", &report)
        for file in sight.files { try await expect(word, at: "/p/\(slug)/files/\(file.text)", &report) }
        for field in sight.fields { try await expect(word, at: "\(list)/\(id)/fields/\(field)", &report) }
    }

    /// The page opens and holds the text.
    private func expect(_ text: String, at path: String, _ report: inout LeakTest.Report) async throws {
        let answer = try await caller.call(.get, path, session: me.session, slug: slug)
        report.requests += 1
        // Nobody has a file before the virus scanner has judged it.
        if answer.status == 409 { return report.missed("\(kind): files that wait for the virus scanner") }
        guard answer.status == 200 else {
            return report.blind("\(kind), GET \(path) answers \(answer.status) to its owner")
        }
        if !text.isEmpty, !answer.body.contains(text) {
            report.blind("\(kind), GET \(path) does not show its owner's word")
        }
    }

    /// Nil when nobody comes in with the session.
    private func sights() async throws -> Sights? {
        guard let hash = Token.hash(of: me.session) else { return nil }
        let (now, today, grants, me) = (app.clock.now, app.today, app.grants, me)
        return try await app.database.read { connection in
            guard let found = try Sessions(connection).find(hash, at: now),
                let visitor = try VisitorMaker(connection: connection, grants: grants, today: today).visitor(
                    found.entrant, SessionFacts(hash: hash, publicID: found.publicID, secondsLeft: 60))
            else { return nil }
            var all = Sights()
            for module in grants.catalog.modules where visitor.viewer.grants[module.key].see != .nobody {
                guard let id = me.records[module.key] else {
                    all.missed.append("\(module.key): its records are for everybody, so none are made up")
                    continue
                }
                let seen = Records(connection, grants.catalog).seen(by: visitor.viewer, module)
                guard let sight = try OwnSight.sight(seen, visitor.viewer, module, id, me.marker) else {
                    all.missed.append("\(module.key): the rights do not reach a record that a customer has alone")
                    continue
                }
                all.sights.append(sight)
            }
            return all
        }
    }

    private static func sight(
        _ seen: SeenRecords, _ viewer: Viewer, _ module: Module, _ id: RecordID, _ word: String
    ) throws -> Sight? {
        guard let record = try seen.find(id) else { return nil }
        var query = Query(sort: module.sort)
        query.search = word
        let isListed = module.columns.contains(module.title) && viewer.visibleKeys(of: module).contains(module.title)
        return Sight(
            module: module.key, id: id, isPlaced: viewer.grants.placed.contains(module.key),
            isNamed: record.has(module.title), isListed: isListed, isFound: try seen.count(query, upTo: 1) > 0,
            files: try seen.files(of: record).map(\.id),
            fields: module.fields.filter { $0.type is FileType && record.has($0.key) }.map(\.key))
    }
}
