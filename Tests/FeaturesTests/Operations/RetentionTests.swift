import Core
import Features
import Store
import TestSupport
import Testing

/// What the program writes down itself does not pile up.
@Suite struct RetentionTests {
    /// Two and a half years in steps of ten days. After two of them nothing grows any more: the first one knows no cuts yet.
    @Test(arguments: Engine.allCases) func yearsGoByAndNothingGrows(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await app.database.write { connection in
                for rule in RetentionRule.allCases { try Retention(connection).set(rule, days: max(30, rule.least)) }
            }
            var sizes: [[RetentionRule: Int64]] = []
            for _ in 0..<90 {
                try await world.live(app)
                world.clock.advance(by: .days(10))
                try await RetentionWork(app: app).run()
                sizes.append(try await app.database.read { try Retention($0).counts(world.catalog) })
            }
            let after = sizes[79]
            for rule in RetentionRule.allCases {
                let (then, now) = (after[rule] ?? 0, sizes[89][rule] ?? 0)
                #expect(now <= then + 10, "\(rule): \(then), then \(now)")
                #expect(now < 400, "\(rule): \(now)")
            }
            #expect(sizes[89][.journal] ?? 0 > 30, "the journal keeps what it has to")
            #expect(try await app.database.read { try Journal($0).firstBreak(connection: $0) } == nil)
        }
    }

    /// Once a day is enough, on however many nodes.
    @Test func itIsDoneOnceADay() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            try await RetentionWork(app: app).run()
            try await world.live(app)
            _ = try await app.database.write { try $0.run("UPDATE \"tokens\" SET \"expires_at\" = 0") }
            try await RetentionWork(app: app).run()
            #expect(try await app.database.read { try Retention($0).counts(world.catalog)[.links] } == 2)
            world.clock.advance(by: .days(1))
            try await RetentionWork(app: app).run()
            #expect(try await app.database.read { try Retention($0).counts(world.catalog)[.links] } == 0)
        }
    }

    @Test(arguments: Engine.allCases) func theBinKeepsWhatAnImportBroughtAndWhatOthersHangOn(_ engine: Engine)
        async throws
    {
        try await engine.withWorld { world in
            let app = try world.app()
            let (own, imported) = (world.atu["tickets"][0], world.atu["tickets"][1])
            try await app.database.write { connection in
                let now = TestClock.start
                try connection.run(
                    "UPDATE \"tickets\" SET \"source\" = NULL, \"deleted_at\" = \(now) WHERE \"id\" = \(own)")
                try connection.run(
                    "UPDATE \"tickets\" SET \"source\" = 'dolibarr', \"external_id\" = 'x', \"deleted_at\" = \(now) WHERE \"id\" = \(imported)"
                )
                try connection.run(
                    "UPDATE \"accounts\" SET \"source\" = NULL, \"deleted_at\" = \(now) WHERE \"id\" = \(world.atu.account)"
                )
            }
            world.clock.advance(by: .days(364))
            #expect(try await RetentionWork(app: app).apply()[.bin] == nil)
            world.clock.advance(by: .days(2))
            #expect(try await RetentionWork(app: app).apply()[.bin] == 1)
            let left = try await app.database.read { connection in
                (
                    try connection.int("SELECT count(*) FROM \"tickets\" WHERE \"id\" IN (\(own), \(imported))"),
                    try connection.int("SELECT count(*) FROM \"accounts\" WHERE \"id\" = \(world.atu.account)")
                )
            }
            #expect(left.0 == 1 && left.1 == 1)
        }
    }

    @Test(arguments: Engine.allCases) func linksLeaveTheOutbox(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            #expect(try await Client(app).post("/p/clients/forgot", ["login": "atu.lenobli"]).status == 200)
            let id = try #require(try await app.database.read { try Outbox($0).newest(1).first?.id })
            func mail() async throws -> OutboxMail {
                try #require(try await app.database.read { try Outbox($0).find(id) })
            }
            #expect(try await mail().body.contains("/welcome/"))
            let office = try await OfficeDoor.client(world.administrator, world, app)
            #expect(try await !office.get("/admin/mails/\(id.text)").body.contains("/welcome/"))
            world.clock.advance(by: .days(31))
            try await RetentionWork(app: app).apply()
            let left = try await mail()
            #expect(left.state == .dead && !left.body.contains("/welcome/") && left.body.contains("masqué"))
            let fresh = try await OfficeDoor.client(world.administrator, world, app)
            let page = try await fresh.get("/admin/mails/\(id.text)")
            #expect(page.body.contains("a attendu trop longtemps") && !page.body.contains("Envoyer de nouveau"))
            #expect(try await fresh.post("/admin/mails/\(id.text)/retry").status == 404)
            world.clock.advance(by: .days(91))
            try await RetentionWork(app: app).apply()
            #expect(try await app.database.read { try Outbox($0).find(id) } == nil)
        }
    }
}

