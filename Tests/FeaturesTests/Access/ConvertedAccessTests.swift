import Core
import Store
import TestSupport
import Testing

@testable import Features

/// What becomes of a prospect's portal access when the prospect becomes a contact.
@Suite struct ConvertedAccessTests {
    @Test(arguments: Engine.allCases) func theAccessShowsWhatTheContactsTypeShows(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let world = conversion.world
            let lead = try await conversion.lead()
            let access = try await conversion.access(of: lead)
            let camille = try await conversion.person(access)
            let own = "/p/clients/leads/\(lead.text)"
            #expect(try await camille.get(own).body.contains("Roy Conseil"))
            #expect(try await camille.get("/p/clients/invoices").status == 404)
            let page = try await conversion.office.get(conversion.path(lead)).body
            #expect(page.contains("Accès au portail de Camille Roy") && page.contains("Client · Espace clients"))
            let made = try await conversion.convert(lead, ["access": world.userType.text])
            #expect(made.status == 303)
            #expect(try await camille.get("/p/clients").status == 303, "its session ended")
            let again = try await conversion.signedIn()
            #expect(try await again.get(own).status == 404)
            #expect(try await again.get("/p/clients/invoices/\(world.atu["invoices"][0].text)").status == 200)
            #expect(try await again.get("/p/clients/invoices/\(world.secret["invoices"][0].text)").status == 404)
            let moved = try await conversion.access(access.id)
            let contact = try #require(try await conversion.contact(of: lead))
            #expect(moved.module == "contacts" && moved.record == contact && moved.account == world.atu.account)
            #expect(moved.userType == world.userType && moved.person == access.person && moved.permissions == .all)
            for (module, id) in [("accesses", access.id), ("leads", lead), ("contacts", contact)] {
                #expect(try await conversion.verbs(module, id).contains("access.converted"), "\(module)")
            }
            let card = try await conversion.office.get("/admin/users/\(access.id.text)").body
            #expect(card.contains("/admin/contacts/\(contact.text)") && !card.contains("/admin/leads/"))
        }
    }

    @Test(arguments: Engine.allCases) func anOpenInvitationKeepsWorking(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let lead = try await conversion.lead()
            let access = try await conversion.access(of: lead)
            #expect(try await conversion.office.post("/admin/users/\(access.id.text)/link").status == 303)
            let link = try await conversion.link()
            let page = try await conversion.office.get(conversion.path(lead)).body
            #expect(page.contains("son lien reste valable"))
            #expect(
                try await conversion.convert(lead, ["access": conversion.world.userType.text]).status == 303)
            let guest = Client(conversion.admission.app)
            #expect(try await guest.get(link).status == 200)
            #expect(try await guest.post(link, ["password": OfficeDoor.password]).status == 303)
            let camille = try await conversion.signedIn()
            #expect(try await camille.get("/p/clients/invoices").status == 200)
        }
    }

    @Test func anotherPortalInvitesAnew() async throws {
        try await ConversionWorld.with { conversion in
            let (world, lead) = (conversion.world, try await conversion.lead())
            let (portal, type) = (world.ids.next(), world.ids.next())
            try await world.database.write { connection in
                let other = Portal(
                    id: portal, slug: "autre", name: "Autre", accent: "#1f6f54", openModules: ["invoices"])
                try Portals(connection).add(other, at: world.now)
                try Portals(connection).addUserType(
                    type, portal: portal, key: "subscriber", name: Phrase(same: "Abonnés"), mainModule: "contacts",
                    at: world.now)
            }
            let access = try await conversion.access(of: lead)
            _ = try await conversion.office.post("/admin/users/\(access.id.text)/link")
            let old = try await conversion.link()
            #expect(
                try await conversion.office.get(conversion.path(lead)).body.contains("une nouvelle invitation part"))
            #expect(try await conversion.convert(lead, ["access": type.text]).status == 303)
            let new = try await conversion.link()
            #expect(old.hasPrefix("/p/clients/") && new.hasPrefix("/p/autre/"))
            let guest = Client(conversion.admission.app)
            #expect(try await guest.get(old).status == 410)
            #expect(try await guest.get(new).status == 200)
        }
    }

    @Test(arguments: Engine.allCases) func aFullTypeStandsAgainstAllOfIt(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let small = try await conversion.admission.type("Abonnés", quota: 1)
            let taken = try await conversion.admission.contact("lea@atu.example")
            #expect(try await conversion.admission.create(taken, small, "lea.une").status == 303)
            let lead = try await conversion.lead()
            let access = try await conversion.access(of: lead)
            let before = try await conversion.count("contacts")
            let page = try await conversion.office.get(conversion.path(lead)).body
            #expect(page.contains("value=\"\(small.text)\" disabled") && page.contains("sont pris (1)."))
            let refused = try await conversion.convert(lead, ["access": small.text])
            #expect(refused.status == 422 && refused.body.contains("relevez la limite"))
            #expect(try await conversion.count("contacts") == before)
            let kept = try await conversion.access(access.id)
            #expect(kept.record == lead && kept.userType == conversion.type)
            #expect(try await conversion.record("leads", lead)["state"].text == "qualified")
        }
    }

    @Test func theDomainRuleAndAMissingChoiceAreSaid() async throws {
        try await ConversionWorld.with { conversion in
            try await conversion.admission.set(DomainPolicy(own: ["roy.example"]))
            let lead = try await conversion.lead()
            let access = try await conversion.access(of: lead)
            let type = conversion.world.userType.text
            let refused = try await conversion.convert(lead, ["access": type])
            #expect(refused.status == 422 && refused.body.contains("roy.example est un de nos domaines"))
            let open = try await conversion.convert(lead)
            #expect(open.status == 422 && open.body.contains("Choisissez ce que devient l’accès de Camille Roy."))
            let foreign = try await conversion.convert(lead, ["access": conversion.type.text])
            #expect(foreign.status == 422 && foreign.body.contains("Choisissez un type d’utilisateur."))
            let (ids, now) = (conversion.world.ids, conversion.world.now)
            try await conversion.world.database.write {
                try DomainRules($0).add(
                    "camille@roy.example", reason: "Cliente", id: ids.next(), by: .system("test"), at: now)
            }
            let homeless = try await conversion.convert(lead, ["access": type, "account": "none"])
            #expect(homeless.status == 422 && homeless.body.contains("rattaché à un tiers"))
            #expect(try await conversion.convert(lead, ["access": type]).status == 303)
            #expect(try await conversion.access(access.id).module == "contacts")
        }
    }

    @Test(arguments: Engine.allCases) func aContactHasOneAccess(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let world = conversion.world
            let address = try #require(try await conversion.record("contacts", world.atu.contact)["email"].text)
            let lead = try await conversion.lead(address)
            let access = try await conversion.access(of: lead)
            let camille = try await conversion.person(access)
            let fields = ["contact": world.atu.contact.text, "known": world.atu.contact.text]
            let page = try await conversion.office.get(conversion.path(lead)).body
            #expect(page.contains("a un compte utilisateur") && page.contains("value=\"new\" checked"))
            let refused = try await conversion.convert(lead, fields.merging(["access": world.userType.text]) { $1 })
            #expect(refused.status == 422 && refused.body.contains("a déjà un compte utilisateur (atu.lenobli)"))
            #expect(try await conversion.contact(of: lead) == nil)
            let closed = try await conversion.convert(lead, fields.merging(["access": "close"]) { $1 })
            #expect(closed.status == 303)
            #expect(try await conversion.contact(of: lead) == world.atu.contact)
            let kept = try await conversion.access(access.id)
            #expect(kept.state == .deactivated && kept.record == lead)
            #expect(try await camille.get("/p/clients").status == 303)
            #expect(try await conversion.verbs("accesses", access.id).contains("access.disabled"))
        }
    }

    @Test(arguments: Engine.allCases) func itChangesAnAccessOnlyForWhoManagesUsers(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let (world, app) = (conversion.world, conversion.admission.app)
            let claire = try await OfficeDoor.client(world.claire, world, app)
            try await world.database.write { try People($0).setPowers([], of: world.claire) }
            let (plain, held) = (try await conversion.lead("x@roy.example"), try await conversion.lead())
            let access = try await conversion.access(of: held)
            let page = try await claire.get(conversion.path(held))
            #expect(page.status == 200 && page.body.contains("qui gère les utilisateurs"))
            #expect(!page.body.contains("camille.roy") && !page.body.contains("name=\"account\""))
            let refused = try await conversion.convert(held, by: claire, ["access": world.userType.text])
            #expect(refused.status == 403)
            #expect(try await conversion.access(access.id).record == held)
            #expect(try await conversion.convert(plain, by: claire).status == 303)
            #expect(try await claire.get("/admin/leads/\(world.ids.next().text)/convert").status == 404)
            let atu = try await OfficeDoor.atu(world, app)
            for client in [atu, Client(app)] {
                #expect(try await client.get(conversion.path(held)).status == 303)
                #expect(try await conversion.convert(held, by: client).status == 303)
            }
            #expect(try await conversion.contact(of: held) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func whatThePersonAskedForFollows(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let world = conversion.world
            let lead = try await conversion.lead()
            let access = try await conversion.access(of: lead)
            // What somebody else asked for, and what the same person asked for another account, stay as they are.
            let (own, other, elsewhere) = (
                world.atu["tickets"][0], world.secret["tickets"][0], world.supplier["tickets"][0]
            )
            try await world.database.write { connection in
                let theirs: SQL = "\"author_kind\" = 'external', \"author_id\" = \(access.person)"
                try connection.run("UPDATE \"tickets\" SET \"contact_id\" = NULL")
                try connection.run(
                    "UPDATE \"tickets\" SET \(theirs), \"account_id\" = \(access.account) WHERE \"id\" = \(own)")
                try connection.run("UPDATE \"tickets\" SET \(theirs) WHERE \"id\" = \(elsewhere)")
            }
            #expect(try await conversion.convert(lead, ["access": world.userType.text]).status == 303)
            let contact = try await conversion.contact(of: lead)
            #expect(try await conversion.record("tickets", own)["contact_id"].id == contact)
            for id in [other, elsewhere] {
                let record = try await conversion.record("tickets", id)
                #expect(record["contact_id"].isNull)
            }
        }
    }

    @Test func aShutAccessStaysShut() async throws {
        try await ConversionWorld.with { conversion in
            let world = conversion.world
            let lead = try await conversion.lead()
            let access = try await conversion.access(of: lead)
            try await world.database.write { try Accesses($0).setState(.deactivated, of: access.id) }
            #expect(try await conversion.convert(lead, ["access": world.userType.text]).status == 303)
            let moved = try await conversion.access(access.id)
            #expect(moved.state == .deactivated && moved.permissions == .all)
        }
    }

    @Test func aConvertedLeadIsNotInvited() async throws {
        try await ConversionWorld.with { conversion in
            let world = conversion.world
            let (done, open) = (try await conversion.lead("x@roy.example"), try await conversion.lead())
            #expect(try await conversion.convert(done).status == 303)
            let type = conversion.type
            let forecast = try await world.database.read { connection in
                let kind = try #require(try Portals(connection).userType(type))
                return try InvitationForecast.make(
                    [done, open], kind, .leads, inviter: world.staff, joins: false, Records(connection, world.catalog))
            }
            #expect(forecast.refused == [.converted: [done]] && forecast.ready == 1)
            let card = try await conversion.office.get("/admin/leads/\(done.text)").body
            #expect(!card.contains("Inviter au portail"))
            #expect(try await conversion.office.get("/admin/leads/\(open.text)").body.contains("Inviter au portail"))
        }
    }
}
