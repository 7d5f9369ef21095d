import Core
import Features
import Store
import TestSupport
import Testing

/// A customer's administrator manages colleagues in the portal, under the ceiling of its own rights.
@Suite struct TeamTests {
    @Test(arguments: Engine.allCases) func fromTheThreeStepsToTheFirstSignIn(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            let first = try await team.atu.get(TeamWorld.users + "/new")
            #expect(first.status == 200 && first.body.contains("Étape 1 sur 3"))
            let person = ["first_name": "Léa", "last_name": "Roux", "email": "lea@atu.example", "step": "1"]
            let second = try await team.atu.post(TeamWorld.users + "/new", person)
            #expect(second.body.contains("Étape 2 sur 3") && second.body.contains("Pack Bureau"))
            #expect(!second.body.contains("SECRET"))
            let third = try await team.atu.post(TeamWorld.users + "/new", person.merging(["step": "2"]) { $1 })
            #expect(third.body.contains("Étape 3 sur 3") && third.body.contains("Envoyer l’e-mail d’activation"))
            #expect(try await team.add(services: [team.services[0]]).location?.contains("colleagueAdded") == true)
            let access = try await team.newest()
            #expect(access.state == .inactive && access.account == team.world.atu.account && access.role == .user)
            #expect(try await team.mails("COMM_ID_MDP").isEmpty, "nothing goes before it is activated")
            let path = "\(TeamWorld.users)/\(access.id.text)"
            #expect(try await team.atu.get(path).body.contains("Activer le compte de Léa Roux"))
            let activated = try await team.atu.post(path + "/activate")
            #expect(activated.location?.contains("colleagueActivated") == true)
            let mail = try #require(try await team.mails("COMM_ID_MDP").first)
            #expect(mail.recipients == ["lea@atu.example"])
            let link = String(try #require(mail.body.firstMatch(of: /\/p\/clients\/welcome\/[A-Za-z0-9_-]{43}/)).0)
            let lea = Client(team.app)
            #expect(try await lea.post(link, ["password": "neuf girafes bleues"]).status == 303)
            #expect(
                try await lea.post(
                    "/p/clients/signin", ["login": "lea@atu.example", "password": "neuf girafes bleues"]
                )
                .status == 303)
            let list = try await lea.get("/p/clients/services").body
            #expect(list.contains("Pack Bureau") && !list.contains("Sauvegarde") && !list.contains("SECRET"))
            #expect(try await lea.get("/p/clients/services/" + team.services[0].text).status == 200)
            #expect(try await lea.get("/p/clients/services/" + team.services[1].text).status == 404)
            #expect(try await lea.get("/p/clients/invoices").status == 200)
            #expect(try await lea.get("/p/clients/quotes").status == 404)
            #expect(try await lea.get(TeamWorld.users).status == 404, "no administrator")
            let all = try await team.atu.get("/p/clients/services").body
            #expect(all.contains("Pack Bureau") && all.contains("Sauvegarde") && !all.contains("SECRET"))
        }
    }

    @Test func whereTheTypeDoesNotDelegateThereIsNoSuchPage() async throws {
        try await KeyWorld.with { keys in
            let (access, database) = (keys.world.atu.access, keys.world.database)
            try await database.write { try Accesses($0).setRole(.administrator, of: access) }
            let atu = try await OfficeDoor.atu(keys.world, keys.app)
            #expect(try await atu.get("/p/clients").body.contains("/p/clients/users") == false)
            for path in ["", "/new", "/" + keys.world.secret.access.text] {
                #expect(try await atu.get(TeamWorld.users + path).status == 404)
            }
        }
    }

    @Test(arguments: Engine.allCases) func nobodyGivesMoreThanTheirOwn(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            let (own, database) = (team.world.atu.access, team.world.database)
            let until = try #require(Day(year: 2026, month: 12, day: 31))
            try await database.write { connection in
                try Accesses(connection).setPermissions(Permissions([.viewTickets]), of: own)
                try Accesses(connection).setValidity(from: nil, until: until, of: own)
            }
            #expect(
                try await team.add(more: ["valid_until": ""]).status == 422, "no limit is later than the own last day")
            #expect(try await team.add(more: ["valid_until": "2027-01-01"]).status == 422)
            #expect(try await team.add(more: ["valid_until": "2020-01-01"]).status == 422)
            let last = ["valid_until": "2026-12-31"]
            #expect(try await team.add(more: last, services: [team.secret]).status == 422)
            #expect(try await team.add(more: last, rights: ["viewTickets", "viewInvoices", "nonsense"]).status == 303)
            let access = try await team.newest()
            #expect(access.permissions.list == [.viewTickets] && access.validUntil == until)
            // What staff gave beyond the ceiling stays when the colleague is changed.
            try await database.write {
                try Accesses($0).setPermissions(Permissions([.viewTickets, .viewInvoices]), of: access.id)
            }
            let now = try #require(try await team.access(access.id))
            #expect(try await team.update(now, last).status == 303)
            #expect(try await team.access(access.id)?.permissions.list == [.viewInvoices])
        }
    }

    @Test(arguments: Engine.allCases) func otherPeoplesAccessesAreNotFound(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            let others = [team.world.secret.access, team.world.ids.next()]
            for id in others + [team.world.atu.access] {
                let path = "\(TeamWorld.users)/\(id.text)"
                let shown = try await team.atu.get(path).status
                #expect(shown == (others.contains(id) ? 404 : 200))
                for act in ["", "/activate", "/resend", "/deactivate", "/reactivate", "/remove"] {
                    let answer = try await team.atu.post(path + act, ["version": "1"])
                    #expect(answer.status == 404, "\(path + act)")
                }
            }
            #expect(try await team.access(team.world.secret.access)?.state == .active)
            #expect(try await !team.atu.get(TeamWorld.users).body.contains("Secret"))
        }
    }

    @Test(arguments: Engine.allCases) func whatStaffDeactivateStaysSo(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            _ = try await team.add(more: ["send": "1"])
            let access = try await team.newest()
            let path = "\(TeamWorld.users)/\(access.id.text)"
            let office = try await OfficeDoor.client(team.world.administrator, team.world, team.app)
            let profile = try await office.get("/admin/users/\(access.id.text)")
            #expect(profile.body.contains("par Atu Lenobli, chez le client"))
            // Its own administrator closes and opens it.
            #expect(try await team.atu.post(path + "/deactivate").status == 303)
            #expect(try await team.access(access.id)?.state == .deactivated)
            #expect(try await team.atu.post(path + "/reactivate").status == 303)
            #expect(try await team.access(access.id)?.state == .awaiting)
            #expect(try await office.post("/admin/users/\(access.id.text)/disable").status == 303)
            let page = try await team.atu.get(path).body
            #expect(page.contains("elle seule peut le rouvrir") && !page.contains("/reactivate"))
            for act in ["reactivate", "remove", "activate"] { _ = try await team.atu.post("\(path)/\(act)") }
            #expect(try await team.access(access.id)?.state == .deactivated)
        }
    }

    @Test(arguments: Engine.allCases) func thereIsAlwaysAnAdministrator(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            _ = try await team.add(more: ["role": "admin"])
            let (access, database) = (try await team.newest(), team.world.database)
            try await database.write { try Accesses($0).setState(.active, of: access.id) }
            try await team.world.setPassword(OfficeDoor.password, of: access.person, team.app)
            let lea = Client(team.app)
            let login = ["login": "lea@atu.example", "password": OfficeDoor.password]
            #expect(try await lea.post("/p/clients/signin", login).status == 303)
            let (own, nodes) = (team.world.atu.access, [team.app, try team.world.app()])
            for _ in 1...4 {
                // Both shut each other out at the same moment, on two nodes.
                let acts = [(team.atu.cookies, access.id), (lea.cookies, own)]
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (app, act) in zip(nodes, acts) {
                        group.addTask {
                            let client = Client(app)
                            client.keep(act.0)
                            _ = try await client.post("\(TeamWorld.users)/\(act.1.text)/deactivate")
                        }
                    }
                    try await group.waitForAll()
                }
                let states = [try await team.access(access.id)?.state, try await team.access(own)?.state]
                #expect(states.contains(.active))
                try await database.write { connection in
                    for id in [access.id, own] { try Accesses(connection).setState(.active, of: id) }
                }
                team.atu.keep(try await OfficeDoor.atu(team.world, team.app).cookies)
                _ = try await lea.post("/p/clients/signin", login)
            }
            let office = try await OfficeDoor.client(team.world.administrator, team.world, team.app)
            try await database.write { try Accesses($0).setRole(.user, of: access.id) }
            let version = try await team.access(own)?.version ?? 0
            let refused = try await office.post(
                "/admin/users/\(own.text)/role", ["role": "user", "version": String(version)])
            #expect(refused.status == 409 && refused.body.contains("au moins un administrateur"))
            #expect(try await team.access(own)?.role == .administrator)
        }
    }

    @Test(arguments: Engine.allCases) func somebodyKnownElsewhereIsJoinedAndNothingIsTold(_ engine: Engine) async throws
    {
        try await TeamWorld.with(engine) { team in
            let (database, secret) = (team.world.database, team.world.secret)
            let address = try #require(try await database.read { try People($0).find(secret.person)?.email })
            try await team.world.setPassword(OfficeDoor.password, of: secret.person, team.app)
            #expect(try await team.add(address, more: ["notify_email": "espion@atu.example"]).status == 303)
            let access = try await team.newest()
            #expect(access.person == secret.person && access.state == .inactive)
            let page = try await team.atu.get("\(TeamWorld.users)/\(access.id.text)").body
            #expect(page.contains("Léa Roux") && !page.contains("Inès"))
            // Until it is activated it opens nothing, beside the access of the other company or alone.
            let ines = Client(team.app)
            let login = ["login": address, "password": OfficeDoor.password]
            #expect(try await ines.post("/p/clients/signin", login).status == 303)
            #expect(try await ines.get("/p/clients").body.contains("Secret SA"))
            try await database.write { try Accesses($0).setState(.deactivated, of: secret.access) }
            let waiting = try await Client(team.app).post("/p/clients/signin", login)
            #expect(waiting.status == 403 && waiting.body.contains("pas encore activé"))
            try await database.write { try Accesses($0).setState(.active, of: secret.access) }
            _ = try await team.atu.post("\(TeamWorld.users)/\(access.id.text)/activate")
            #expect(try await team.access(access.id)?.state == .active)
            #expect(try await team.mails("ACCESS_ADDED").map(\.recipients) == [[address]])
            // A link for a new password never goes to the address for notices.
            _ = try await Client(team.app).post("/p/clients/forgot", ["login": address])
            #expect(try await team.mails("PASSWORD_RESET").map(\.recipients) == [[address]])
            #expect(try await team.atu.post("\(TeamWorld.users)/\(access.id.text)/remove").status == 303)
            #expect(try await team.access(secret.access)?.state == .active, "the other access stays")
            #expect(try await database.read { try People($0).find(secret.person) } != nil)
        }
    }

    /// The own person, or a vetoed colleague, does not come back through another contact.
    @Test(arguments: Engine.allCases) func nobodyIsAddedTwice(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            let (database, world) = (team.world.database, team.world)
            let address = try #require(try await database.read { try People($0).find(world.atu.person)?.email })
            _ = try await team.add()
            let lea = try await team.newest()
            let contacts = [world.atu.contact, lea.record]
            try await database.write { connection in
                for contact in contacts {
                    _ = try connection.run(
                        "UPDATE \"contacts\" SET \"email\" = 'autre@atu.example' WHERE \"id\" = \(contact)")
                }
                try Accesses(connection).setState(.deactivated, of: lea.id)
            }
            for email in [address, "lea@atu.example"] {
                let answer = try await team.add(email, more: ["role": "admin"])
                #expect(answer.status == 409 && answer.body.contains("a déjà un accès"), "\(email)")
            }
            let version = String(try await team.access(lea.id)?.version ?? 0)
            let path = "\(TeamWorld.users)/\(lea.id.text)"
            #expect(try await team.atu.post(path, ["role": "admin", "version": version, "chosen": "1"]).status == 404)
            #expect(try await team.access(lea.id)?.role == .user)
        }
    }

    @Test(arguments: Engine.allCases) func whatIsNotOfferedStaysAsItWas(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            let (database, world) = (team.world.database, team.world)
            _ = try await team.add(services: team.services)
            let access = try await team.newest()
            let (gone, now) = (team.services[0], world.now)
            try await world.write("services", as: world.staff) { try $0.delete(gone, at: now) }
            // A colleague whose days are over, or lie beyond the administrator's own, can still be changed otherwise.
            let (past, own) = (world.clock.today.advanced(by: -3), world.atu.access)
            try await database.write { connection in
                try Accesses(connection).setValidity(from: nil, until: past, of: access.id)
                try Accesses(connection).setValidity(from: nil, until: past.advanced(by: 30), of: own)
            }
            let current = try #require(try await team.access(access.id))
            let wrong = try await team.update(current, ["valid_until": "demain"], services: [team.services[1]])
            #expect(wrong.status == 422 && wrong.body.contains("name=\"version\" value=\"\(current.version)\""))
            let saved = try await team.update(
                current, ["valid_until": past.iso], rights: ["viewTickets"], services: [team.services[1]])
            #expect(saved.status == 303)
            let kept = try await database.read { try Assignments($0).of(access.id, "services") }
            #expect(kept == Set(team.services))
        }
    }

    @Test(arguments: Engine.allCases) func anAdministratorWhoWasShutOutMakesNothing(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            let (database, own) = (team.world.database, team.world.atu.access)
            try await database.write {
                _ = try $0.run("UPDATE \"accesses\" SET \"state\" = 'deactivated' WHERE \"id\" = \(own)")
            }
            _ = try await team.add()
            let count = try await database.read { try $0.int("SELECT count(*) FROM \"accesses\"") }
            #expect(count == 3)
        }
    }

    @Test func contactsThatAreKeptOutAreNotAdded() async throws {
        try await TeamWorld.with { team in
            let (id, now, account) = (team.world.ids.next(), team.world.now, team.world.atu.account)
            try await team.world.write("contacts", as: team.world.staff) {
                _ = try $0.create(
                    [
                        "last_name": .text("Roux"), "email": .text("LEA@atu.example"), "account_id": .id(account),
                        "state": .text("disabled"),
                    ], by: .system("test"), at: now, id: id)
            }
            for email in ["lea@atu.example", "claire@parvis.example"] {
                let answer = try await team.add(email)
                #expect(answer.status == 409 && answer.body.contains("ne peut pas être ajoutée d’ici"), "\(email)")
            }
        }
    }

    @Test func staffLetInWhomAColleagueOnlyAdded() async throws {
        try await TeamWorld.with { team in
            _ = try await team.add()
            let access = try await team.newest()
            let office = try await OfficeDoor.client(team.world.administrator, team.world, team.app)
            #expect(try await office.post("/admin/users/\(access.id.text)/password").status == 200)
            #expect(try await team.access(access.id)?.state == .active)
            // Or with the button, and then the mail goes.
            _ = try await team.add("max@atu.example")
            let other = try await team.newest()
            #expect(try await office.post("/admin/users/\(other.id.text)/enable").status == 303)
            #expect(try await team.access(other.id)?.state == .awaiting)
            #expect(try await team.mails("COMM_ID_MDP").map(\.recipients) == [["max@atu.example"]])
            // What a colleague closed, staff can keep closed.
            _ = try await team.atu.post("\(TeamWorld.users)/\(other.id.text)/deactivate")
            #expect(try await office.get("/admin/users/\(other.id.text)").body.contains("Garder fermé"))
            #expect(try await office.post("/admin/users/\(other.id.text)/disable").status == 303)
            _ = try await team.atu.post("\(TeamWorld.users)/\(other.id.text)/reactivate")
            #expect(try await team.access(other.id)?.state == .deactivated)
            // Another type: the role travels along.
            let database = team.world.database
            let (type, id) = (team.world.userType, access.id)
            try await database.write { connection in
                try Accesses(connection).setRole(.administrator, of: id)
                try Accesses(connection).setType(type, of: id)
            }
            #expect(try await team.access(access.id)?.role == .administrator, "another type takes no role away")
        }
    }

    @Test func theMailIsSentAgainOnlySoOften() async throws {
        try await TeamWorld.with { team in
            _ = try await team.add(more: ["send": "1"])
            let access = try await team.newest()
            for _ in 1...5 { _ = try await team.atu.post("\(TeamWorld.users)/\(access.id.text)/resend") }
            #expect(try await team.mails("COMM_ID_MDP").count == 4)
        }
    }

    /// Whoever comes later than others is no administrator, even where there is none: staff appoint one.
    @Test func nobodyBecomesAdministratorOverOthersByThemselves() async throws {
        try await TeamWorld.with { team in
            let (database, own, world) = (team.world.database, team.world.atu.access, team.world)
            try await database.write { try Accesses($0).setRole(.user, of: own) }
            let office = try await OfficeDoor.client(world.administrator, world, team.app)
            let contact = try await office.post(
                "/admin/contacts/new",
                [
                    "last_name": "Tard", "first_name": "P", "state": "open", "email": "tard@atu.example",
                    "account_id": world.atu.account.text,
                ])
            let path = try #require(contact.location?.split(separator: "?").first)
            let made = try await office.post(
                path + "/account/new", ["username": "p.tard", "user_type": world.userType.text, "send": "later"])
            #expect(made.status == 303)
            #expect(try await team.newest().role == .user)
        }
    }

    @Test func badInputIsNamed() async throws {
        try await TeamWorld.with { team in
            for (field, value) in [
                ("first_name", ""), ("first_name", "www.evil.example"), ("last_name", "x\u{1}"), ("email", "lea"),
                ("email", "lea@yopmail.com"),
                ("notify_email", "nulle part"), ("valid_until", "demain"),
            ] {
                let answer = try await team.add(more: [field: value])
                #expect(answer.status == 422 && answer.body.contains("href=\"#\(field)\""), "\(field)=\(value)")
            }
            let (database, id) = (team.world.database, team.world.atu.person)
            let address = try #require(try await database.read { try People($0).find(id)?.email })
            #expect(try await team.add(address).status == 409, "a colleague there is")
            let accesses = try await database.read { try $0.int("SELECT count(*) FROM \"accesses\"") }
            #expect(accesses == 3)
        }
    }

    /// Twenty colleagues at once on two nodes, five free seats.
    @Test(arguments: Engine.allCases) func seatsAreNotGivenTwice(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            let (world, portal) = (team.world, team.world.portal.id)
            let used = try await world.database.read { try Seats($0).used(ofPortal: portal) }
            try await world.database.write {
                _ = try $0.run("UPDATE \"portals\" SET \"quota\" = \(used + 5) WHERE \"id\" = \(portal)")
            }
            let (nodes, cookies) = ([team.app, try world.app()], team.atu.cookies)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 {
                    let app = nodes[number % 2]
                    group.addTask {
                        let client = Client(app)
                        client.keep(cookies)
                        let form =
                            "step=3&first_name=N&last_name=R\(number)&email=n\(number)@atu.example&chosen=1&send=1"
                        return try await client.send("POST", TeamWorld.users + "/new", form).status
                    }
                }
                for try await status in group { #expect([303, 409].contains(status)) }
            }
            #expect(try await world.database.read { try Seats($0).used(ofPortal: portal) } == used + 5)
        }
    }

    /// The form proposes it for the first person of an account, and says so; nobody becomes administrator by being first.
    @Test(arguments: Engine.allCases) func theFirstPersonOfAnAccountIsProposedAsItsAdministrator(_ engine: Engine)
        async throws
    {
        try await TeamWorld.with(engine) { team in
            let world = team.world
            let office = try await OfficeDoor.client(world.administrator, world, team.app)
            let account = try await office.post(
                "/admin/accounts/new", ["name": "Nouvelle SAS", "kind": "customer", "state": "open"])
            let id = try #require(account.location?.firstMatch(of: /accounts\/([0-9a-z]{13})/)).1
            var roles: [AccessRole] = []
            for number in 1...2 {
                let contact = try await office.post(
                    "/admin/contacts/new",
                    [
                        "last_name": "N\(number)", "first_name": "P", "state": "open",
                        "email": "p\(number)@nouvelle.example", "account_id": String(id),
                    ])
                let path = try #require(contact.location?.split(separator: "?").first)
                let form = try await office.get(path + "/account/new").body
                let isProposed = form.contains("id=\"admin\" name=\"admin\" value=\"1\" checked")
                #expect(isProposed, "nobody administers the account yet")
                let made = try await office.post(
                    path + "/account/new",
                    [
                        "username": "p\(number).n", "user_type": world.userType.text, "send": "later",
                        "admin": number == 2 ? "1" : "0",
                    ])
                #expect(made.status == 303, "\(made.body)")
                roles.append(try await team.newest().role)
            }
            #expect(roles == [.user, .administrator])
        }
    }

    @Test func noticesOfRequestsGoToTheAddressForThem() async throws {
        try await TeamWorld.with { team in
            let (database, access) = (team.world.database, team.world.atu.access)
            try await database.write { try Accesses($0).setNotifyEmail("secretariat@atu.example", of: access) }
            let made = try await team.atu.post(
                "/p/clients/tickets/new", ["subject": "Question", "message": "Bonjour"])
            let path = try #require(made.location?.firstMatch(of: /tickets\/([0-9a-z]{13})/)).1
            let office = try await OfficeDoor.client(team.world.administrator, team.world, team.app)
            let answer = try await office.post(
                "/admin/tickets/\(path)/comments", ["body": "Réponse"])
            #expect(answer.status == 303, "\(answer.status)")
            #expect(try await team.mails("REQUEST_ANSWERED").map(\.recipients) == [["secretariat@atu.example"]])
        }
    }
}
