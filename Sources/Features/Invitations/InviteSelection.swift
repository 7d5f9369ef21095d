import Core
import HTML
import Hummingbird
import Store
import Web

/// Whom a form about invitations means: the records that are ticked, or all that a search finds.
struct InviteSelection: Sendable {
    let type: UserType
    let portal: Portal
    let module: Module
    let search: String
    let isAll: Bool
    /// People who sign in already get one more access.
    let joins: Bool
    private let ticked: [RecordID]
    /// What the ticked records were called on the list: a record that vanishes meanwhile is still told by its name.
    let called: [RecordID: String]

    static let path = "/admin/users/invite"

    /// Throws `Refusal.notFound` for a type that nobody can be invited to.
    init(_ app: App, _ form: Form) async throws {
        guard let id = form.id("type") else { throw Refusal.notFound }
        let found = try await app.database.read { connection -> (UserType, Portal)? in
            guard let type = try Portals(connection).userType(id) else { return nil }
            return try Portals(connection).find(type.portal).map { (type, $0) }
        }
        guard let (type, portal) = found, !portal.isArchived, let module = app.catalog[type.mainModule],
            module.emailField != nil
        else { throw Refusal.notFound }
        (self.type, self.portal, self.module) = (type, portal, module)
        search = String(form["q"].prefix(100))
        isAll = form["all"] == "1"
        joins = form["joins"] == "1"
        let ticked = Set(form.all("record").compactMap { RecordID(text: $0) })
        self.ticked = ticked.sorted()
        called = form.all("called").reduce(into: [:]) { names, text in
            guard let id = RecordID(text: String(text.prefix { $0 != ":" })), ticked.contains(id) else { return }
            names[id] = String(text.drop { $0 != ":" }.dropFirst().prefix(200))
        }
    }

    /// The control that says what a record is called.
    static func calling(_ id: RecordID, _ name: String) -> HTML {
        "<input type=\"hidden\" name=\"called\" value=\"\(id.text):\(name)\">"
    }

    /// What a list of people to invite shows.
    var query: Query {
        var query = Query(sort: module.sort)
        query.search = search.isEmpty ? nil : search
        query.isInvitable = true
        return query
    }

    /// The records, at most `BulkJobs.limit`.
    func ids(_ viewer: Viewer, _ records: Records) throws -> [RecordID] {
        guard isAll else { return Array(ticked.prefix(BulkJobs.limit)) }
        var query = query
        query.limit = BulkJobs.limit
        return try records.seen(by: viewer, module).list(query, columns: []).records.map(\.id)
    }

    /// The same selection in a further form.
    func hidden(_ ids: [RecordID], joins: Bool) -> HTML {
        let type: HTML = """
            <input type="hidden" name="type" value="\(type.id.text)"><input type="hidden" name="joins" value="\(joins ? "1" : "0")">
            """
        guard !isAll else {
            return
                "\(type)<input type=\"hidden\" name=\"all\" value=\"1\"><input type=\"hidden\" name=\"q\" value=\"\(search)\">"
        }
        let names: [HTML] = called.sorted { $0.key < $1.key }.map { InviteSelection.calling($0.key, $0.value) }
        return "\(type)\(each: ids, { "<input type=\"hidden\" name=\"record\" value=\"\($0.text)\">" })\(names)"
    }

    var list: String {
        InviteSelection.path + "?type=" + type.id.text + (search.isEmpty ? "" : "&q=" + escapedForURL(search))
    }
}

extension InviteSelection {
    /// The types of all open portals that records can be invited to, by portal.
    static func types(_ app: App) async throws -> [(portal: Portal, type: UserType)] {
        let catalog = app.catalog
        return try await app.database.read { connection in
            let portals = Portals(connection)
            return try portals.all().filter { !$0.isArchived }.flatMap { portal in
                try portals.userTypes(of: portal.id).filter { catalog[$0.mainModule]?.emailField != nil }.map {
                    (portal, $0)
                }
            }
        }
    }
}
