import Core
import Store
import TestSupport
import Testing

@testable import Features

/// Another user type: what it means is shown first, the check of an invitation holds, roles stay, and who goes to another portal is told.
@Suite struct TransferTests {
    @Test(arguments: Engine.allCases) func toAnotherPortalWithTheRoleAndAMail(_ engine: Engine) async throws {
        try await with(engine) { admission, other in
            let world = admission.world
            let atu = try await OfficeDoor.atu(world, admission.app)
            let form = "action=transfer&type=\(other.text)&access=\(world.atu.access.text)"
            let asked = try await admission.office.send("POST", "/admin/users/bulk/start", form).body
            #expect(asked.contains(fr("se connecteront à « Second »")) && asked.contains("ne verra plus"))
            #expect(asked.contains("Les administrateurs de leur société le restent."))
            #expect(try await atu.get("/p/clients").status == 200)
            try await run(form + "&agreed=1", admission, "1 accès transféré, aucun échec")
            #expect(try await atu.get("/p/clients").status == 303)
            let access = try #require(try await world.database.read { try Accesses($0).find(world.atu.access) })
            #expect(access.userType == other && access.role == .administrator)
            let mails = try await world.database.read { try Outbox($0).newest(9) }
            #expect(mails.contains { $0.kind == "PORTAL_MOVED" && $0.body.contains("/p/second") })
        }
    }

    @Test(arguments: Engine.allCases) func theDomainRuleHoldsForATransferToo(_ engine: Engine) async throws {
        try await with(engine) { admission, other in
            let world = admission.world
            let person = world.atu.person
            try await world.database.write {
                try People($0).setSignIn(username: "atu.lenobli", email: "atu@nous.example", of: person)
            }
            try await admission.set(DomainPolicy(own: ["nous.example"], refused: []))
            let form = "action=transfer&type=\(other.text)&access=\(world.atu.access.text)"
            let asked = try await admission.office.send("POST", "/admin/users/bulk/start", form).body
            #expect(asked.contains("Ne peuvent pas avoir ce type") && asked.contains(BulkObstacle.ownDomain.reason.fr))
            try await run(form + "&agreed=1", admission, "0 accès transféré, 1 échec")
            let delete = "/admin/portals/\(world.portal.id.text)/types/\(world.userType.text)/delete"
            let refused = try await admission.office.post(delete, ["to": other.text, "agreed": "1"])
            #expect(refused.status == 422 && refused.body.contains("1 accès ne peut pas avoir ce type"))
            let access = try await world.database.read { try Accesses($0).find(world.atu.access) }
            #expect(access?.userType == world.userType)
        }
    }

    @Test(arguments: Engine.allCases) func transferAndDeleteKeepsRolesAndTellsEach(_ engine: Engine) async throws {
        try await with(engine) { admission, other in
            let world = admission.world
            let delete = "/admin/portals/\(world.portal.id.text)/types/\(world.userType.text)/delete"
            let asked = try await admission.office.post(delete, ["to": other.text])
            #expect(asked.status == 200 && asked.body.contains(fr("se connecteront à « Second »")))
            #expect(try await admission.office.post(delete, ["to": other.text, "agreed": "1"]).status == 303)
            for access in world.companies.map(\.access) {
                let (found, events) = try await world.database.read { connection in
                    (
                        try Accesses(connection).find(access),
                        try Journal(connection).events(
                            of: Journal.Subject("accesses", access), limit: 5, connection: connection)
                    )
                }
                #expect(found?.userType == other)
                let role: AccessRole = access == world.atu.access ? .administrator : .user
                #expect(found?.role == role)
                #expect(events.contains { $0.verb == "access.transferred" })
            }
            let mails = try await world.database.read { try Outbox($0).newest(9) }.filter { $0.kind == "PORTAL_MOVED" }
            #expect(mails.count == 3)
        }
    }

