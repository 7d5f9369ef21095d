import Core
import Store
import TestSupport
import Testing

/// What a second import of the same records does.
@Suite struct ArrivalTests {
    private static var ticket: IncomingRecord {
        var record = IncomingRecord(module: "tickets", externalID: "T-77")
        record.values = [
            "ref": .text("T-77"), "subject": .text("Panne"), "message": .text("Rien ne va"), "kind": .text("HELP"),
            "severity": .text("NORMAL"), "state": .text("needs_answer"), "opened_at": .instant(TestClock.start),
        ]
        record.references = ["account_id": "ATU-ACCOUNT"]
        record.comments = [comment(isPrivate: false)]
        record.files = [IncomingFile(name: "photo.jpg", type: "image/jpeg", bytes: [1, 2, 3])]
        return record
    }

    private static func comment(isPrivate: Bool, text: String = "Vu", isFromStaff: Bool = true) -> IncomingComment {
        IncomingComment(
            externalID: "C-77", author: "Claire Martin", isFromStaff: isFromStaff, isPrivate: isPrivate,
            at: TestClock.start, text: text)
    }

    /// One thing changed at the source, each in a way that leaves the rest alike.
    private static let changes: [@Sendable (inout IncomingRecord) -> Void] = [
        { $0.values["subject"] = .text("Pannes") },
        { $0.references["account_id"] = "SECRET-ACCOUNT" },
        { $0.comments = [comment(isPrivate: true)] },
        { $0.comments = [comment(isPrivate: false, text: "Vue")] },
        { $0.comments = [comment(isPrivate: false, isFromStaff: false)] },
        { $0.files = [IncomingFile(name: "photo.jpg", type: "image/jpeg", bytes: [1, 2, 4])] },
        { $0.files = [IncomingFile(name: "photos.jpg", type: "image/jpeg", bytes: [1, 2, 3])] },
        { $0.files = [IncomingFile(name: "photo.jpg", type: "image/png", bytes: [1, 2, 3])] },
        { $0.files = [] },
        { $0.lines["lines"] = [IncomingLine(values: ["label": .text("x")])] },
    ]

    @Test func theFingerprintCoversEverything() {
        let prints = Self.changes.map { change in
            var record = Self.ticket
            change(&record)
            return record.fingerprint
        }
        #expect(Set(prints + [Self.ticket.fingerprint]).count == Self.changes.count + 1)
        #expect(Self.ticket.fingerprint == Self.ticket.fingerprint)
    }

    /// A name and its value cannot trade letters.
    @Test func namesAndValuesDoNotRunTogether() {
        var (left, right) = (
            IncomingRecord(module: "tickets", externalID: "1"), IncomingRecord(module: "tickets", externalID: "1")
        )
        left.values = ["ab": .text("c")]
        right.values = ["a": .text("bc")]
        #expect(left.fingerprint != right.fingerprint)
    }

    /// A message that was made private at the source must not stay in the portal.
    @Test(arguments: Engine.allCases) func aMessageMadePrivateIsPrivateHere(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let id = try await store(Self.ticket, world).id
            #expect(try await messages(id, world, as: world.buyer) == ["Vu"])
            var changed = Self.ticket
            changed.comments = [Self.comment(isPrivate: true, text: "Vu, à relancer")]
            #expect(try await store(changed, world) == .updated(id))
            #expect(try await messages(id, world, as: world.buyer) == [])
            #expect(try await messages(id, world, as: world.staff) == ["Vu, à relancer"])
            #expect(try await store(changed, world) == .unchanged(id))
        }
    }

    /// Neither brought back nor written over: staff deleted it.
    @Test(arguments: Engine.allCases) func whatStaffDeletedStaysInTheBinAsItIs(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let id = try await store(Self.ticket, world).id
            try await world.write("tickets", as: world.staff) { try $0.delete(id, at: TestClock.start) }
            let before = try await world.database.read { try $0.rows("SELECT * FROM \"tickets\" WHERE \"id\" = \(id)") }
            var changed = Self.ticket
            changed.values["subject"] = .text("Autre chose")
            changed.comments = [Self.comment(isPrivate: false, text: "Autre chose")]
            for record in [Self.ticket, changed, changed] {
                #expect(try await store(record, world) == .leftInBin(id))
            }
            let after = try await world.database.read { try $0.rows("SELECT * FROM \"tickets\" WHERE \"id\" = \(id)") }
            #expect(before.map(\.values) == after.map(\.values))
            try await world.write("tickets", as: world.staff) { try $0.restore(id, at: TestClock.start) }
            #expect(try await messages(id, world, as: world.staff) == ["Vu"])
            // Once it is back, the next import brings what it missed.
            #expect(try await store(changed, world) == .updated(id))
            #expect(try await messages(id, world, as: world.staff) == ["Autre chose"])
        }
    }

    private func store(_ record: IncomingRecord, _ world: World) async throws -> Arrivals.Outcome {
        let (catalog, ids, now) = (world.catalog, world.ids, world.now)
        return try await world.database.write {
            try Arrivals($0, catalog, source: "world", ids: ids, at: now).store(record).outcome
        }
    }

    private func messages(_ id: RecordID, _ world: World, as viewer: Viewer) async throws -> [String] {
        try await world.read("tickets", as: viewer) { tickets in
            try tickets.find(id).map { try tickets.comments(on: $0).map(\.body) } ?? ["not there"]
        }
    }
}
