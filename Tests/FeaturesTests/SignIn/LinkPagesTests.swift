import Core
import Features
import Foundation
import Store
import TestSupport
import Testing

/// *Mot de passe oublié* and the pages of links that no longer work.
@Suite struct LinkPagesTests {
    @Test func anEmptyNameIsTheFieldsError() async throws {
        try await Engine.sqlite.withWorld { world in
            let answer = try await Client(world.app()).post("/p/clients/forgot", ["login": "  "])
            #expect(answer.status == 422)
            #expect(answer.body.contains("id=\"login-err\"") && answer.body.contains("Indiquez votre identifiant"))
        }
    }

    @Test(arguments: Engine.allCases) func askingLeavesAnEventAndAUsedLinkOffersBothWays(_ engine: Engine) async throws
    {
        try await engine.withWorld { world in
            let app = try world.app(keepsMailHere: true)
            let client = Client(app)
            _ = try await client.post("/p/clients/forgot", ["login": "atu.lenobli"])
            let access = Journal.Subject("accesses", world.atu.access)
            let verbs = try await app.database.read {
                try Journal($0).events(of: access, limit: 9, connection: $0).map(\.verb)
            }
            #expect(verbs.contains("password.link_requested"))
            let mail = try #require(
                try await app.database.read { try Outbox($0).list(nil, before: nil, limit: 1) }.first)
            let body = try #require(try await app.database.read { try Outbox($0).find(mail.id)?.body })
            let start = try #require(body.range(of: "/p/clients/welcome/"))
            let path = "/p/clients/welcome/" + body[start.upperBound...].prefix(43)
            #expect(try await client.post(path, ["password": "six vélos sous la pluie"]).status == 303)
            let used = try await client.get(path)
            #expect(used.status == 410)
            #expect(
                used.body.contains("href=\"/p/clients/signin\"") && used.body.contains("action=\"\(path)/again\""))
        }
    }

    @Test func thePageBehindALinkSpeaksTheLanguageOfItsMail() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app(keepsMailHere: true)
            let contact = world.atu.contact
            try await world.database.write { connection in
                try connection.run("UPDATE \"people\" SET \"language\" = NULL")
                try connection.run("UPDATE \"contacts\" SET \"language\" = 'en' WHERE \"id\" = \(contact)")
            }
            let client = Client(app)
            client.headers = ["Accept-Language": "fr"]
            _ = try await client.post("/p/clients/forgot", ["login": "atu.lenobli"])
            let mails = try await app.database.read { try Outbox($0).list(nil, before: nil, limit: 1) }
            let id = try #require(mails.first?.id)
            let body = try #require(try await app.database.read { try Outbox($0).find(id)?.body })
            let start = try #require(body.range(of: "/p/clients/welcome/"))
            let path = "/p/clients/welcome/" + body[start.upperBound...].prefix(43)
            #expect(try await client.get(path).body.contains("Choose your password"))
            #expect(try await client.post(path, ["password": "short"]).body.contains("Choose your password"))
            // Somebody who chose another language here reads that one.
            client.keep(cookie: "lang", "fr")
            #expect(try await client.get(path).body.contains("Choisissez votre mot de passe"))
        }
    }
}
