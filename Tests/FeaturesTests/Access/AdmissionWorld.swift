import Core
import Features
import Store
import TestSupport
import Testing

/// The world with contacts that wait for an access, and types of users that they may get.
struct AdmissionWorld {
    let world: World
    let app: App
    let office: Client

    static func with(_ engine: Engine = .sqlite, _ body: (AdmissionWorld) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.administrator, world, app)
            try await body(AdmissionWorld(world: world, app: app, office: office))
        }
    }

    /// The path of a new contact's page.
    func contact(_ email: String, number: Int = 0) async throws -> String {
        let made = try await office.post(
            "/admin/contacts/new",
            [
                "last_name": "Nouveau\(number)", "first_name": "Léa", "state": "open", "email": email,
                "account_id": world.atu.account.text,
            ])
        return try #require(made.location?.split(separator: "?").first.map(String.init))
    }

    func type(_ name: String, quota: Int? = nil, allowsOwn: Bool = false) async throws -> RecordID {
        let (ids, now, portal, author) = (
            world.ids, world.now, world.portal.id, Author(kind: .staff, id: world.administrator, name: "Alice Moreau")
        )
        let document: UserTypeDocument = {
            var invoices = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
            invoices.fields = ["ref": .read, "state": .read]
            var document = UserTypeDocument(
                key: "", name: Phrase(same: name), mainModule: "contacts", grants: ["invoices": invoices])
            (document.quota, document.allowsOwnDomains) = (quota, allowsOwn ? true : nil)
            return document
        }()
        return try await world.database.write {
            try UserTypeChange($0, .builtIn, ids: ids, by: author, at: now).create(document, in: portal)
        }
    }

    func set(_ policy: DomainPolicy) async throws { try await world.database.write { try DomainRules($0).set(policy) } }

    /// The answer to *Créer un compte utilisateur*.
    func create(_ contact: String, _ type: RecordID, _ username: String, _ more: [String: String] = [:]) async throws
        -> Client.Answer
    {
        let fields = ["username": username, "user_type": type.text, "send": "later"]
        return try await office.post(contact + "/account/new", fields.merging(more) { $1 })
    }
}
