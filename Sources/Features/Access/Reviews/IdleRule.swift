import Core
import Store

/// Suspends accesses that nobody used for as long as their portal allows, never without a warning two weeks before. Once a day, by whichever
/// node looks first.
package struct IdleRule: Sendable {
    private let app: App
    /// How many days ahead people are told.
    package static let notice = 14
    /// A warning that is older says nothing any more: the rule was off meanwhile, or another one.
    private static let memory = 45
    private static let batch = 200

    package init(app: App) { self.app = app }

    package func run() async throws {
        let today = app.today.iso
        let portals = try await app.database.write { connection -> [Portal] in
            try Journal(connection).hold()
            guard try Settings(connection)[.idleDay] != today else { return [] }
            try Settings(connection).set(.idleDay, today)
            return try Portals(connection).all().filter { $0.idleDays != nil && !$0.isArchived }
        }
        for portal in portals {
            try await warn(portal)
            try await suspend(portal)
        }
        if !portals.isEmpty { app.mailBell.ring() }
    }

    private func start(daysAgo days: Int) -> Instant { app.today.advanced(by: -days).start(in: Formats.paris) }

    /// Whoever cannot be told is not suspended either: the review shows them. Nobody is told what will not happen.
    private func warn(_ portal: Portal) async throws {
        let (now, today) = (app.clock.now, app.today)
        let last = today.advanced(by: IdleRule.notice)
        let told = Accesses.Idle.Told.nothing(before: start(daysAgo: IdleRule.memory))
        let cut = start(daysAgo: max(1, (portal.idleDays ?? 0) - IdleRule.notice))
        try await each(.init(portal: portal.id, cut: cut, told: told)) { [app] access, connection in
            guard try !IdleRule.isNeeded(access, portal, connection, today),
                let person = try People(connection).find(access.person), person.disabledAt == nil,
                let recipient = try MailRecipient(person, connection)
            else { return }
            try Accesses(connection).markIdleTold(access.id, at: now)
            try PostOffice(app: app, connection: connection).queue(
                .accessIdle, to: recipient, portal: portal, lastDay: last,
                about: Journal.Subject(access.module, access.record), isBulk: true, at: now)
        }
    }

    /// On the day after the one that the warning named.
    private func suspend(_ portal: Portal) async throws {
        let (now, today) = (app.clock.now, app.today)
        let told = Accesses.Idle.Told.between(
            since: start(daysAgo: IdleRule.memory), until: start(daysAgo: IdleRule.notice))
        let cut = start(daysAgo: portal.idleDays ?? 0)
        try await each(.init(portal: portal.id, cut: cut, told: told)) { access, connection in
            guard try !IdleRule.isNeeded(access, portal, connection, today) else { return }
            try AccessClosing(connection: connection, author: .system("Parvis"), now: now, shutter: .rule).close(
                access, because: ShutReason(.idle))
        }
    }

    /// Looks without making anybody wait, and asks again in the transaction that changes something.
    private func each(
        _ idle: Accesses.Idle, _ body: @escaping @Sendable (Access, any Connection) throws -> Void
    ) async throws {
        var idle = idle
        while true {
            let wanted = idle
            let found = try await app.database.read { try Accesses($0).idle(wanted, limit: IdleRule.batch) }
            guard let last = found.last else { return }
            try await app.database.write { connection in
                try Journal(connection).hold()
                var still = wanted
                still.only = found.map(\.id)
                for access in try Accesses(connection).idle(still, limit: IdleRule.batch) {
                    try body(access, connection)
                }
            }
            idle.after = last.id
        }
    }

    /// The last administrator of an account stays as long as anybody else comes in for it.
    private static func isNeeded(_ access: Access, _ portal: Portal, _ connection: any Connection, _ today: Day) throws
        -> Bool
    {
        guard access.role == .administrator, let account = access.account else { return false }
        let team = Team(connection, account: account, portal: portal.id)
        guard try team.administrators(on: today) == 1 else { return false }
        return try team.list(limit: 500).contains { $0.id != access.id && $0.state == .active }
    }
}
