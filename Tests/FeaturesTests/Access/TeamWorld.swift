import Core
import Features
import Store
import TestSupport
import Testing

/// The named world in which customers manage their users: Atu Lenobli administers Atu SARL, which has bought two services.
struct TeamWorld {
    let world: World
    let app: App
    /// Atu Lenobli's browser.
    let atu: Client
    let services: [RecordID]
    /// A service of the other company.
    let secret: RecordID

    static let users = "/p/clients/users"

    static func with(_ engine: Engine = .sqlite, _ body: (TeamWorld) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let (type, access, ids, now) = (world.userType, world.atu.access, world.ids, world.now)
            try await world.database.write { connection in
                let portals = Portals(connection)
                guard let known = try portals.userType(type) else { throw UserTypeRefusal.notFound }
                var document = try portals.document(of: known)
                document.delegates = true
                try UserTypeChange(connection, .builtIn, ids: ids, by: .system("test"), at: now).save(
                    document, of: type, version: known.version)
                try Accesses(connection).setRole(.administrator, of: access)
            }
            var services: [RecordID] = []
            for (name, company) in [("Pack Bureau", world.atu), ("Sauvegarde", world.atu), ("SECRET", world.secret)] {
                services.append(try await service(name, company, world))
            }
            let atu = try await OfficeDoor.atu(world, app)
            try await body(
                TeamWorld(world: world, app: app, atu: atu, services: Array(services[..<2]), secret: services[2]))
        }
    }

    private static func service(_ name: String, _ company: World.Company, _ world: World) async throws -> RecordID {
        let (id, now) = (world.ids.next(), world.now)
        return try await world.write("services", as: world.staff) {
            try $0.create(
                ["name": .text(name), "account_id": .id(company.account), "state": .text("active")],
                by: .system("test"), at: now, id: id)
        }
    }

    /// The last step of the form, with everything that the steps before carry.
    func add(
        _ email: String = "lea@atu.example", more: [String: String] = [:], services: [RecordID] = [],
        rights: [String] = ["viewInvoices", "viewTickets"], by client: Client? = nil
    ) async throws -> Client.Answer {
        let fields = [
            "step": "3", "go": "next", "first_name": "Léa", "last_name": "Roux", "email": email, "role": "user",
            "language": "fr", "valid_until": "", "notify_email": "", "chosen": "1", "send": "0",
        ].merging(more) { $1 }
        let form =
            fields.map { "\($0)=\($1)" } + services.map { "service=" + $0.text } + rights.map { "right=" + $0 }
        return try await (client ?? atu).send("POST", TeamWorld.users + "/new", form.joined(separator: "&"))
    }

    /// The newest access that the program made; those of the world have ids of another node, which may be higher.
    func newest() async throws -> Access {
        let first = world.companies.map(\.access)
        let ids = try await world.database.read { connection in
            try connection.rows("SELECT \"id\" FROM \"accesses\" ORDER BY \"id\" DESC").compactMap { $0[0].id }
        }
        let id = try #require(ids.first { !first.contains($0) })
        return try #require(try await access(id))
    }

    func access(_ id: RecordID) async throws -> Access? {
        try await world.database.read { try Accesses($0).find(id) }
    }

    func mails(_ kind: String) async throws -> [OutboxMail] {
        try await world.database.read { try Outbox($0).newest(200) }.filter { $0.kind == kind }
    }

    /// Everything that a colleague's page sends, changed by `more`.
    func update(_ access: Access, _ more: [String: String], rights: [String] = [], services: [RecordID] = [])
        async throws -> Client.Answer
    {
        let fields = [
            "role": access.role.rawValue, "valid_until": "", "notify_email": "", "chosen": "1",
            "version": String(access.version),
        ].merging(more) { $1 }
        let form =
            fields.map { "\($0)=\($1)" } + services.map { "service=" + $0.text } + rights.map { "right=" + $0 }
        return try await atu.send("POST", "\(TeamWorld.users)/\(access.id.text)", form.joined(separator: "&"))
    }
}
