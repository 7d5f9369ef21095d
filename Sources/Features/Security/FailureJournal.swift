import Core
import Store

/// Writes wrong passwords into the journal, counted: one event a person and housekeeping, one for all names that nobody has, one for each
/// network that tries many. So nobody fills the journal from outside, and the time of an answer at the door does not say whether there is
/// such a person. What was typed is not kept: people type passwords where the name belongs.
package struct FailureJournal: Sendable {
    private let app: App

    package init(app: App) { self.app = app }

    private static let most = 500

    package func run() async throws {
        let now = app.clock.now
        try await app.database.write { connection in
            let attempts = Attempts(connection)
            let names = try attempts.untold(SignInProtection.nameKey, atLeast: 1, limit: FailureJournal.most)
            let networks = try attempts.untold(
                SignInProtection.networkKey, atLeast: SignInProtection.manyFromNetwork, limit: FailureJournal.most)
            guard !names.isEmpty || !networks.isEmpty else { return }
            try Journal(connection).hold()
            try tell(names, connection, now)
            for one in networks { try tell("signin.many_failed", one, ["network": one.name], connection, now) }
            for one in names + networks { try attempts.markTold(one) }
        }
    }

    private func tell(_ names: [Attempts.Untold], _ connection: any Connection, _ now: Instant) throws {
        var unknown: [Attempts.Untold] = []
        for one in names {
            guard let person = try People(connection).named(one.name) else {
                unknown.append(one)
                continue
            }
            var detail = ["tries": String(one.tries)]
            if SignInProtection.pause(after: one.failures) != nil { detail["slowed"] = "1" }
            try SignInEvents(connection: connection, person: person).write(
                "signin.failed", detail, by: .system("Parvis"), at: now)
        }
        guard !unknown.isEmpty else { return }
        let tries = unknown.reduce(0) { $0 + $1.tries }
        try Journal(connection).append(
            .init(
                "signin.unknown", on: [SignInEvents.doors],
                detail: ["tries": String(tries), "names": String(unknown.count)]),
            by: .system("Parvis"), at: now)
    }

    private func tell(
        _ verb: String, _ one: Attempts.Untold, _ detail: [String: String], _ connection: any Connection, _ now: Instant
    ) throws {
        try Journal(connection).append(
            .init(
                verb, on: [SignInEvents.doors], detail: detail.merging(["tries": String(one.tries)]) { had, _ in had }),
            by: .system("Parvis"), at: now)
    }
}
