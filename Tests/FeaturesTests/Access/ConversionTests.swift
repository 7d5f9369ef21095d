import Core
import Store
import TestSupport
import Testing

@testable import Features

/// A prospect becomes a contact: what goes over, what is told, and what stands against it.
@Suite struct ConversionTests {
    @Test(arguments: Engine.allCases) func aLeadWithoutAccessBecomesAContactOfANewAccount(_ engine: Engine) async throws
    {
        try await ConversionWorld.with(engine) { conversion in
            let lead = try await conversion.lead()
            let card = "/admin/leads/\(lead.text)"
            #expect(try await conversion.office.get(card).body.contains("Convertir en contact"))
            let page = try await conversion.office.get(conversion.path(lead))
            #expect(page.status == 200 && page.body.contains("value=\"Roy Conseil\"") && page.body.contains("Nantes"))
            #expect(!page.body.contains("name=\"access\"") && !page.body.contains("name=\"contact\""))
            let made = try await conversion.convert(lead, ["account": "new", "account_name": "Roy Conseil"])
            let contact = try #require(try await conversion.contact(of: lead))
            #expect(made.location == "/admin/contacts/\(contact.text)?done=leadConverted")
            let record = try await conversion.record("contacts", contact)
            #expect(record.title == "Camille Roy" && record["email"].text == "camille@roy.example")
            #expect(record["phone_mobile"].text == "+33 6 99 00 00 07" && record["state"].text == "open")
            let account = try await conversion.record("accounts", try #require(record["account_id"].id))
            #expect(account.title == "Roy Conseil" && account["kind"].text == "prospect")
            #expect(account["town"].text == "Nantes")
            #expect(try await conversion.record("leads", lead)["state"].text == "converted")
            #expect(try await conversion.verbs("leads", lead).contains("lead.converted"))
            let told = try await conversion.verbs("contacts", contact)
            #expect(told.contains("lead.converted") && told.contains("contact.created"))
            let after = try await conversion.office.get(card).body
            #expect(after.contains("Converti en <a href=\"/admin/contacts/\(contact.text)\">Camille Roy</a>"))
            #expect(!after.contains("Convertir en contact"))
            let events = try await conversion.office.get(card + "?tab=events").body
            #expect(events.contains("Prospect converti en contact"))
        }
    }

    @Test(arguments: Engine.allCases) func twoWhoConvertAtOnceMakeOneContact(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let lead = try await conversion.lead()
            let before = try await conversion.count("contacts")
            let version = String(try await conversion.version(lead))
            let other = try conversion.world.app()
            let (apps, cookies) = ([conversion.admission.app, other], conversion.office.cookies)
            let fields = ["version": version, "account": conversion.world.atu.account.text]
            let path = conversion.path(lead)
            let answers = try await withThrowingTaskGroup(of: Client.Answer.self) { group in
                for app in apps + apps {
                    group.addTask {
                        let client = Client(app)
                        client.keep(cookies)
                        return try await client.post(path, fields)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 303 } == 1 && answers.count { $0.status == 409 } == 3)
            let contact = try #require(try await conversion.contact(of: lead))
            for late in answers where late.status == 409 {
                #expect(late.body.contains("Converti en <a href=\"/admin/contacts/\(contact.text)\""))
            }
            #expect(try await conversion.count("contacts") == before + 1)
            let again = try await conversion.office.get(path)
            #expect(again.status == 200 && again.body.contains("Ce prospect est déjà converti"))
            #expect(again.body.contains("/admin/contacts/\(contact.text)"))
            #expect(!again.body.contains("<form class=\"form\""))
        }
    }

    @Test(arguments: Engine.allCases) func aContactWithTheSameAddressIsCompleted(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let path = try await conversion.admission.contact("camille@roy.example")
            let known = try #require(RecordID(text: path.suffix(13)))
            let lead = try await conversion.lead(
                "Camille@roy.example", ["no_mailing": .bool(true), "review": .text("awaiting_review")])
            let page = try await conversion.office.get(conversion.path(lead)).body
            #expect(page.contains("Compléter le contact") && page.contains("value=\"\(known.text)\" checked"))
            let unseen = try await conversion.convert(lead, ["contact": "new"])
            #expect(unseen.status == 409 && unseen.body.contains("ont changé depuis l’ouverture"))
            let before = try await conversion.count("contacts")
            let made = try await conversion.convert(
                lead, ["contact": known.text, "known": known.text, "account": "none"])
            #expect(made.location == path + "?done=leadConverted")
            let contact = try await conversion.record("contacts", known)
            #expect(contact.title == "Léa Nouveau0" && contact["town"].text == "Nantes")
            #expect(contact["account_id"].id == conversion.world.atu.account && contact["no_mailing"].bool)
            #expect(contact["review"].isNull)
            #expect(try await conversion.count("contacts") == before)
            #expect(try await conversion.verbs("contacts", known).contains("record.updated"))
        }
    }

