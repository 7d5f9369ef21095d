import Core
package import Store

/// Takes away what the rules no longer keep: once a day, a batch a transaction, so that nobody waits for it and a program that is stopped in
/// the middle goes on the next time.
package struct RetentionWork: Sendable {
    private let app: App
    private static let batch = 500
    /// How long staff may send a failed mail again with its link; the usual life of one.
    static let linkDays = 7

    package init(app: App) { self.app = app }

    /// At most once a day, whichever node comes first.
    package func run() async throws {
        let today = app.today.iso
        guard try await app.database.read({ try Settings($0)[.retentionDay] }) != today else { return }
        let removed = try await apply()
        try await app.database.write { connection in
            try Settings(connection).set(.retentionDay, today)
            try Settings(connection).set(.retentionCount, String(removed.values.reduce(0, +)))
        }
    }

    /// Applies every rule now, and returns how much each took away.
    @discardableResult
    package func apply() async throws -> [RetentionRule: Int] {
        var removed: [RetentionRule: Int] = [:]
        try await sealLinks()
        for rule in RetentionRule.allCases {
            let now = app.clock.now
            guard let limit = try await app.database.read({ try Retention($0).limit(rule, at: now) }) else { continue }
            let count = try await apply(rule, before: limit)
            if count > 0 { removed[rule] = count }
        }
        try await tell(removed)
        return removed
    }

    private func apply(_ rule: RetentionRule, before limit: Instant) async throws -> Int {
        switch rule {
        case .journal: return try await cut(before: limit)
        case .bin: return try await emptyBin(before: limit)
        case .waitingMails: return try await giveUp(before: limit)
        default:
            return try await repeated { connection in
                try Retention(connection).remove(rule, before: limit, most: RetentionWork.batch)
            }
        }
    }

    /// Until a batch finds nothing any more.
    private func repeated(_ body: @escaping @Sendable (any Connection) throws -> Int) async throws -> Int {
        var sum = 0
        while !Task.isCancelled {
            let count = try await app.database.write(body)
            guard count > 0 else { break }
            sum += count
        }
        return sum
    }

    private func tell(_ removed: [RetentionRule: Int]) async throws {
        guard !removed.isEmpty else { return }
        let now = app.clock.now
        let detail = Dictionary(uniqueKeysWithValues: removed.map { ($0.key.rawValue, String($0.value)) })
        try await app.database.write {
            try Journal($0).append(.init("retention.done", detail: detail), by: .system("Parvis"), at: now)
        }
    }
}

extension RetentionWork {
    private func cut(before limit: Instant) async throws -> Int {
        let now = app.clock.now
        let sealed = try await app.database.write {
            try Journal($0).cut(before: limit, by: .system("Parvis"), at: now)
        }
        // Also what an earlier run had sealed and could not finish.
        _ = try await repeated { try Journal($0).removeSealed(RetentionWork.batch) }
        return Int(sealed)
    }

    private func emptyBin(before limit: Instant) async throws -> Int {
        var sum = 0
        for module in app.catalog.modules.reversed() {
            var last: RecordID?
            repeat {
                let after = last
                let turn = try await app.database.write {
                    try BinEmptying($0, module).remove(before: limit, after: after, most: 100)
                }
                sum += turn.removed
                last = turn.last
            } while last != nil && !Task.isCancelled
        }
        return sum
    }

    /// Mails that nothing took for so long would reach people who no longer expect them, with links that no longer work.
    private func giveUp(before limit: Instant) async throws -> Int {
        let problem = StoredProblem.text(RetentionWork.tooOld)
        return try await repeated { connection in
            let mails = try Outbox(connection).waiting(before: limit, most: RetentionWork.batch)
            for mail in mails {
                try Outbox(connection).abandon(
                    mail.id, body: OneTimeLink.masked(mail.body, mail.language), problem: problem)
            }
            return mails.count
        }
    }

    private static let tooOld = Phrase(
        fr: "Ce message a attendu trop longtemps et n’est pas parti.",
        en: "This mail waited for too long and did not leave.")

    /// Takes the links out of mails that failed and that nobody has sent again. In a trial there is no other way to them.
    private func sealLinks() async throws {
        guard !app.site.keepsMailHere else { return }
        let limit = app.clock.now - .days(Int64(RetentionWork.linkDays))
        var last: RecordID?
        repeat {
            let after = last
            last = try await app.database.write { connection in
                let mails = try Outbox(connection).failed(before: limit, after: after, most: RetentionWork.batch)
                for mail in mails {
                    let masked = OneTimeLink.masked(mail.body, mail.language)
                    if masked != mail.body { try Outbox(connection).replaceBody(of: mail.id, with: masked) }
                }
                return mails.count < RetentionWork.batch ? nil : mails.last?.id
            }
        } while last != nil && !Task.isCancelled
    }
}
