import Core
import Store
import TestSupport
import Testing

/// A record in the bin is gone for everybody, until staff take it out again.
@Suite struct BinTests {
    @Test(arguments: Engine.allCases) func aDeletedRecordIsGoneAndComesBack(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let invoice = world.atu["invoices"][1]
            #expect(try await presence(invoice, world) == [true, true, false])
            try await world.write("invoices", as: world.staff) { try $0.delete(invoice, at: TestClock.start) }
            #expect(try await presence(invoice, world) == [false, false, true])
            let again = try await refusal {
                try await world.write("invoices", as: world.staff) { try $0.delete(invoice, at: TestClock.start) }
            }
            #expect(again == .notFound)
            try await world.write("invoices", as: world.staff) { try $0.restore(invoice, at: TestClock.start) }
            #expect(try await presence(invoice, world) == [true, true, false])
            let twice = try await refusal {
                try await world.write("invoices", as: world.staff) { try $0.restore(invoice, at: TestClock.start) }
            }
            #expect(twice == .notFound)
        }
    }

    @Test(arguments: Engine.allCases) func whatIsInTheBinCannotBeChanged(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let contact = world.atu.contact
            try await world.write("contacts", as: world.staff) { try $0.delete(contact, at: TestClock.start) }
            for viewer in [world.staff, world.buyer] {
                let refused = try await refusal {
                    try await world.write("contacts", as: viewer) {
                        try $0.update(contact, version: 2, ["town": .text("Lyon")], at: TestClock.start)
                    }
                }
                #expect(refused == .notFound)
            }
        }
    }

    @Test(arguments: Engine.allCases) func onlyStaffRestore(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let ticket = world.atu["tickets"][0]
            try await world.write("tickets", as: world.staff) { try $0.delete(ticket, at: TestClock.start) }
            let refused = try await refusal {
                try await world.write("tickets", as: Generous.viewer(world)) {
                    try $0.restore(ticket, at: TestClock.start)
                }
            }
            #expect(refused == .notFound)
        }
    }

    @Test(arguments: Engine.allCases) func theBinShowsTheNewestFirstWithItsName(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            for id in world.atu["invoices"] + [world.secret["invoices"][0]] {
                world.clock.advance(by: .minutes(1))
                let now = world.now
                try await world.write("invoices", as: world.staff) { try $0.delete(id, at: now) }
            }
            let titles = try await world.read("invoices", as: world.staff) { try $0.bin(limit: 3).map(\.title) }
            #expect(titles == ["SECRET-0001", "ATU-0003", "ATU-0002"])
            let contacts = try await world.write("contacts", as: world.staff) { contacts in
                try contacts.delete(world.atu.contact, at: TestClock.start)
                return try contacts.bin(limit: 9).map(\.title)
            }
            #expect(contacts == ["Atu Lenobli"])
        }
    }

    /// Not even with every right on records of their own.
    @Test(arguments: Engine.allCases) func theBinIsEmptyForPeopleOutside(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let ticket = world.atu["tickets"][0]
            try await world.write("tickets", as: world.staff) { try $0.delete(ticket, at: TestClock.start) }
            for viewer in [world.buyer, Generous.viewer(world)] {
                let seen = try await world.read("tickets", as: viewer) { tickets in
                    (try tickets.bin(limit: 9).count, try tickets.find(ticket, inBin: true) != nil)
                }
                #expect(seen == (0, false))
            }
            let staff = try await world.read("tickets", as: world.staff) { try $0.bin(limit: 9).map(\.id) }
            #expect(staff == [ticket])
        }
    }

    /// A member of staff from whom the names are kept sees that something is there.
    @Test(arguments: Engine.allCases) func theBinShowsNoHiddenField(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let contact = world.atu.contact
            try await world.write("contacts", as: world.staff) { try $0.delete(contact, at: TestClock.start) }
            var grant = Grant(see: .everyone)
            grant.fields = ["last_name": .read]
            let viewer = Viewer(staff: world.bruno, name: "Bruno Petit", grants: Grants(["contacts": grant]))
            let names = try await world.read("contacts", as: viewer) { try $0.bin(limit: 9).map(\.title) }
            #expect(names == ["Lenobli"])
        }
    }

    /// Found by its id, in the list, and in the bin.
    private func presence(_ id: RecordID, _ world: World) async throws -> [Bool] {
        try await world.read("invoices", as: world.staff) { invoices in
            var query = Query(sort: Sort("date"))
            query.search = "ATU"
            let bin = try invoices.bin(limit: 10)
            return [
                try invoices.find(id) != nil, try invoices.list(query).records.contains { $0.id == id },
                bin.contains { $0.id == id },
            ]
        }
    }
}
