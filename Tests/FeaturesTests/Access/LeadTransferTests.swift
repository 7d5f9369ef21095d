import Core
import Store
import TestSupport
import Testing

@testable import Features

/// Prospects who are converted by a change of type, many at once: nothing is guessed, and a failure leaves nothing.
@Suite struct LeadTransferTests {
    @Test(arguments: Engine.allCases) func eachIsConvertedOrLeftWithItsReason(_ engine: Engine) async throws {
        try await ConversionWorld.with(engine) { conversion in
            let world = conversion.world
            let one = try await conversion.lead()
            let access = try await conversion.access(of: one)
            let held = try await conversion.lead("x@roy.example", ["company": .text("Secret SA")])
            let other = try await conversion.access(of: held, "x@roy.example", as: "camille.deux")
            let page = try await conversion.office.post(
                "/admin/users/bulk", ["action": "transfer", "access": access.id.text])
            #expect(page.body.contains("est converti en contact"))
            try await transfer([access.id, other.id], world.userType, conversion, "1 accès transféré, 1 échec")
            let contact = try #require(try await conversion.contact(of: one))
            let moved = try await conversion.access(access.id)
            #expect(moved.record == contact && moved.module == "contacts" && moved.userType == world.userType)
            let account = try await conversion.record("accounts", try #require(moved.account))
            #expect(account.title == "Roy Conseil")
            // An account of the company's name is not opened by that name.
            #expect(try await conversion.contact(of: held) == nil)
            #expect(try await conversion.access(other.id).record == held)
            let card = try await conversion.convert(
                held, ["account": world.secret.account.text, "access": world.userType.text])
            #expect(card.status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func whatIsMandatoryIsAskedForAndNothingIsHalfDone(_ engine: Engine) async throws
    {
        try await ConversionWorld.with(engine) { conversion in
            let world = conversion.world
            let (ids, author) = (world.ids, Author(kind: .staff, id: world.administrator, name: "Alice Moreau"))
            try await world.database.write { connection in
                let change = ModuleChange(connection, builtIn: .builtIn, ids: ids, by: author, at: world.now)
                var definition = ModuleDefinition()
                definition.changes["position"] = FieldChange(isRequired: true)
                try change.save(definition, of: "contacts", version: 0, verb: "field.changed")
            }
            try await conversion.admission.app.refresh()
            let lead = try await conversion.lead()
            let access = try await conversion.access(of: lead)
            let before = (try await conversion.count("contacts"), try await conversion.count("accounts"))
            let wish = ["account": "new", "account_name": "Roy Conseil", "access": world.userType.text]
            let refused = try await conversion.convert(lead, wish)
            #expect(refused.status == 422 && refused.body.contains("Poste / fonction. Complétez le prospect"))
            try await transfer([access.id], world.userType, conversion, "0 accès transféré, 1 échec")
            #expect(try await conversion.count("contacts") == before.0)
            #expect(try await conversion.count("accounts") == before.1, "the account went with the contact")
            let version = try await conversion.version(lead)
            try await world.write("leads", as: world.staff) {
                try $0.update(lead, version: version, ["position": .text("Gérante")], at: world.now)
            }
            try await transfer([access.id], world.userType, conversion, "1 accès transféré, aucun échec")
            let contact = try #require(try await conversion.contact(of: lead))
            #expect(try await conversion.record("contacts", contact)["position"].text == "Gérante")
        }
    }

    private func transfer(
        _ accesses: [RecordID], _ type: RecordID, _ conversion: ConversionWorld, _ end: String
    ) async throws {
        let form = "action=transfer&agreed=1&type=\(type.text)" + accesses.map { "&access=" + $0.text }.joined()
        let started = try await conversion.office.send("POST", "/admin/users/bulk/start", form)
        let job = try #require(started.location)
        let worker = BulkWorker(app: conversion.admission.app, logger: RecordedLog().logger)
        while try await worker.step() {}
        let page = try await conversion.office.get(job)
        #expect(page.body.contains(end), "\(page.body)")
    }
}
