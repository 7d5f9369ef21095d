import Core
import Store
import TestSupport
import Testing

/// The same content under the same name, attached a second time.
@Suite struct FileAgainTests {
    @Test(arguments: Engine.allCases) func whatWasTakenAwayComesBackAsANewFile(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let first = try await attach(isPrivate: false, world, as: world.buyer)
            try await detach(first, world)
            world.clock.advance(by: .hours(1))
            let second = try await attach(isPrivate: true, world, as: world.staff)
            #expect(try await files(world, as: world.buyer).isEmpty)
            let file = try #require(try await files(world, as: world.staff).first)
            #expect(
                file.id == second && file.isPrivate && file.author == "Claire Martin" && file.createdAt == world.now)
            // An address of the one that was taken away stays dead.
            let old = try await world.database.read {
                try Records($0, world.catalog).file(first, for: world.staff) == nil
            }
            #expect(old)
        }
    }

    @Test(arguments: Engine.allCases) func aPrivateFileIsSharedWhenItIsAttachedAsShared(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let first = try await attach(isPrivate: true, world, as: world.staff)
            #expect(try await files(world, as: world.buyer).isEmpty)
            _ = try await attach(isPrivate: false, world, as: world.buyer)
            #expect(try await files(world, as: world.buyer).map(\.id) == [first])
        }
    }

    /// Such as a mail that staff send with a document the customer has.
    @Test(arguments: Engine.allCases) func aSharedFileIsNotHiddenByBeingAttachedPrivately(_ engine: Engine) async throws
    {
        try await engine.withWorld { world in
            let first = try await attach(isPrivate: false, world, as: world.staff)
            _ = try await attach(isPrivate: true, world, as: world.staff)
            #expect(try await files(world, as: world.buyer).map(\.id) == [first])
        }
    }

    /// What staff decided about a file outlives the next import.
    @Test(arguments: Engine.allCases) func anImportLeavesFilesAsStaffLeftThem(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let kept = try await attach(isPrivate: true, world, as: world.staff)
            try await importFile(world)
            #expect(try await files(world, as: world.staff).map(\.isPrivate) == [true])
            try await detach(kept, world)
            try await importFile(world)
            #expect(try await files(world, as: world.staff).isEmpty)
        }
    }

    private func attach(isPrivate: Bool, _ world: World, as viewer: Viewer) async throws -> RecordID {
        let (id, ticket, now) = (world.ids.next(), world.atu["tickets"][0], world.now)
        try await world.write("tickets", as: viewer) { tickets in
            guard let record = try tickets.find(ticket) else { throw Stop() }
            try tickets.attach(
                id, to: record, name: "photo.jpg", type: "image/jpeg", size: 3, hash: "abc", isPrivate: isPrivate,
                by: Author(viewer), at: now)
        }
        return id
    }

    private func detach(_ id: RecordID, _ world: World) async throws {
        let ticket = world.atu["tickets"][0]
        try await world.write("tickets", as: world.staff) { tickets in
            guard let record = try tickets.find(ticket), try tickets.detach(id, from: record, at: TestClock.start)
            else {
                throw Stop()
            }
        }
    }

    private func importFile(_ world: World) async throws {
        let file = IncomingFile(name: "photo.jpg", type: "image/jpeg", bytes: [1, 2, 3])
        let subject = Journal.Subject("tickets", world.atu["tickets"][0])
        let (catalog, ids, now) = (world.catalog, world.ids, world.now)
        try await world.database.write { connection in
            try Arrivals(connection, catalog, source: "world", ids: ids, at: now).attach(file, hash: "abc", to: subject)
        }
    }

    private func files(_ world: World, as viewer: Viewer) async throws -> [StoredFile] {
        let ticket = world.atu["tickets"][0]
        return try await world.read("tickets", as: viewer) { tickets in
            try tickets.find(ticket).map { try tickets.files(of: $0) } ?? []
        }
    }
}
