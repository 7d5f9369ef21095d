import Core
import Store

/// Suspends accesses that nobody used for as long as their portal allows, never without a warning two weeks before. Once a day, by whichever
/// node looks first.
package struct IdleRule: Sendable {
    private let app: App
    /// How many days ahead people are told.
    package static let notice = 14
    private static let batch = 200

    package init(app: App) { self.app = app }

    package func run() async throws {
        let (today, now) = (app.today.iso, app.clock.now)
        let portals = try await app.database.write { connection -> [Portal] in
            guard try Settings(connection)[.idleDay] != today else { return [] }
            try Settings(connection).set(.idleDay, today)
            return try Portals(connection).all().filter { $0.idleDays != nil && !$0.isArchived }
        }
        for portal in portals {
            try await warn(portal, now)
            try await suspend(portal, now)
        }
        if !portals.isEmpty { app.mailBell.ring() }
    }

    private func cut(_ portal: Portal, _ now: Instant, less days: Int = 0) -> Instant {
        now - .days(Int64(max(1, (portal.idleDays ?? 0) - days)))
    }

    private func warn(_ portal: Portal, _ now: Instant) async throws {
        let cut = cut(portal, now, less: IdleRule.notice)
        let last = app.today.advanced(by: IdleRule.notice)
        var isMore = true
        while isMore {
            isMore = try await app.database.write { [app] connection in
                let found = try Accesses(connection).unused(
                    in: portal.id, since: cut, told: .nothing, limit: IdleRule.batch)
                for access in found {
                    try Accesses(connection).markIdleTold(access.id, at: now)
                    guard let person = try People(connection).find(access.person), person.disabledAt == nil,
                        let recipient = try MailRecipient(person, connection)
                    else { continue }
                    try PostOffice(app: app, connection: connection).queue(
                        .accessIdle, to: recipient, portal: portal, lastDay: last,
                        about: Journal.Subject(access.module, access.record), isBulk: true, at: now)
                }
                return found.count == IdleRule.batch
            }
        }
    }

    private func suspend(_ portal: Portal, _ now: Instant) async throws {
        let (cut, told, today) = (cut(portal, now), now - .days(Int64(IdleRule.notice)), app.today)
        var last: RecordID?
        repeat {
            let after = last
            last = try await app.database.write { connection in
                try Journal(connection).hold()
                let found = try Accesses(connection).unused(
                    in: portal.id, since: cut, told: .since(told, after: after), limit: IdleRule.batch)
                for access in found where try !IdleRule.isNeeded(access, portal, connection, today) {
                    try IdleRule.suspend(access, connection, at: now)
                }
                return found.count == IdleRule.batch ? found.last?.id : nil
            }
        } while last != nil
    }

    private static func suspend(_ access: Access, _ connection: any Connection, at now: Instant) throws {
        let reason = ShutReason(.idle)
        try Journal(connection).append(
            .init(
                "access.disabled", on: access.subjects, detail: access.was.merging(["reason": reason.words.fr]) { $1 }),
            by: .system("Parvis"), at: now)
        try Accesses(connection).setState(.deactivated, of: access.id, shutBy: .rule, because: reason)
        try Sessions(connection).endAll(ofAccess: access.id)
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
