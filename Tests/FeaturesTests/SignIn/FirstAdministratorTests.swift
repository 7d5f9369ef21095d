import Core
import Features
import Store
import TestSupport
import Testing

/// The very first sign-in of an installation.
@Suite struct FirstAdministratorTests {
    private static let form = [
        "company": "Norval", "first_name": "Nora", "last_name": "Val", "username": "nora.val",
        "email": "nora@norval.example", "password": "un pont sur la Loire",
    ]

    @Test(arguments: Engine.allCases) func theLinkMakesOneAdministrator(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let site = Site(
                baseAddress: "http://portal.test", dataFolder: TemporaryFolder.newPath("data"), keepsMailHere: false,
                hasMail: false)
            let app = try App(database: database, clock: TestClock().clock, site: site)
            let link = try #require(try await FirstAdministratorLink.make(app)).replacing(
                "http://portal.test", with: "")
            let client = Client(app)
            #expect(try await client.get(link).status == 200)
            #expect(
                try await client.post(link, FirstAdministratorTests.form.merging(["password": "short"]) { $1 }).status
                    == 422)
            #expect(try await client.post(link, FirstAdministratorTests.form).status == 303)
            #expect(try await client.post(link, FirstAdministratorTests.form).status == 404)
            #expect(try await FirstAdministratorLink.make(app) == nil)
            let signIn = try await client.post(
                "/admin/signin", ["login": "nora.val", "password": "un pont sur la Loire"])
            #expect(signIn.location == "/admin")
        }
    }

    @Test func aNewLinkMakesTheOldOneWorthless() async throws {
        try await Engine.sqlite.withDatabase { database in
            let site = Site(
                baseAddress: "http://portal.test", dataFolder: TemporaryFolder.newPath("data"), keepsMailHere: false,
                hasMail: false)
            let app = try App(database: database, clock: TestClock().clock, site: site)
            let old = try #require(try await FirstAdministratorLink.make(app)).replacing("http://portal.test", with: "")
            _ = try await FirstAdministratorLink.make(app)
            #expect(try await Client(app).get(old).status == 404)
        }
    }
}
