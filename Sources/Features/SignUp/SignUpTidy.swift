import Core
import Store

/// What time does to requests to sign up: reminders, refusals when nobody decided, and deletion by the rule that the inbox shows.
package struct SignUpTidy: Sendable {
    private let app: App

    package init(app: App) { self.app = app }

    package func run() async throws {
        let now = app.clock.now
        let old = try await app.database.read { try SignUps($0).waiting(since: now - .days(1), limit: 10_000) }
        var failure: (any Error)?
        for signUp in old {
            // One that cannot be dealt with must not keep the others.
            do { try await look(at: signUp, now) } catch { failure = error }
        }
        try await app.database.write { try SignUps($0).tidy(at: now) }
        app.mailBell.ring()
        if let failure { throw failure }
    }

    private func look(at signUp: SignUp, _ now: Instant) async throws {
        let found = try await app.database.read { connection in
            (try Portals(connection).find(signUp.portal), try SignUps(connection).rules(of: signUp.portal).rules)
        }
        guard let portal = found.0, !portal.isArchived, let confirmed = signUp.confirmedAt else { return }
        let (app, rules, age) = (app, found.1, now - confirmed)
        let isReminded = signUp.remindedAt != nil
        // After days without a program running, the reminder that was promised comes first.
        if age >= .days(Int64(rules.refuseAfter)), isReminded {
            try await app.database.write { connection in
                let refusal = SignUpRefusal(app: app, connection: connection, portal: portal, now: now)
                _ = try refusal.refuse(signUp, .expire, reason: SignUpTidy.late, by: .system("Parvis"))
            }
        } else if age >= .days(Int64(rules.remindAfter)), !isReminded {
            try await app.database.write { try remind(signUp, rules, portal, $0, now) }
        }
    }

    /// Where approvers take turns, the next one is asked.
    private func remind(
        _ signUp: SignUp, _ rules: SignUpRules, _ portal: Portal, _ connection: any Connection, _ now: Instant
    ) throws {
        // Another node may be at it: whoever holds the journal looks again.
        try Journal(connection).hold()
        guard let current = try SignUps(connection).find(signUp.id), current.state == .waiting,
            current.remindedAt == nil
        else { return }
        let deciders = SignUpDeciders(connection: connection, rules: rules)
        let next = rules.takesTurns ? try current.assignee.flatMap { try deciders.after($0) } : nil
        try SignUps(connection).remind(signUp.id, assignee: next, at: now)
        guard let reminded = try SignUps(connection).find(signUp.id) else { return }
        try SignUpMails(app: app, connection: connection, portal: portal, now: now).askDeciders(
            reminded, rules, isReminder: true)
    }

    private static let late = Phrase(
        fr: "aucune décision n’a été prise à temps ; vous pouvez faire une nouvelle demande.",
        en: "no decision was taken in time; you can ask again.")
}
