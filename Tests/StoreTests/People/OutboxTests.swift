import Core
import Store
import TestSupport
import Testing

/// Mail is sent at least once, by one worker at a time.
@Suite struct OutboxTests {
    @Test(arguments: Engine.allCases) func workersNeverClaimTheSameMail(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let mails = try await fill(60, in: database)
            let claimed = try await withThrowingTaskGroup(of: [RecordID].self) { group in
                for worker in 1...12 { group.addTask { try await claim(worker, 7, in: database).map(\.id) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == Set(claimed).count && Set(claimed).isSubset(of: mails))
            let rest = try await claim(99, 100, in: database).map(\.id)
            #expect(Set(claimed + rest) == mails && claimed.count + rest.count == 60)
            #expect(try await claim(100, 100, in: database).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func aClaimTakesNoMoreThanAskedAndWhatIsDueFirst(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                for number in 1...5 { try add(number, at: TestClock.start + .minutes(Int64(5 - number)), connection) }
            }
            let due = try await claim(1, 2, in: database, at: TestClock.start + .minutes(2))
            #expect(Set(due.map(\.id)) == [RecordID(5), RecordID(4)])
            #expect(try await claim(2, 9, in: database, at: TestClock.start + .minutes(2)).map(\.id) == [RecordID(3)])
        }
    }

    /// Also when the server chooses to run the inner query again for each row.
    @Test func aClaimTakesNoMoreThanAskedWhateverTheServerPlans() async throws {
        try await Engine.postgres.withDatabase { database in
            let mails = try await fill(40, in: database)
            let claims = try await withThrowingTaskGroup(of: [RecordID].self) { group in
                for worker in 1...2 {
                    group.addTask {
                        try await database.write { connection in
                            try connection.script(
                                """
                                SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_hashagg = off; \
                                SET LOCAL enable_sort = off; SET LOCAL enable_material = off; SET LOCAL enable_memoize = off
                                """)
                            return try Outbox(connection).claim(
                                RecordID(Int64(worker)), most: 3, lease: .minutes(1), at: TestClock.start
                            ).map(\.id)
                        }
                    }
                }
                return try await group.reduce(into: [[RecordID]]()) { $0.append($1) }
            }
            #expect(claims.allSatisfy { $0.count <= 3 }, "claims took \(claims.map(\.count))")
            let claimed = claims.flatMap { $0 }
            #expect(claimed.count == Set(claimed).count && Set(claimed).isSubset(of: mails))
        }
    }

