import Core
import Store
import TestSupport
import Testing

@testable import Features

/// The world with prospects, some of whom sign in, and the types of users that they may become.
struct ConversionWorld {
    let admission: AdmissionWorld
    /// *Prospects du portail*: sees its own record.
    let type: RecordID

    var world: World { admission.world }
    var office: Client { admission.office }

    static func with(_ engine: Engine = .sqlite, _ body: (ConversionWorld) async throws -> Void) async throws {
        try await AdmissionWorld.with(engine) { admission in
            try await body(ConversionWorld(admission: admission, type: try await leadType(admission)))
        }
    }

    private static func leadType(_ admission: AdmissionWorld) async throws -> RecordID {
        let (world, ids) = (admission.world, admission.world.ids)
        let author = Author(kind: .staff, id: world.administrator, name: "Alice Moreau")
        var own = Grant(see: .through(Scope.Path([], to: .anchor)))
        own.fields = ["last_name": .read, "first_name": .read, "company": .read]
        let document = UserTypeDocument(
            key: "", name: Phrase(same: "Prospects du portail"), mainModule: "leads", grants: ["leads": own])
        return try await world.database.write {
            try UserTypeChange($0, .builtIn, ids: ids, by: author, at: world.now).create(document, in: world.portal.id)
        }
    }

    /// A new lead: Camille Roy of Roy Conseil.
    func lead(_ email: String = "camille@roy.example", _ more: [String: Value] = [:]) async throws -> RecordID {
        let (ids, now) = (world.ids, world.now)
        let values: [String: Value] = [
            "last_name": .text("Roy"), "first_name": .text("Camille"), "company": .text("Roy Conseil"),
            "email": .text(email), "phone_mobile": .text("+33 6 99 00 00 07"), "town": .text("Nantes"),
            "state": .text("qualified"),
        ]
        return try await world.write("leads", as: world.staff) { leads in
            try leads.create(
                values.merging(more) { $1 }, by: Author(leads.viewer), at: now, id: ids.next())
        }
    }

    /// Somebody who signs in as the lead, or will once a password is chosen.
    func access(of lead: RecordID, _ email: String = "camille@roy.example", as username: String = "camille.roy")
        async throws -> Access
    {
        let (app, world, type) = (admission.app, world, type)
        return try await world.database.write { connection in
            let leads = Records(connection, world.catalog).seen(by: world.staff, .leads)
            let record = try #require(try leads.find(lead))
            let kind = try #require(try Portals(connection).userType(type))
            let making = NewAccess(
                app: app, connection: connection, givenBy: world.claire, type: kind, now: world.now)
            let id = world.ids.next()
            try making.make(
                on: record, .init(username: username, email: email, permissions: .none), person: world.ids.next(),
                access: id)
            return try #require(try Accesses(connection).find(id))
        }
    }

    /// The person behind an access, signed in to the portal by the real door.
    func person(_ access: Access) async throws -> Client {
        try await world.setPassword(OfficeDoor.password, of: access.person, admission.app)
        return try await signedIn()
    }

    func signedIn() async throws -> Client {
        let client = Client(admission.app)
        let fields = ["login": "camille.roy", "password": OfficeDoor.password]
        #expect(try await client.post("/p/clients/signin", fields).status == 303)
        return client
    }

    /// The one-time link in the newest mail.
    func link() async throws -> String {
        let mail = try #require(try await world.database.read { try Outbox($0).newest(1) }.first)
        return String(try #require(mail.body.firstMatch(of: /\/p\/[a-z]+\/welcome\/[A-Za-z0-9_-]{43}/)).0)
    }

    func path(_ lead: RecordID) -> String { "/admin/leads/\(lead.text)/convert" }

    /// Posts the form as the page would, with the account of Atu SARL unless told otherwise.
    func convert(_ lead: RecordID, by client: Client? = nil, _ more: [String: String] = [:]) async throws
        -> Client.Answer
    {
        let version = try await version(lead)
        let fields = ["version": String(version), "account": world.atu.account.text]
        return try await (client ?? office).post(path(lead), fields.merging(more) { $1 })
    }

    func version(_ lead: RecordID) async throws -> Int64 { try await record("leads", lead).version }

    func record(_ module: String, _ id: RecordID) async throws -> Record {
        try #require(try await world.read(module, as: world.staff) { try $0.find(id) })
    }

    /// The contact that a lead became; nil for one that is still a lead.
    func contact(of lead: RecordID) async throws -> RecordID? { try await record("leads", lead)["contact_id"].id }

    func access(_ id: RecordID) async throws -> Access {
        try #require(try await world.database.read { try Accesses($0).find(id) })
    }

    func count(_ table: String) async throws -> Int64 {
        try await world.database.read { try $0.int("SELECT count(*) FROM \(Identifier(table))") } ?? 0
    }

    func verbs(_ module: String, _ id: RecordID) async throws -> [String] {
        try await world.database.read {
            try Journal($0).events(of: .init(module, id), limit: 50, connection: $0).map(\.verb)
        }
    }
}
