import Core
import Store
import TestSupport
import Testing

@testable import Features

/// Atu Lenobli's own sign-in as tests follow it: the person, the mails about it and the links in them.
struct OwnSignIn {
    let world: World
    let app: App

    static let password = OfficeDoor.password
    static let new = "atu.nouveau@atu.example"

    /// With a browser in which Atu is signed in.
    static func with(_ engine: Engine = .sqlite, _ body: (OwnSignIn, Client) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await body(OwnSignIn(world: world, app: app), try await OfficeDoor.atu(world, app))
        }
    }

    func mails(_ kind: MailText) async throws -> [OutboxMail] {
        try await world.database.read { try Outbox($0).list(nil, before: nil, limit: 100) }.filter {
            $0.kind == kind.rawValue
        }
    }

    /// The local part of the link in the newest mail of a kind, to an address or to any.
    func link(_ kind: MailText, to address: String? = nil) async throws -> String {
        let mail = try #require(try await mails(kind).first { address == nil || $0.recipients == [address] })
        let link = try #require(
            OneTimeLink.pieces(of: mail.body).compactMap { if case .link(let text) = $0 { text } else { nil } }.first)
        return "/p/" + (link.firstRange(of: "/p/").map { String(link[$0.upperBound...]) } ?? "")
    }

    var person: Person {
        get async throws {
            let id = world.atu.person
            return try #require(try await world.database.read { try People($0).find(id) })
        }
    }

    func signIn(_ client: Client, _ name: String = "atu.lenobli") async throws -> Client.Answer {
        try await client.post("/p/clients/signin", ["login": name, "password": OwnSignIn.password])
    }

    func ask(_ client: Client, _ email: String = OwnSignIn.new, password: String = OwnSignIn.password) async throws
        -> Client.Answer
    {
        try await client.post("/p/clients/profile/email", ["email": email, "current": password])
    }
}
