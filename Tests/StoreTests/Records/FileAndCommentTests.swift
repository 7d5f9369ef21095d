import Core
import Store
import TestSupport
import Testing

/// Files and messages follow the record they are on, and private ones stay inside.
@Suite struct FileAndCommentTests {
    @Test(arguments: Engine.allCases) func privateFilesStayInside(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let files = try await attach(
                ["facture.pdf": false, "marge.xlsx": true], to: world.atu["invoices"][0], world, as: world.staff)
            #expect(try await names(of: world.atu["invoices"][0], world, as: world.buyer) == ["facture.pdf"])
            #expect(
                try await names(of: world.atu["invoices"][0], world, as: world.staff) == ["facture.pdf", "marge.xlsx"])
            for (viewer, expected) in [
                (world.buyer, [true, false]), (world.staff, [true, true]),
                (world.viewer(of: world.secret), [false, false]),
            ] {
                let seen = try await world.database.read { connection in
                    try ["facture.pdf", "marge.xlsx"].map { name in
                        try files[name].flatMap { try Records(connection, world.catalog).file($0, for: viewer) } != nil
                    }
                }
                #expect(seen == expected)
            }
        }
    }

    @Test(arguments: Engine.allCases) func aFileFollowsItsRecord(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let invoice = world.atu["invoices"][0]
            let files = try await attach(["facture.pdf": false], to: invoice, world, as: world.staff)
            let file = try #require(files["facture.pdf"])
            try await world.write("invoices", as: world.staff) { try $0.delete(invoice, at: TestClock.start) }
            for viewer in [world.buyer, world.staff] {
                let found = try await world.database.read {
                    try Records($0, world.catalog).file(file, for: viewer) != nil
                }
                #expect(!found)
            }
        }
    }

    @Test(arguments: Engine.allCases) func aFileFromOutsideIsNeverPrivate(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let ticket = world.atu["tickets"][0]
            let files = try await attach(["photo.jpg": true], to: ticket, world, module: "tickets", as: world.buyer)
            #expect(try await names(of: ticket, world, module: "tickets", as: world.buyer) == ["photo.jpg"])
            let file = try #require(files["photo.jpg"])
            let detached = try await [world.buyer, world.staff, world.staff].asyncMap { viewer in
                try await world.write("tickets", as: viewer) { tickets in
                    guard let record = try tickets.find(ticket) else { return false }
                    return try tickets.detach(file, from: record, at: TestClock.start)
                }
            }
            #expect(detached == [false, true, false])
            #expect(try await names(of: ticket, world, module: "tickets", as: world.staff) == [])
        }
    }

    @Test(arguments: Engine.allCases) func theSameFileIsAttachedOnce(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let invoice = world.atu["invoices"][0]
            for _ in 1...2 { _ = try await attach(["facture.pdf": false], to: invoice, world, as: world.staff) }
            #expect(try await names(of: invoice, world, as: world.buyer) == ["facture.pdf"])
            let marked = try await world.read("invoices", as: world.buyer) { invoices in
                try invoices.firstFiles(of: try invoices.list(Query(sort: Sort("date"))).records).keys.map(\.self)
            }
            #expect(marked == [invoice])
        }
    }

    /// Neither the page nor the list nor the address of a file gives what the right on files or on the unit price takes away.
    @Test(arguments: Engine.allCases) func filesFollowTheirRightAndThePrices(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let invoice = world.atu["invoices"][0]
            var granted = Preset.customer(world.catalog)
            granted["invoices"]?.files = .edit
            let attaching = world.viewer(of: world.atu, granted)
            let company = try await attach(["facture.pdf": false], to: invoice, world, as: world.staff)
            let own = try await attach(["bon.pdf": false], to: invoice, world, as: attaching)
            let ids = [try #require(company["facture.pdf"]), try #require(own["bon.pdf"])]
            func opened(_ viewer: Viewer) async throws -> [Bool] {
                try await world.database.read { connection in
                    try ids.map { try Records(connection, world.catalog).file($0, for: viewer) != nil }
                }
            }
            func listed(_ viewer: Viewer) async throws -> [String] {
                try await world.read("invoices", as: viewer) { invoices in
                    try invoices.firstFiles(of: try invoices.list(Query(sort: Sort("date"))).records).values.map(\.name)
                }
            }
            func counted(_ viewer: Viewer) async throws -> Int? {
                try await world.read("invoices", as: viewer) { invoices in
                    try invoices.find(invoice).map { try invoices.tally(of: $0).files }
                }
            }
            #expect(try await opened(attaching) == [true, true])
            #expect(try await counted(attaching) == 2)
            #expect(try await listed(attaching) == ["facture.pdf"])
            granted["invoices"]?.fields["lines.unit_price"] = .hidden
            let unpriced = world.viewer(of: world.atu, granted)
            #expect(try await names(of: invoice, world, as: unpriced) == ["bon.pdf"])
            #expect(try await opened(unpriced) == [false, true])
            #expect(try await listed(unpriced) == ["bon.pdf"])
            #expect(try await counted(unpriced) == 1)
            granted["invoices"]?.files = .hidden
            let without = world.viewer(of: world.atu, granted)
            #expect(try await names(of: invoice, world, as: without) == [])
            #expect(try await opened(without) == [false, false])
            #expect(try await listed(without) == [])
            #expect(try await counted(without) == 0)
        }
    }

    @Test(arguments: Engine.allCases) func privateNotesStayInside(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let ticket = world.atu["tickets"][0]
            #expect(try await comments(on: ticket, world, as: world.buyer) == ["ATU réponse"])
            #expect(try await comments(on: ticket, world, as: world.staff) == ["ATU réponse", "ATU note interne"])
            let ids = world.ids
            // Asking for privacy from outside changes nothing.
            for (viewer, text) in [(world.buyer, "Merci"), (world.staff, "Client agacé")] {
                try await world.write("tickets", as: viewer) { tickets in
                    guard let record = try tickets.find(ticket) else { throw Stop() }
                    try tickets.comment(
                        ids.next(), on: record, text, isPrivate: true, by: Author(viewer),
                        at: TestClock.start + .minutes(1))
                }
            }
            #expect(try await comments(on: ticket, world, as: world.buyer) == ["ATU réponse", "Merci"])
            #expect(try await comments(on: ticket, world, as: world.staff).last == "Client agacé")
        }
    }

    private func attach(
        _ files: [String: Bool], to id: RecordID, _ world: World, module: String = "invoices", as viewer: Viewer
    ) async throws -> [String: RecordID] {
        let ids = world.ids
        return try await world.write(module, as: viewer) { seen in
            guard let record = try seen.find(id) else { throw Stop() }
            var made: [String: RecordID] = [:]
            for (name, isPrivate) in files.sorted(by: { $0.key < $1.key }) {
                let file = ids.next()
                made[name] = file
                try seen.attach(
                    file, to: record, name: name, type: "application/pdf", size: 9, hash: "abc", isPrivate: isPrivate,
                    by: Author(viewer), at: TestClock.start)
            }
            return made
        }
    }

    private func names(of id: RecordID, _ world: World, module: String = "invoices", as viewer: Viewer) async throws
        -> [String]
    {
        try await world.read(module, as: viewer) { seen in
            try seen.find(id).map { try seen.files(of: $0).map(\.name) } ?? []
        }
    }

    private func comments(on id: RecordID, _ world: World, as viewer: Viewer) async throws -> [String] {
        try await world.read("tickets", as: viewer) { tickets in
            try tickets.find(id).map { try tickets.comments(on: $0).map(\.body) } ?? []
        }
    }
}

extension Array where Element: Sendable {
    /// One after another.
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
        var result: [T] = []
        for element in self { result.append(try await transform(element)) }
        return result
    }
}
