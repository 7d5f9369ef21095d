import Core
import Features
import HTTPTypes
import Store
import TestSupport
import Testing

/// Former addresses of portals, and what a site behind HTTPS sends.
@Suite struct AddressTests {
    private func move(_ world: World, to slug: String) async throws {
        let (ids, now, portal) = (world.ids, world.now, world.portal.id)
        try await world.database.write { connection in
            let known = try #require(try Portals(connection).find(portal))
            var document = PortalDocument(known)
            document.slug = slug
            _ = try PortalChange(connection, ids: ids, by: .system("test"), at: now).save(
                document, of: portal, version: known.version)
        }
    }

    @Test(arguments: Engine.allCases) func aPortalMovesThereAndBack(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let client = Client(app)
            try await move(world, to: "espace")
            let there = try await client.get("/p/clients/signin?to=x")
            #expect(there.status == 302 && there.location == "/p/espace/signin?to=x")
            #expect(there.headers["cache-control"] == "no-store", "no browser keeps it")
            let form = try await client.post("/p/clients/signin", ["login": "atu.lenobli", "password": "x"])
            #expect(form.status == 307 && form.headers["cache-control"] == "no-store", "what was typed goes along")
            try await move(world, to: "clients")
            #expect(try await client.get("/p/clients/signin").status == 200)
            #expect(try await client.get("/p/espace/signin").location == "/p/clients/signin")
        }
    }

    private static let hosts = [
        ("https://clients.example.fr", "max-age=31536000; includeSubDomains"),
        ("https://example.fr", "max-age=31536000"), ("https://192.0.2.1", "max-age=31536000"),
    ]

    @Test(arguments: hosts) func overHTTPSBrowsersInsistOnIt(_ host: String, _ policy: String) async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app(baseAddress: host)
            for path in ["/p/clients/signin", "/admin/signin", "/livez", "/nothing"] {
                #expect(try await Client(app).get(path).headers["strict-transport-security"] == policy, "\(path)")
            }
            let plain = try await Client(try world.app()).get("/p/clients/signin")
            #expect(plain.headers["strict-transport-security"] == nil)
        }
    }

    @Test(arguments: Engine.allCases) func everyCookieIsTiedToTheHostAndToHTTPS(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app(baseAddress: "https://clients.example.fr")
            let (portal, office) = (Client(app), Client(app))
            for person in [world.atu.person, world.administrator] {
                try await world.setPassword(OfficeDoor.password, of: person, app)
            }
            let form = ["password": OfficeDoor.password]
            let inPortal = try await portal.post("/p/clients/signin", form.merging(["login": "atu.lenobli"]) { $1 })
            let inOffice = try await office.post("/admin/signin", form.merging(["login": "alice.moreau"]) { $1 })
            let seeAs = try await office.post(
                "/admin/users/\(world.atu.access.text)/see-as", ["reason": "Question", "day": ""])
            let language = try await portal.get("/language/en")
            let out = try await Client(app).post("/p/clients/signout")
            let cookies = [inPortal, inOffice, seeAs, language, out].flatMap(\.cookies)
            let names = Set(cookies.map { String($0.prefix { $0 != "=" }) })
            let wanted = ["portal-clients", "office", "device", "preview-clients", "lang"]
            #expect(names == Set(wanted.map { "__Host-parvis-" + $0 }))
            for cookie in cookies {
                for part in ["; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"] { #expect(cookie.contains(part)) }
                #expect(!cookie.contains("Domain="))
            }
            #expect(try await portal.get("/p/clients/sessions").status == 200)
            #expect(try await office.get("/admin/sessions").status == 200)
        }
    }

    /// Whoever looks at the portal in somebody's place sees nothing of the own account there.
    @Test(arguments: Engine.allCases) func pagesAboutThePersonAreClosedToAPreview(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.administrator, world, app)
            let seeAs = try await office.post(
                "/admin/users/\(world.atu.access.text)/see-as", ["reason": "Question", "day": ""])
            #expect(seeAs.status == 303)
            let paths = SiteRoutes.all(app).filter { $0.method == .get && $0.path.hasPrefix("/p/:portal") }.map(\.path)
            #expect(paths.count > 20)
            for path in paths {
                let address = path.replacing(":portal", with: "clients").replacing(
                    /:[a-z]+/, with: world.atu.access.text)
                let answer = try await office.get(address)
                #expect(answer.status < 500, "\(address)")
                for own in ["alice@parvis.example", "alice.moreau"] {
                    #expect(!answer.body.contains(own), "\(address) shows \(own)")
                }
            }
            for path in [
                "profile", "profile/email", "profile/notices", "preferences", "sessions", "switch", "password",
            ] {
                #expect(try await office.get("/p/clients/" + path).status == 403, "\(path)")
            }
        }
    }
}