    /// Two accesses on records of one's own are told apart by what the records are called, and another portal by its name.
    @Test(arguments: Engine.allCases) func accessesAreCalledByTheirRecords(_ engine: Engine) async throws {
        try await with(engine) { admission, other in
            let world = admission.world
            let (ids, now, author) = (
                world.ids, world.now, Author(kind: .staff, id: world.administrator, name: "Alice")
            )
            let key = try await world.database.write { connection in
                let change = ModuleChange(connection, builtIn: .builtIn, ids: ids, by: author, at: now)
                let key = try change.create(
                    .init(one: Phrase(same: "Franchisé"), many: Phrase(same: "Franchisés")),
                    naming: Phrase(same: "Nom"), reserved: ["home"])
                _ = try change.add(
                    FieldDefinition("", Phrase(same: "Adresse"), .email), to: key, .module,
                    version: try Definitions(connection).find(key)?.version ?? 0)
                return key
            }
            try await admission.app.refresh()
            let catalog = admission.app.catalog
            let module = try #require(catalog[key])
            try await world.database.write { connection in
                let staff = Viewer(staff: world.claire, name: "Claire", grants: .everything(in: catalog))
                let type = try UserTypeChange(connection, catalog, ids: ids, by: author, at: now).create(
                    UserTypeDocument(key: "", name: Phrase(same: "Franchisés"), mainModule: key, grants: [:]),
                    in: world.portal.id)
                for name in ["Franchise Nord", "Franchise Sud"] {
                    let record = try Records(connection, catalog).seen(by: staff, module).create(
                        [module.title: .text(name)], by: author, at: now, id: ids.next())
                    let access = ids.next()
                    try Accesses(connection).add(
                        .init(
                            person: world.atu.person, userType: type, anchor: Journal.Subject(key, record),
                            account: nil,
                            permissions: .all, validFrom: nil, validUntil: nil, createdBy: nil), id: access, at: now)
                    try Accesses(connection).setState(.active, of: access)
                }
                let elsewhere = ids.next()
                try Accesses(connection).add(
                    .init(
                        person: world.atu.person, userType: other,
                        anchor: Journal.Subject("contacts", world.secret.contact), account: world.secret.account,
                        permissions: .all, validFrom: nil, validUntil: nil, createdBy: nil), id: elsewhere, at: now)
                try Accesses(connection).setState(.active, of: elsewhere)
            }
            let atu = try await OfficeDoor.atu(world, admission.app)
            let page = try await atu.get("/p/clients/switch").body
            #expect(page.contains("<b>Franchise Nord</b>") && page.contains("<b>Franchise Sud</b>"))
            #expect(page.contains("href=\"/p/second\"") && page.contains(fr("Ouvrir « Second »")))
            // A record of the other portal leads to its door.
            let link = try await atu.get("/p/clients/invoices/\(world.secret["invoices"][0].text)")
            #expect(link.status == 404 && link.body.contains("href=\"/p/second/invoices/"))
            // An access on such a record opens the portal, and ends with the record.
            let south = try #require(
                try await world.database.read { try Accesses($0).of(person: world.atu.person) }.first {
                    $0.module == key
                })
            #expect(try await atu.post("/p/clients/switch", ["access": south.id.text]).status == 303)
            #expect(try await atu.get("/p/clients").status == 200)
            let table = Identifier(key)
            _ = try await world.database.write { try $0.run("UPDATE \(table) SET \"deleted_at\" = 1") }
            #expect(try await atu.get("/p/clients").status == 303)
        }
    }

    private func fr(_ words: String) -> String { Phrase(fr: words, en: "").fr }

    /// A second portal whose only type shows orders and lets customers manage their users; Atu Lenobli administers Atu SARL in the first.
    private func with(_ engine: Engine, _ body: (AdmissionWorld, RecordID) async throws -> Void) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let second = Portal(
                id: world.ids.next(), slug: "second", name: "Second", accent: "#1f6f54",
                openModules: ["orders", "invoices"])
            let (ids, now, access) = (world.ids, world.now, world.atu.access)
            let type = try await world.database.write { connection -> RecordID in
                try Portals(connection).add(second, at: now)
                let own = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
                var document = UserTypeDocument(
                    key: "", name: Phrase(same: "Acheteurs"), mainModule: "contacts",
                    grants: ["orders": own, "invoices": own])
                document.delegates = true
                try Accesses(connection).setRole(.administrator, of: access)
                return try UserTypeChange(connection, .builtIn, ids: ids, by: .system("test"), at: now).create(
                    document, in: second.id)
            }
            try await body(admission, type)
        }
    }

    private func run(_ form: String, _ admission: AdmissionWorld, _ end: String) async throws {
        let job = try #require(try await admission.office.send("POST", "/admin/users/bulk/start", form).location)
        let worker = BulkWorker(app: admission.app, logger: RecordedLog().logger)
        while try await worker.step() {}
        #expect(try await admission.office.get(job).body.contains(end))
    }
}