/// The page where administrators set it.
@Suite struct RetentionPageTests {
    private func fields(_ body: String) -> [String: String] {
        var fields = Dictionary(uniqueKeysWithValues: RetentionRule.allCases.map { ($0.rawValue, String($0.usual)) })
        fields["was"] = body.firstMatch(of: /name="was" value="([^"]*)"/).map { String($0.1) }
        return fields
    }

    @Test(arguments: Engine.allCases) func timesAreSetAndBounded(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.administrator, world, app)
            let page = try await office.get("/admin/retention")
            #expect(
                page.status == 200 && page.body.contains("Messages envoyés") && page.body.contains("value=\"3650\""))
            var sent = fields(page.body)
            for (field, wrong) in [
                ("journal", "10"), ("sent_mails", "0"), ("links", "x"), ("bin", "9223372036854775807"),
                ("devices", "-1"),
            ] {
                var bad = sent
                bad[field] = wrong
                let answer = try await office.post("/admin/retention", bad)
                #expect(answer.status == 422 && answer.body.contains("id=\"\(field)-err\""), "\(field) \(wrong)")
                #expect(answer.body.contains("value=\"\(wrong)\""), "what was typed stays")
            }
            (sent["journal"], sent["bin"]) = ("0", "90")
            #expect(try await office.post("/admin/retention", sent).status == 303)
            let kept = try await app.database.read {
                (try Retention($0).limit(.journal, at: TestClock.start), try Retention($0).days(.bin))
            }
            #expect(kept.0 == nil && kept.1 == 90)
            #expect(try await office.post("/admin/retention", sent).status == 409, "it was opened on other times")
        }
    }

    @Test func onlyAdministratorsSeeIt() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let staff = try await OfficeDoor.client(world.claire, world, app)
            #expect(try await staff.get("/admin/retention").status == 404)
            #expect(try await !staff.get("/admin").body.contains("/admin/retention"))
        }
    }
}

extension World {
    /// A few things of every kind that grows, as a day brings them.
    fileprivate func live(_ app: App) async throws {
        let (now, ids, people) = (now, app.ids, [atu.person, claire])
        try await database.write { connection in
            for person in people {
                let token = (0..<32).map { _ in UInt8.random(in: 0...255) }
                try Tokens(connection).add(
                    token, .setPassword, person: person, portal: nil, at: now, until: now + .days(1))
                try Attempts(connection).rememberDevice(token, person: person, at: now)
            }
            try mails(connection, ids, now)
            try jobs(connection, ids, now)
            for number in 0..<4 {
                try Journal(connection).append(
                    .init("contact.created", on: [.init("contacts", atu.contact)], detail: ["n": String(number)]),
                    by: .system("test"), at: now)
            }
        }
    }

    private func mails(_ connection: any Connection, _ ids: RecordIDGenerator, _ now: Instant) throws {
        for state in ["sent", "dead", "waiting"] {
            let id = ids.next()
            try Outbox(connection).add(
                .init(
                    kind: "COMPOSED", person: atu.person, subject: nil, sender: "a@example.test",
                    recipients: ["b@example.test"], title: "Bonjour", body: "Bonjour", language: .fr, createdBy: nil),
                id: id, host: "example.test", at: now)
            try connection.run(
                "UPDATE \"outbox\" SET \"state\" = \(state), \"sent_at\" = \(state == "sent" ? now : nil) WHERE \"id\" = \(id)"
            )
        }
    }

    private func jobs(_ connection: any Connection, _ ids: RecordIDGenerator, _ now: Instant) throws {
        let job = ids.next()
        try BulkJobs(connection).add(
            .resend, userType: nil,
            on: [atu, secret].map { .init(.init("accesses", $0.access), label: $0.personName) }, id: job,
            ids: ids, by: claire, named: "Claire Martin", at: now)
        try BulkJobs(connection).end(job: job, at: now)
        try connection.run(
            "INSERT INTO \"imports\" (\"id\", \"source\", \"started_at\", \"ended_at\", \"report\") VALUES (\(ids.next()), 'test', \(now), \(now), '')"
        )
        for key in ["a", "b"] {
            try Changes(connection).add(
                .init(kind: .portal, key: key, label: key, before: "{}", after: "{}"), id: ids.next(),
                by: .system("test"), at: now)
        }
        try connection.run(
            """
            INSERT INTO "files" ("id", "module", "record_id", "name", "type", "size", "hash", "author_kind", "author_name", "created_at", "deleted_at") \
            VALUES (\(ids.next()), 'contacts', \(atu.contact), \(ids.next().text), 'text/plain', 1, 'x', 'system', 'test', \(now), \(now))
            """)
    }
}
