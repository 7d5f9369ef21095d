import Core
package import Store

/// Moves records that are absent from their source to the bin, some in each transaction, those that others point to last.
struct ImportWithdrawal: Sendable {
    let app: App
    let run: ImportRun

    private static let most = 50

    func perform() async throws {
        while try await step() {}
        let (run, now, author) = (run, app.clock.now, author)
        try await app.database.write { connection in
            guard try Imports(connection).end(run, .done, at: now) else { return }
            let gone = try Absents(connection).tallies(of: run.id).values.reduce(0) { $0 + $1.withdrawn }
            try Journal(connection).append(
                .init("import.withdrawn", detail: ["import": run.id.text, "records": String(gone)]), by: author,
                at: now)
        }
    }

    private var author: Author {
        Author(kind: run.madeBy == nil ? .system : .staff, id: run.madeBy, name: run.madeByName)
    }

    private func step() async throws -> Bool {
        let (app, run, now, author) = (app, run, app.clock.now, author)
        return try await app.database.write { connection in
            guard try Imports(connection).beat(run, at: now) else { return false }
            let absents = Absents(connection)
            // Documents before their account: an account with open contacts stays.
            let modules = Array(app.catalog.modules.reversed())
            for module in modules {
                let some = try absents.list(of: run.id, module: module.key, limit: ImportWithdrawal.most)
                guard !some.isEmpty else { continue }
                for absent in some { try withdraw(absent, absents, connection, author, now) }
                return true
            }
            return false
        }
    }

    private func withdraw(
        _ absent: Absents.Absent, _ absents: Absents, _ connection: any Connection, _ author: Author, _ now: Instant
    ) throws {
        guard try !isNeeded(absent.subject, connection) else { return try absents.keep(absent, at: now) }
        guard try absents.withdraw(absent, at: now) else { return }
        try Journal(connection).append(
            .init(
                "record.withdrawn", on: [absent.subject],
                detail: ["module": absent.subject.module, "source": run.source]), by: author, at: now)
    }

    /// What staff could not delete by hand either: whoever signs in as a contact would lose the portal without a word.
    private func isNeeded(_ subject: Journal.Subject, _ connection: any Connection) throws -> Bool {
        switch subject.module {
        case Module.contacts.key:
            try !Accesses(connection).on(module: subject.module, record: subject.id).isEmpty
        case Module.accounts.key:
            try connection.row(
                "SELECT 1 FROM \"contacts\" WHERE \"account_id\" = \(subject.id) AND \"deleted_at\" IS NULL AND \"state\" = 'open' LIMIT 1"
            ) != nil
        default: false
        }
    }
}

/// Whether withdrawing needs more than a press on a button: the number of records, typed.
package struct WithdrawalBrake: Sendable, Hashable {
    /// What would go.
    package let total: Int
    /// More than one in twenty of a module's records, and more than twenty, would go.
    package let isOn: Bool

    package init(_ tallies: [String: Absents.Tally], _ parts: [ImportPart]) {
        total = tallies.values.reduce(0) { $0 + $1.listed }
        isOn = tallies.contains { module, tally in
            let known = parts.first { $0.module == module }?.known ?? 0
            return tally.listed > max(20, known / 20)
        }
    }
}
