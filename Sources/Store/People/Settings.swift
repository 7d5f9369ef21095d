package import Core

/// The installation's few settings that staff change, such as the company's name.
package struct Settings {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// What can be set.
    package enum Name: String, Sendable {
        case company, sender, ownDomains = "own_domains", refusedDomains = "refused_domains", leakTest = "leak_test",
            leakTestProblems = "leak_test_problems", leakTestMissed = "leak_test_missed"
        /// When the leak test that is running began; empty when none is.
        case leakTestRun = "leak_test_run"
        /// When it was last tried whether the database takes writes.
        case writeProbe = "write_probe"
        /// The last day on which what is too old was removed, and how much that was.
        case retentionDay = "retention_day"
        case retentionCount = "retention_count"
        /// The last day on which accesses that nobody uses were looked for.
        case idleDay = "idle_day"
        /// Why the virus scanner does not answer; empty when it does.
        case scannerProblem = "scanner_problem"
    }

    package subscript(name: Name) -> String? {
        get throws { try value(name.rawValue) }
    }

    package func set(_ name: Name, _ value: String) throws { try set(name.rawValue, to: value) }

    func value(_ name: String) throws -> String? {
        try connection.row("SELECT \"value\" FROM \"settings\" WHERE \"name\" = \(name)")?[0].text
    }

    func set(_ name: String, to value: String) throws {
        try connection.run(
            "INSERT INTO \"settings\" (\"name\", \"value\") VALUES (\(name), \(value)) ON CONFLICT (\"name\") DO UPDATE SET \"value\" = excluded.\"value\""
        )
    }
}

extension Settings {
    /// Where a portal's requests are announced while no member of staff follows them; nil when nowhere.
    package func requestsAddress(of portal: RecordID) throws -> String? { try value(requests(portal)) }

    package func setRequestsAddress(_ address: String?, of portal: RecordID) throws {
        if let address { return try set(requests(portal), to: address) }
        try connection.run("DELETE FROM \"settings\" WHERE \"name\" = \(requests(portal))")
    }

    /// What printed documents say below the company's name.
    package func postalAddress(of portal: RecordID) throws -> String? { try value(postal(portal)) }

    package func setPostalAddress(_ address: String?, of portal: RecordID) throws {
        if let address { return try set(postal(portal), to: address) }
        try connection.run("DELETE FROM \"settings\" WHERE \"name\" = \(postal(portal))")
    }

    private func postal(_ portal: RecordID) -> String { "postal_address:" + portal.text }
    private func requests(_ portal: RecordID) -> String { "requests_address:" + portal.text }
}

extension Settings {
    /// The beginning, or the reminder, of a portal's review of which its staff were told last.
    package func reviewAsked(_ portal: RecordID) throws -> Instant? {
        try value(reviewKey(portal)).flatMap(Int64.init).map(Instant.init(milliseconds:))
    }

    package func setReviewAsked(_ moment: Instant, _ portal: RecordID) throws {
        try set(reviewKey(portal), to: String(moment.milliseconds))
    }

    private func reviewKey(_ portal: RecordID) -> String { "review_asked:" + portal.text }
}
