import Core
import Store
import TestSupport
import Testing

@testable import Features

/// Invitations by the hundred: told before they are sent, done once each, and why not where not.
@Suite struct BulkInvitationTests {
    private typealias Values = [String: Value]

    @Test(arguments: Engine.allCases) func eachReasonIsToldBeforeAnythingIsSent(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            try await admission.set(DomainPolicy(own: ["nous.example"], refused: ["jetable.example"]))
            let type = try await admission.type("Abonnés", quota: 1)
            let cases: [(BulkObstacle?, String, Values)] = [
                (nil, "ok@atu.example", [:]), (.full, "trop@atu.example", [:]), (.ownDomain, "a@nous.example", [:]),
                (.awaitingApproval, "b@atu.example", ["review": .text("awaiting_approval")]),
                (.awaitingReview, "c@atu.example", ["review": .text("awaiting_review")]),
                (.withoutConsent, "d@atu.example", ["consent": .text("asked")]),
                (.unusableAddress, "o'neil@atu.example", [:]), (.refusedDomain, "e@jetable.example", [:]),
                (.alreadyUser, "atu.lenobli@atu.example", [:]),
                (.withoutAccount, "f@atu.example", ["account_id": .null]),
            ]
            let ids = try await contacts(cases.map { ($0.1, $0.2) }, world)
            let taken = try #require(
                try await world.database.read { try People($0).find(world.atu.person)?.email } ?? nil)
            _ = try await world.database.write {
                try $0.run("UPDATE \"contacts\" SET \"email\" = \(taken) WHERE \"id\" = \(ids[8])")
            }
            let binned = try await contacts([("g@atu.example", [:])], world)
            try await world.write("contacts", as: world.staff) { _ = try $0.delete(binned[0], at: TestClock.start) }
            let (unknown, catalog, viewer) = (world.ids.next(), world.catalog, world.staff)
            let blind = Viewer(staff: world.claire, name: "Claire", grants: Grants([:], open: [], permissions: .all))
            let some = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
            let narrow = Viewer(
                staff: world.claire, name: "Claire",
                grants: Grants(["contacts": some], open: ["contacts"], permissions: .all))
            let found = try await world.database.read { connection in
                let userType = try #require(try Portals(connection).userType(type))
                let module = try #require(catalog["contacts"])
                let records = Records(connection, catalog)
                func make(_ ids: [RecordID], _ viewer: Viewer) throws -> InvitationForecast {
                    try InvitationForecast.make(ids, userType, module, inviter: viewer, joins: false, records)
                }
                return (
                    try make(ids + binned + [unknown], viewer), try make([ids[0]], blind), try make([ids[0]], narrow)
                )
            }
            #expect(found.0.ready == 1)
            for (index, one) in cases.enumerated() {
                if let reason = one.0 { #expect(found.0.refused[reason] == [ids[index]], "\(reason)") }
            }
            #expect(found.0.refused[.inBin] == binned && found.0.refused[.gone] == [unknown])
            #expect(found.1.refused[.noModule] == [ids[0]] && found.2.refused[.noRecord] == [ids[0]])
            // The page says the same, with what helps, and has sent nothing.
            let page = try await check(admission, type, ids + binned + [unknown])
            #expect(page.status == 200 && page.body.contains("Envoyer l’invitation"))
            for reason in found.0.reasons {
                #expect(page.body.contains(reason.reason.fr) && page.body.contains(reason.remedy.fr))
            }
            #expect(try await world.database.read { try Seats($0).used(ofType: type) } == 0)
        }
    }

    @Test(arguments: Engine.allCases) func allThatMatchAreInvitedOnceByTwoNodes(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés")
            let ids = try await contacts((0..<130).map { ("lot\($0)@atu.example", [:]) }, world)
            let list = try await admission.office.get("/admin/users/invite?type=\(type.text)&q=Lot")
            #expect(list.status == 200 && list.body.contains("Inviter tous ceux-ci (130)"))
            let fields = ["type": type.text, "all": "1", "q": "Lot"]
            let page = try await admission.office.post("/admin/users/invite/check", fields)
            #expect(page.body.contains("Envoyer 130 invitations"))
            let started = try await admission.office.post("/admin/users/invite", fields)
            let job = try #require(started.location)
            #expect(try await admission.office.get(job).body.contains("data-refresh"))
            let other = try world.app()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for app in [admission.app, other] {
                    group.addTask { try await run(app) }
                }
                try await group.waitForAll()
            }
            #expect(try await world.database.read { try Seats($0).used(ofType: type) } == 130)
            let mails = try await world.database.read { try $0.int("SELECT count(*) FROM \"outbox\"") }
            #expect(mails == 130)
            let done = try await admission.office.get(job)
            #expect(done.body.contains("130 invitations envoyées") && !done.body.contains("data-refresh"))
            let again = try await admission.office.get("/admin/users/invite?type=\(type.text)&q=Lot")
            #expect(again.body.contains("Personne ne correspond"))
            // Asked for a second time, nobody is invited twice.
            let second = try await check(admission, type, ids)
            #expect(second.body.contains("Personne ne peut être invité"))
        }
    }

    @Test(arguments: Engine.allCases) func failuresAreListedAndTriedAgain(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés", quota: 1)
            let ids = try await contacts([("un@atu.example", [:]), ("deux@atu.example", [:])], world)
            let fields = form(type, ids)
            let job = try #require(try await admission.office.send("POST", "/admin/users/invite", fields).location)
            try await run(admission.app)
            let page = try await admission.office.get(job).body
            #expect(page.contains("1 invitation envoyée, 1 échec") && page.contains("Plus d’accès disponible"))
            let csv = try await admission.office.get(job + "/failures.csv")
            #expect(csv.headers["content-type"]?.hasPrefix("text/csv") == true)
            #expect(csv.body.contains("\"Plus d’accès disponible\"") && csv.body.contains("deux@atu.example"))
            _ = try await world.database.write {
                try $0.run("UPDATE \"user_types\" SET \"quota\" = 2 WHERE \"id\" = \(type)")
            }
            let again = try #require(try await admission.office.post(job + "/retry").location)
            try await run(admission.app)
            #expect(again != job)
            #expect(try await admission.office.get(again).body.contains("1 invitation envoyée, aucun échec"))
            #expect(try await world.database.read { try Seats($0).used(ofType: type) } == 2)
        }
    }

    @Test func whoLosesTheRightInvitesNobodyAnyMore() async throws {
        try await AdmissionWorld.with { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés")
            let ids = try await contacts([("un@atu.example", [:])], world)
            let claire = try await OfficeDoor.client(world.claire, world, admission.app)
            let job = try #require(try await claire.send("POST", "/admin/users/invite", form(type, ids)).location)
            let person = world.claire
            try await world.database.write { try People($0).setPowers([], of: person) }
            #expect(try await claire.get("/admin/users/invite").status == 404)
            try await run(admission.app)
            #expect(try await admission.office.get(job).body.contains("Claire Martin n’a pas de droit sur ce module"))
            #expect(try await world.database.read { try Seats($0).used(ofType: type) } == 0)
        }
    }

    @Test func mailsThatSomebodyWaitsForLeaveFirst() async throws {
        try await AdmissionWorld.with { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés")
            let ids = try await contacts((0..<3).map { ("lot\($0)@atu.example", [:]) }, world)
            _ = try await admission.office.send("POST", "/admin/users/invite", form(type, ids))
            try await run(admission.app)
            world.clock.advance(by: .minutes(1))
            let forgotten = Client(admission.app)
            _ = try await forgotten.post("/p/clients/forgot", ["login": "atu.lenobli"])
            let (claim, now) = (world.ids.next(), world.now)
            let first = try await world.database.write {
                try Outbox($0).claim(claim, most: 1, lease: .minutes(5), at: now)
            }
            #expect(first.map(\.kind) == ["PASSWORD_RESET"])
        }
    }

    @Test(arguments: Engine.allCases) func aPrivateContactIsItsOwnersToInvite(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés")
            let ids = try await contacts([("prive@atu.example", ["visibility": .text("private")])], world)
            let (owner, id) = (world.claire, ids[0])
            _ = try await world.database.write {
                try $0.run("UPDATE \"contacts\" SET \"owner_id\" = \(owner) WHERE \"id\" = \(id)")
            }
            // It is Claire's; Alice looks.
            let page = try await check(admission, type, ids)
            #expect(
                page.body.contains(BulkObstacle.noRecord.reason.fr) && page.body.contains("demandez à son propriétaire")
            )
            let contact = "/admin/contacts/" + ids[0].text
            let alone = try await admission.create(contact, type, "prive.un")
            #expect(alone.status == 409 && alone.body.contains("demandez à son propriétaire"))
            let claire = try await OfficeDoor.client(world.claire, world, admission.app)
            let own = try await claire.send("POST", "/admin/users/invite/check", form(type, ids))
            #expect(own.body.contains("Envoyer l’invitation"))
        }
    }

    @Test(arguments: Engine.allCases) func peopleWhoSignInAlreadyGetOneMoreAccessTogether(_ engine: Engine) async throws
    {
        try await AdmissionWorld.with(engine) { admission in
            let (world, app) = (admission.world, admission.app)
            let type = try await admission.type("Abonnés")
            try await world.setPassword(OfficeDoor.password, of: world.secret.person, app)
            let (secret, staff) = try await world.database.read { connection in
                (
                    try People(connection).find(world.secret.person)?.email,
                    try People(connection).find(world.claire)?.email
                )
            }
            let known = try #require(secret)
            let ids = try await contacts(
                [(known, [:]), ("neuf@atu.example", [:]), (staff ?? "x@y.example", [:])], world)
            let asked = try await check(admission, type, ids)
            #expect(asked.body.contains("Lui donner un accès de plus"))
            let joins = form(type, ids) + "&joins=1"
            let again = try await admission.office.send("POST", "/admin/users/invite/check", joins)
            #expect(again.body.contains("Une d’elles se connecte déjà"))
            #expect(try await admission.office.send("POST", "/admin/users/invite", joins).status == 303)
            try await run(app)
            let accesses = try await world.database.read { try Accesses($0).on(module: "contacts", record: ids[0]) }
            #expect(accesses.map(\.person) == [world.secret.person] && accesses.map(\.state) == [.active])
            let mails = try await world.database.read { try Outbox($0).newest(50) }
            #expect(mails.filter { $0.kind == "ACCESS_ADDED" }.map(\.recipients) == [[known]])
            #expect(mails.filter { $0.kind == "COMM_ID_MDP" }.contains { $0.recipients == ["neuf@atu.example"] })
            // A second record of the same account with the same address gives nothing more.
            let twin = try await contacts([(known, [:])], world)
            _ = try await admission.office.send("POST", "/admin/users/invite", form(type, twin) + "&joins=1")
            try await run(app)
            let none = try await world.database.read { try Accesses($0).on(module: "contacts", record: twin[0]) }
            #expect(none.isEmpty)
        }
    }

    private func run(_ app: App) async throws {
        let worker = BulkWorker(app: app, logger: RecordedLog().logger)
        while try await worker.step() {}
    }

    private func form(_ type: RecordID, _ ids: [RecordID]) -> String {
        "type=\(type.text)" + ids.map { "&record=" + $0.text }.joined()
    }

    private func check(_ admission: AdmissionWorld, _ type: RecordID, _ ids: [RecordID]) async throws -> Client.Answer {
        try await admission.office.send("POST", "/admin/users/invite/check", form(type, ids))
    }

    /// New contacts of Atu SARL, called Lot.
    private func contacts(_ people: [(email: String, values: [String: Value])], _ world: World) async throws
        -> [RecordID]
    {
        let made = people.map { (id: world.ids.next(), email: $0.email, values: $0.values) }
        let account = world.atu.account
        try await world.write("contacts", as: world.staff) { seen in
            for (number, one) in made.enumerated() {
                let values: [String: Value] = [
                    "last_name": .text("Lot"), "first_name": .text("Numéro \(number)"), "email": .text(one.email),
                    "account_id": .id(account), "state": .text("open"),
                ]
                _ = try seen.create(
                    values.merging(one.values) { $1 }, by: .system("test"), at: TestClock.start, id: one.id)
            }
        }
        return made.map(\.id)
    }
}

