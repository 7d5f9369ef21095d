import Core
import Store
import TestSupport
import Testing

@testable import Features

/// *Ce n’était pas moi*: whoever reads an old mail ends the sessions, and takes nothing.
@Suite struct DisowningTests {
    private func oldNotice(_ own: OwnSignIn) async throws -> String {
        _ = try await own.signIn(Client(own.app))
        return try await own.link(.newSignIn)
    }

    @Test(arguments: Engine.allCases) func thePressMailsTheWayToANewPassword(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let notice = try await oldNotice(own)
            let reader = Client(own.app)
            let answer = try await reader.post(notice)
            #expect(answer.status == 200 && answer.body.contains("Tout est fermé"))
            #expect(!answer.body.contains("/welcome/") && answer.location == nil, "nothing opens to whoever pressed")
            #expect(try await client.get("/p/clients").status == 303)
            #expect(try await own.person.passwordHash == nil)
            #expect(try await own.mails(.passwordReset).first?.recipients == [try await own.person.email ?? ""])
            let link = try await own.link(.passwordReset)
            #expect(try await reader.post(link, ["password": "huit lynx sur un toit"]).status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func aNewPasswordEndsOlderLinksOfEveryPurpose(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let notice = try await oldNotice(own)
            _ = try await own.ask(client)
            let change = try await own.link(.emailConfirm)
            _ = try await Client(own.app).post("/p/clients/forgot", ["login": "atu.lenobli"])
            let reset = try await own.link(.passwordReset)
            let form = ["current": OwnSignIn.password, "password": "huit lynx sur un toit"]
            #expect(try await client.post("/p/clients/password", form).status == 303)
            for link in [notice, change, reset] {
                let answer = try await Client(own.app).post(link, ["password": "neuf loups sous la lune"])
                #expect(answer.status == 410, "\(link)")
            }
            #expect(try await client.get("/p/clients").status == 200, "nobody was signed out")
        }
    }

    @Test func withoutAnAddressThePageSaysWhomToAsk() async throws {
        try await OwnSignIn.with { own, _ in
            let notice = try await oldNotice(own)
            try await own.world.database.write {
                try People($0).setSignIn(username: "atu.lenobli", email: nil, of: own.world.atu.person)
            }
            let answer = try await Client(own.app).post(notice)
            #expect(answer.status == 200 && answer.body.contains("demandez un nouveau mot de passe à"))
            #expect(try await own.mails(.passwordReset).isEmpty)
        }
    }
}
