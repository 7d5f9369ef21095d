import Core
import Features
import Store
import TestSupport
import Testing

/// The named world with somebody on each side of a request: Atu Lenobli in the portal, Claire Martin in the back office.
struct RequestDesk {
    let world: World
    let app: App
    let customer: Client
    let staff: Client

    static let password = "quatre chevaux gris"
    /// Where requests are announced that nobody follows.
    static let address = "accueil@parvis.example"

    static func with(
        _ engine: Engine = .sqlite, address: String? = address, _ body: (RequestDesk) async throws -> Void
    ) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await app.database.write { connection in
                try Settings(connection).setRequestsAddress(address, of: world.portal.id)
                // Without an address the administrators are told; here nobody is, so that only one side writes.
                if address == nil {
                    try People(connection).setSignIn(username: "alice.moreau", email: nil, of: world.administrator)
                }
            }
            let customer = try await signedIn(world.atu.person, "/p/clients", world, app)
            let staff = try await signedIn(world.claire, "/admin", world, app)
            try await body(RequestDesk(world: world, app: app, customer: customer, staff: staff))
        }
    }

    static func signedIn(_ person: RecordID, _ door: String, _ world: World, _ app: App) async throws -> Client {
        let client = Client(app)
        try await world.setPassword(password, of: person, app)
        let name = try await app.database.read { try People($0).find(person)?.signInName }
        let answer = try await client.post(door + "/signin", ["login": name ?? "", "password": password])
        #expect(answer.status == 303)
        return client
    }

    /// What the outbox holds about requests, oldest first.
    func mails() async throws -> [OutboxMail] {
        try await app.database.read { try Outbox($0).newest(100) }.filter { $0.kind.hasPrefix("REQUEST") }.reversed()
    }

    /// `REQUEST_OPENED accueil@parvis.example`, one for each mail.
    func told() async throws -> [String] {
        try await mails().map { $0.kind + " " + $0.recipients.joined(separator: ",") }
    }

    /// The customer asks.
    func open(_ message: String = "Il manque 12 rouleaux.") async throws -> RecordID {
        let answer = try await customer.post(
            "/p/clients/tickets/new", ["subject": "Livraison partielle", "message": message])
        let place = try #require(answer.location?.split(separator: "/").last?.split(separator: "?").first)
        return try #require(RecordID(text: place))
    }

    func reply(_ id: RecordID, _ text: String = "Le matin, merci.") async throws {
        let answer = try await customer.post("/p/clients/tickets/\(id.text)/comments", ["body": text])
        #expect(answer.status == 303)
    }

    func answer(_ id: RecordID, _ text: String = "Nous passons demain.", _ boxes: [String: String] = [:]) async throws {
        let answer = try await staff.post(
            "/admin/tickets/\(id.text)/comments", boxes.merging(["body": text]) { first, _ in first })
        #expect(answer.status == 303)
    }

    func move(_ id: RecordID, to state: String) async throws {
        #expect(try await staff.post("/admin/tickets/\(id.text)/state", ["state": state]).status == 303)
    }

    /// Staff name who follows the request, or nobody.
    func give(_ id: RecordID, to person: RecordID?) async throws {
        let answer = try await staff.post("/admin/tickets/\(id.text)/handler", ["handler": person?.text ?? ""])
        #expect(answer.status == 303)
    }

    /// The business software said who follows the request.
    func importHandler(_ name: String, of id: RecordID) async throws {
        try await app.database.write {
            _ = try $0.run("UPDATE \"tickets\" SET \"assigned_to\" = \(name) WHERE \"id\" = \(id)")
        }
    }

    /// Staff change fields of the request on its form.
    func edit(_ id: RecordID, _ fields: [String: String]) async throws {
        let version = try await world.read("tickets", as: world.staff) { try $0.find(id)?.version } ?? 0
        let form = fields.merging(["version": String(version)]) { first, _ in first }
        #expect(try await staff.post("/admin/tickets/\(id.text)/edit", form).status == 303)
    }
}
