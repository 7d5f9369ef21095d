import Core
import Features
import Foundation
import Store
import TestSupport
import Testing

/// The named world with a portal where people sign up.
struct SignUpWorld {
    let world: World
    let app: App
    let office: Client

    static func with(_ engine: Engine = .sqlite, _ body: (SignUpWorld) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.administrator, world, app)
            try await body(SignUpWorld(world: world, app: app, office: office))
        }
    }

    var settings: String { "/admin/portals/\(world.portal.id.text)/signup" }

    /// Saves rules through the page: those given over what the page has when it is new.
    @discardableResult
    func open(_ more: [String: String] = [:], approvers: [RecordID] = [], version: Int = 0) async throws
        -> Client.Answer
    {
        let fields = [
            "customers": world.userType.text, "collaborators": "", "approval": "people", "votes": "1", "remind": "2",
            "refuse": "14", "contact": "support@parvis.example", "version": String(version), "turns": "0",
        ].merging(more) { $1 }
        let form = fields.map { "\($0)=\($1)" } + approvers.map { "approver=" + $0.text }
        return try await office.send("POST", settings, form.joined(separator: "&"))
    }

    static let password = "sept girafes bleues"

    func ask(_ email: String, _ more: [String: String] = [:], from address: String? = nil) async throws
        -> Client.Answer
    {
        let fields = [
            "first_name": "Nora", "last_name": "Diallo", "company": "Diallo Conseil", "email": email,
            "username": "nora.diallo", "password": SignUpWorld.password, "message": "Vue au salon",
        ]
        let client = Client(app)
        client.address = address
        return try await client.post("/p/clients/signup", fields.merging(more) { $1 })
    }

    func mails(_ kind: String? = nil) async throws -> [OutboxMail] {
        try await world.database.read { try Outbox($0).newest(200) }.filter { kind == nil || $0.kind == kind }
    }

    /// The path of the applicant's page, from the newest mail.
    func page() async throws -> String {
        let mail = try #require(try await mails("SIGN_UP_CONFIRM").first)
        return String(try #require(mail.body.firstMatch(of: /\/p\/clients\/signup\/[A-Za-z0-9_-]{43}/)).0)
    }

    /// Proves the address.
    func confirm(_ path: String, _ more: [String: String] = [:], password: String = SignUpWorld.password) async throws
        -> Client.Answer
    {
        try await Client(app).post(path, ["password": password].merging(more) { $1 })
    }

    /// A request whose address is proved.
    func waiting(_ email: String = "nora@diallo.example", _ more: [String: String] = [:]) async throws -> SignUp {
        #expect(try await ask(email, more).status == 200)
        let path = try await page()
        #expect(try await confirm(path).status == 303)
        return try #require(try await newest())
    }

    func newest() async throws -> SignUp? {
        try await world.database.read { try SignUps($0).list(nil, limit: 1).first }
    }

    func approve(
        _ signUp: SignUp, _ carrier: String, _ more: [String: String] = [:], by client: Client? = nil
    ) async throws -> Client.Answer {
        let fields = ["carrier": carrier, "user_type": world.userType.text, "account_name": "Diallo Conseil"]
        return try await (client ?? office).post(
            "/admin/signups/\(signUp.id.text)/approve", fields.merging(more) { $1 })
    }
}