extension Client {
    /// A form that names a control more than once.
    func send(_ method: String, _ path: String, _ form: String) async throws -> Answer {
        try await send(method, path, type: "application/x-www-form-urlencoded", Array(form.utf8))
    }
}

/// Records that are no contacts are invited from their own page.
@Suite struct CardInvitationTests {
    @Test(arguments: Engine.allCases) func anAccountIsInvitedFromItsPage(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let (ids, now, portal) = (world.ids, world.now, world.portal.id)
            let type = try await world.database.write {
                try UserTypeChange($0, .builtIn, ids: ids, by: .system("test"), at: now).create(
                    UserTypeDocument(
                        key: "", name: Phrase(same: "Sociétés"), mainModule: "accounts",
                        grants: ["invoices": Grant(see: .through(Scope.Path(["account_id"], to: .anchor)))]),
                    in: portal)
            }
            let account = world.atu.account
            _ = try await world.database.write {
                try $0.run("UPDATE \"accounts\" SET \"email\" = 'societe@atu.example' WHERE \"id\" = \(account)")
            }
            let page = "/admin/accounts/\(account.text)"
            #expect(try await admission.office.get(page).body.contains("Inviter au portail"))
            let fields = ["type": type.text, "record": account.text]
            let check = try await admission.office.post("/admin/users/invite/check", fields)
            #expect(check.body.contains("Envoyer l’invitation"))
            #expect(try await admission.office.post("/admin/users/invite", fields).status == 303)
            let worker = BulkWorker(app: admission.app, logger: RecordedLog().logger)
            while try await worker.step() {}
            let access = try #require(
                try await world.database.read { try Accesses($0).on(module: "accounts", record: account) }.first)
            #expect(access.account == account && access.userType == type)
            let after = try await admission.office.get(page).body
            #expect(after.contains("/admin/users/\(access.id.text)") && !after.contains("Inviter au portail"))
            #expect(try await admission.office.get("/admin/users/\(access.id.text)").status == 200)
            // Whoever signs in for it finds every door of the portal.
            try await world.setPassword(OfficeDoor.password, of: access.person, admission.app)
            let portalUser = Client(admission.app)
            let name = try await world.database.read { try People($0).find(access.person)?.signInName } ?? ""
            let signIn = ["login": name, "password": OfficeDoor.password]
            #expect(try await portalUser.post("/p/clients/signin", signIn).status == 303)
            for path in ["", "/invoices", "/profile", "/sessions", "/password", "/switch"] {
                #expect(try await portalUser.get("/p/clients" + path).status == 200, "\(path)")
            }
            // Without the power over users neither is there.
            let person = world.claire
            let claire = try await OfficeDoor.client(person, world, admission.app)
            try await world.database.write { try People($0).setPowers([], of: person) }
            #expect(try await !claire.get(page).body.contains("/admin/users/"))
        }
    }
}
