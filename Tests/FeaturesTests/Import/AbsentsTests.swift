import Core
import Features
import Foundation
import Store
import TestSupport
import Testing

/// What a full import no longer finds: listed, never taken away by itself, and brought back when the source has it again.
@Suite struct AbsentsTests {
    private func withdraw(_ id: RecordID, _ desk: ImportDesk) async throws -> ImportStanding {
        #expect(try await desk.app.database.write { try Absents($0).start(id) })
        return try await desk.done(id)
    }

    @Test(arguments: Engine.allCases) func theyAreListedWithdrawnAndComeBack(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            _ = try await desk.run(ImportDesk.products(1...12), "products", isFull: true)
            let partial = try await desk.run(ImportDesk.products(1...3), "products")
            #expect(partial.absents.isEmpty, "only a full import knows what is absent")
            let told = try await desk.run(ImportDesk.products(3...12), "products", isFull: true)
            #expect(told.absents["products"]?.listed == 2 && told.parts.first?.known == 12)
            #expect(!told.brake.isOn && told.brake.total == 2)
            #expect(try await desk.count("products", "\"source\" = 'csv' AND \"deleted_at\" IS NULL") == 12)
            let gone = try await withdraw(told.run.id, desk)
            #expect(gone.run.state == .done && gone.absents["products"] == tally(withdrawn: 2))
            #expect(try await desk.count("products", "\"source\" = 'csv' AND \"deleted_at\" IS NULL") == 10)
            #expect(try await desk.app.database.write { try Absents($0).start(told.run.id) }, "a second press")
            #expect(try await desk.done(told.run.id).absents["products"] == tally(withdrawn: 2))
            let back = try await desk.run(ImportDesk.products(2...12), "products", isFull: true)
            #expect(back.parts.first?.updated == 1 && back.parts.first?.inBin == 0)
            #expect(try await desk.count("products", "\"source\" = 'csv' AND \"deleted_at\" IS NULL") == 11)
        }
    }

    private func tally(withdrawn: Int) -> Absents.Tally {
        var tally = Absents.Tally()
        tally.withdrawn = withdrawn
        return tally
    }

    /// What staff deleted stays deleted, also when an import had withdrawn it before.
    @Test(arguments: Engine.allCases) func whatStaffDeletedStaysDeleted(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            _ = try await desk.run(ImportDesk.products(1...2), "products", isFull: true)
            let told = try await desk.run(ImportDesk.products(2...2), "products", isFull: true)
            _ = try await withdraw(told.run.id, desk)
            let now = world.now
            try await world.write("products", as: world.staff) { products in
                guard let id = try products.bin(limit: 9).first?.id else { return }
                try products.restore(id, at: now)
                try products.delete(id, at: now)
            }
            let back = try await desk.run(ImportDesk.products(1...2), "products", isFull: true)
            #expect(back.parts.first?.inBin == 1)
        }
    }

    @Test func theBrakeWantsMoreThanTwentyAndMoreThanFivePercent() {
        func brake(_ listed: Int, of known: Int) -> Bool {
            var (tally, part) = (Absents.Tally(), ImportPart("products"))
            (tally.listed, part.known) = (listed, known)
            return WithdrawalBrake(["products": tally], [part]).isOn
        }
        #expect(!brake(20, of: 20) && brake(21, of: 21))
        #expect(!brake(50, of: 1000) && brake(51, of: 1000))
    }

    /// Rows that cannot be told apart, or a module without rows, say nothing about what is absent.
    @Test(arguments: Engine.allCases) func nothingIsAbsentFromWhatCannotBeRead(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            let product = { (id: Int) in #"{"id":"\#(id)","ref":"D\#(id)","label":"L","type":"0","status":"1"}"# }
            let page = "products/page-000.json"
            _ = try await desk.done(try await desk.ask([page: "[\(product(1)),\(product(2))]"]))
            for content in ["[\(product(1)),{]", "[]", "[\(product(1))"] {
                let told = try await desk.done(try await desk.ask([page: content]))
                #expect(told.absents.isEmpty && told.summary.unsure == ["products"], "\(content)")
            }
            let gap = try await desk.done(
                try await desk.ask([page: "[\(product(1))]", "products/page-002.json": "[]"]))
            #expect(gap.absents.isEmpty && gap.notes[.refused]?.first?.reason.fr.contains("manque") == true)
            let single = try await desk.done(try await desk.ask(["products/by-id/1.json": product(1)]))
            #expect(single.absents.isEmpty)
            let whole = try await desk.done(try await desk.ask([page: "[\(product(1))]"]))
            #expect(whole.absents["products"]?.listed == 1)
        }
    }

    @Test(arguments: Engine.allCases) func whoSignsInIsNotTakenAway(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            _ = try await desk.run(
                "id,Nom,Tiers,state\n1,Un,CU-ATU,open\n2,Deux,CU-ATU,open\n", "contacts", isFull: true)
            _ = try await world.database.write { connection in
                try connection.run(
                    "UPDATE \"accesses\" SET \"record_id\" = (SELECT \"id\" FROM \"contacts\" WHERE \"source\" = 'csv' AND \"external_id\" = '1') WHERE \"id\" = \(world.secret.access)"
                )
            }
            let told = try await desk.run("id,Nom,Tiers,state\n3,Trois,CU-ATU,open\n", "contacts", isFull: true)
            #expect(told.absents["contacts"]?.listed == 2)
            let gone = try await withdraw(told.run.id, desk)
            #expect(gone.absents["contacts"]?.withdrawn == 1 && gone.absents["contacts"]?.kept == 1)
        }
    }
}