    @Test func aPresetShowsLeadsTheirOwnRecordAndContactsNone() {
        let grants = Preset.customer.grants(.builtIn, main: "leads")
        #expect(grants["leads"]?.see == .through(Scope.Path([], to: .anchor)))
        #expect(grants["invoices"]?.see == .through(Scope.Path(["account_id"], to: .account)))
        #expect(Preset.nothing.grants(.builtIn, main: "leads").isEmpty)
        #expect(Preset.customer.grants(.builtIn, main: "contacts")["leads"] == nil)
    }

    @Test func anotherContactMayBeMadeAllTheSame() async throws {
        try await ConversionWorld.with { conversion in
            let path = try await conversion.admission.contact("camille@roy.example")
            let known = String(path.suffix(13))
            let lead = try await conversion.lead()
            let made = try await conversion.convert(lead, ["contact": "new", "known": known])
            #expect(made.status == 303 && made.location?.contains(known) == false)
        }
    }

    @Test func whatIsMissingIsSaidBesideIt() async throws {
        try await ConversionWorld.with { conversion in
            let lead = try await conversion.lead()
            let before = try await conversion.count("contacts")
            let nameless = try await conversion.convert(lead, ["account": "new", "account_name": " "])
            #expect(nameless.status == 422 && nameless.body.contains("Écrivez le nom du nouveau tiers."))
            let nothing = try await conversion.convert(lead, ["account": ""])
            #expect(nothing.status == 422 && nothing.body.contains("Choisissez un tiers."))
            let unknown = try await conversion.convert(lead, ["account": conversion.world.ids.next().text])
            #expect(unknown.status == 422)
            let foreign = try await conversion.convert(lead, ["contact": conversion.world.atu.contact.text])
            #expect(foreign.status == 422 && foreign.body.contains("Ce contact n’existe plus"))
            #expect(try await conversion.office.post(conversion.path(lead), ["account": "none"]).status == 400)
            #expect(try await conversion.count("contacts") == before)
            let found = try await conversion.office.get(conversion.path(lead) + "?q=Secret").body
            #expect(found.contains("Secret SA") && found.contains("trouvé par la recherche"))
            let account = conversion.world.atu.account.text
            let kept = try await conversion.office.get(
                conversion.path(lead) + "?q=Secret&version=1&account=\(account)&account_name=Chez+Roy")
            #expect(kept.body.contains("value=\"\(account)\" checked") && kept.body.contains("value=\"Chez Roy\""))
            #expect(try await conversion.convert(lead, ["account": "none"]).status == 303)
        }
    }

    @Test func aLeadThatChangedMeanwhileIsLookedAtAgain() async throws {
        try await ConversionWorld.with { conversion in
            let lead = try await conversion.lead()
            let version = try await conversion.version(lead)
            let now = conversion.world.now
            try await conversion.world.write("leads", as: conversion.world.staff) {
                try $0.update(lead, version: version, ["town": .text("Brest")], at: now)
            }
            let stale = try await conversion.convert(lead, ["version": String(version)])
            #expect(stale.status == 409 && stale.body.contains("Brest") && stale.body.contains("Vérifiez"))
            #expect(try await conversion.contact(of: lead) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func noFormSetsOrTakesBackAConversion(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let lead = try await conversion.lead()
            func edit(_ state: String) async throws -> Client.Answer {
                try await conversion.office.post(
                    "/admin/leads/\(lead.text)/edit",
                    ["last_name": "Roy", "state": state, "version": String(try await conversion.version(lead))])
            }
            let early = try await edit("converted")
            #expect(early.status == 422 && early.body.contains("Convertir en contact"))
            let new = try await conversion.office.post(
                "/admin/leads/new", ["last_name": "Roy", "state": "converted"])
            #expect(new.status == 422)
            #expect(try await conversion.convert(lead).status == 303)
            let back = try await edit("lost")
            #expect(back.status == 422 && back.body.contains("Ce prospect est converti"))
            #expect(try await conversion.record("leads", lead)["state"].text == "converted")
        }
    }

    @Test(arguments: Engine.allCases) func noImportTakesAConversionBack(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let (ids, now) = (conversion.world.ids, conversion.world.now)
            func arrive(_ state: String, _ town: String) async throws -> RecordID {
                try await conversion.world.database.write { connection in
                    var record = IncomingRecord(module: "leads", externalID: "L1")
                    record.values = ["last_name": .text("Roy"), "state": .text(state), "town": .text(town)]
                    return try Arrivals(connection, .builtIn, source: "crm", ids: ids, at: now).store(record).id
                }
            }
            let lead = try await arrive("new", "Nantes")
            _ = try await arrive("qualified", "Nantes")
            #expect(try await conversion.record("leads", lead)["state"].text == "qualified")
            #expect(try await conversion.convert(lead).status == 303)
            #expect(try await arrive("lost", "Brest") == lead)
            let after = try await conversion.record("leads", lead)
            #expect(after["state"].text == "converted" && after["town"].text == "Brest")
        }
    }
}
