import Core
import HTML
import Store
import TestSupport
import Testing
import Web

@testable import Features

/// Somebody who may not see what a list is sorted by still gets from page to page, by addresses as a browser follows them.
struct HiddenSortTests {
    @Test(arguments: Engine.allCases) func everyRowComesOnceForwardAndBack(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            var grant = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
            grant.fields = ["ref": .read, "state": .read]
            let viewer = world.viewer(of: world.atu, ["invoices": grant])
            let newest = Array(world.atu["invoices"].sorted().reversed())
            var address = "/x", seen: [RecordID] = []
            for _ in newest {
                let (request, page) = try await open(address, world, as: viewer)
                #expect(page.records.count == 1)
                seen += page.records.map(\.id)
                address = page.next.map { request.address("/x", position: $0) } ?? ""
            }
            #expect(seen == newest && address == "")
            address = try await previous(newest.last, world, viewer)
            for id in newest.dropLast().reversed() {
                let (request, page) = try await open(address, world, as: viewer)
                #expect(page.records.map(\.id) == [id])
                address = page.previous.map { request.address("/x", position: $0) } ?? ""
            }
            #expect(address == "")
        }
    }

    /// A key of another order is no key here.
    @Test func keysOfTheHiddenOrderAreLeftOut() throws {
        var grant = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
        grant.fields = ["ref": .read]
        let viewer = Viewer(
            access: RecordID(2), person: RecordID(3), name: "Atu Lenobli", grants: Grants(["invoices": grant]),
            anchor: RecordID(4), account: RecordID(5))
        let dated = Position.Key(value: .text("2026-11-01"), id: RecordID(77))
        let made = Position.Key(value: .int(77), id: RecordID(77))
        for (key, expected) in [(dated, Position.first), (made, .after(made))] {
            let form = Form(query: "after=" + Cursor.text(key))
            #expect(ListRequest(form, .invoices, for: viewer).position == expected)
        }
    }

    private func previous(_ last: RecordID?, _ world: World, _ viewer: Viewer) async throws -> String {
        let key = try #require(last)
        let request = ListRequest(Form([]), try world.module("invoices"), for: viewer)
        return request.address("/x", position: .before(Position.Key(value: .id(key), id: key)))
    }

    private func open(_ address: String, _ world: World, as viewer: Viewer) async throws -> (ListRequest, RecordPage) {
        let query = address.split(separator: "?").dropFirst().first ?? ""
        let request = ListRequest(Form(query: query), try world.module("invoices"), for: viewer)
        let today = world.clock.today
        let page = try await world.read("invoices", as: viewer) { seen in
            var query = request.query(today: today)
            query.limit = 1
            return try seen.list(query)
        }
        return (request, page)
    }
}