    @Test(arguments: Engine.allCases) func aClaimEndsWithItsLease(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await fill(1, in: database)
            let first = try await claim(1, 1, in: database)
            let early = try await claim(2, 1, in: database, at: TestClock.start + .seconds(60))
            let late = try await claim(2, 1, in: database, at: TestClock.start + .seconds(61))
            #expect([first.count, early.count, late.count] == [1, 0, 1])
            #expect(first.first?.tries == 1 && late.first?.tries == 2)
            #expect(first.first?.messageID == late.first?.messageID)
        }
    }

    @Test(arguments: Engine.allCases) func aRenewedClaimLastsLongerForItsHolder(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await fill(1, in: database)
            _ = try await claim(1, 1, in: database)
            let (mail, until) = (RecordID(1), TestClock.start + .seconds(90))
            try await database.write { connection in
                try Outbox(connection).renew(mail, claim: RecordID(2), until: until + .days(1))
                try Outbox(connection).renew(mail, claim: RecordID(1), until: until)
            }
            let early = try await claim(3, 1, in: database, at: until)
            let late = try await claim(3, 1, in: database, at: until + .seconds(1))
            #expect([early.count, late.count] == [0, 1])
            try await database.write { try Outbox($0).sent(mail, claim: RecordID(3), at: until) }
            try await database.write { try Outbox($0).renew(mail, claim: RecordID(3), until: until + .days(1)) }
            #expect(try await database.read { try Outbox($0).find(mail) }?.state == .sent)
        }
    }

    @Test(arguments: Engine.allCases) func onlyTheHolderOfTheClaimMarksIt(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let mail = RecordID(1)
            _ = try await fill(1, in: database)
            _ = try await claim(1, 1, in: database)
            let later = TestClock.start + .minutes(5)
            _ = try await claim(2, 1, in: database, at: later)
            try await database.write { connection in
                let outbox = Outbox(connection)
                try outbox.sent(mail, claim: RecordID(1), at: later)
                try outbox.failed(mail, claim: RecordID(1), problem: "late", next: nil)
            }
            #expect(try await state(of: mail, database) == .waiting)
            try await database.write { try Outbox($0).sent(mail, claim: RecordID(2), at: later) }
            let sent = try await database.read { try Outbox($0).find(mail) }
            #expect(sent?.state == .sent && sent?.sentAt == later && sent?.problem == nil)
            #expect(try await claim(3, 1, in: database, at: later + .days(9)).isEmpty)
            #expect(try await database.write { try Outbox($0).retry(mail, at: later) } == false)
        }
    }

    @Test(arguments: Engine.allCases) func aFailureWaitsOrIsPutAside(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (mail, soon) = (RecordID(1), TestClock.start + .minutes(10))
            _ = try await fill(1, in: database)
            _ = try await claim(1, 1, in: database)
            try await database.write {
                try Outbox($0).failed(mail, claim: RecordID(1), problem: String(repeating: "é", count: 900), next: soon)
            }
            #expect(try await claim(2, 1, in: database, at: soon - .seconds(1)).isEmpty)
            let again = try await claim(2, 1, in: database, at: soon)
            #expect(again.count == 1 && again.first?.problem?.count == 500)
            try await database.write { try Outbox($0).failed(mail, claim: RecordID(2), problem: "refused", next: nil) }
            #expect(try await state(of: mail, database) == .dead)
            let health = try await database.read { try Outbox($0).health() }
            #expect(health.waiting == 0 && health.dead == 1 && health.oldest == nil)
            #expect(try await database.write { try Outbox($0).retry(mail, at: soon) })
            #expect(try await claim(3, 1, in: database, at: soon).first?.tries == 1)
        }
    }

    @Test(arguments: Engine.allCases) func aMailComesBackAsItWasWritten(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let new = Outbox.New(
                kind: "invitation", person: nil, subject: Journal.Subject("invoices", RecordID(7)),
                sender: "Parvis <a@parvis.example>",
                recipients: ["b@atu.example", "c@atu.example"], copies: ["d@atu.example"], title: "Bonjour « Éloïse »",
                body: "À bientôt\n", language: .en,
                files: [RecordID(8), RecordID(9)], createdBy: nil)
            let found = try await database.write { connection in
                try Outbox(connection).add(new, id: RecordID(1), host: "parvis.example", at: TestClock.start)
                return try Outbox(connection).find(RecordID(1))
            }
            let mail = try #require(found)
            #expect(
                mail.subject == new.subject && mail.recipients == new.recipients && mail.copies == new.copies
                    && mail.files == new.files)
            #expect(
                mail.title == new.title && mail.body == new.body && mail.language == .en
                    && mail.messageID == "0000000000001@parvis.example")
        }
    }

    private func fill(_ count: Int, in database: any Database) async throws -> Set<RecordID> {
        try await database.write { connection in
            for number in 1...count { try add(number, at: TestClock.start, connection) }
        }
        return Set((1...count).map { RecordID(Int64($0)) })
    }

    private func add(_ number: Int, at due: Instant, _ connection: any Connection) throws {
        let new = Outbox.New(
            kind: "test", person: nil, subject: nil, sender: "a@parvis.example", recipients: ["b@atu.example"],
            title: "\(number)", body: "",
            language: .fr, createdBy: nil)
        try Outbox(connection).add(new, id: RecordID(Int64(number)), host: "parvis.example", at: due)
    }

    private func claim(_ worker: Int, _ most: Int, in database: any Database, at now: Instant = TestClock.start)
        async throws -> [OutboxMail]
    {
        try await database.write {
            try Outbox($0).claim(RecordID(Int64(worker)), most: most, lease: .minutes(1), at: now)
        }
    }

    private func state(of mail: RecordID, _ database: any Database) async throws -> OutboxMail.State? {
        try await database.read { try Outbox($0).find(mail)?.state }
    }
}
