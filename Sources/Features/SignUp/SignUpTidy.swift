import Core
import Store

/// What time does to requests to sign up: reminders, refusals when nobody decided, and deletion by the rule that the inbox shows.
package struct SignUpTidy: Sendable {
    private let app: App

    package init(app: App) { self.app = app }

    package func run() async throws {
        let now = app.clock.now
        let waiting = try await app.database.read { try SignUps($0).list(.waiting, limit: 10_000) }
        for signUp in waiting { try await look(at: signUp, now) }
        try await app.database.write { try SignUps($0).tidy(at: now) }
        app.mailBell.ring()
    }

    private func look(at signUp: SignUp, _ now: Instant) async throws {
        let app = app
        try await app.database.write { connection in
            guard let portal = try Portals(connection).find(signUp.portal), let confirmed = signUp.confirmedAt else {
                return
            }
            let rules = try SignUps(connection).rules(of: portal.id).rules
            if now - confirmed >= .days(Int64(rules.refuseAfter)) {
                let refusal = SignUpRefusal(app: app, connection: connection, portal: portal, now: now)
                _ = try refusal.refuse(signUp, .expire, reason: SignUpTidy.late, by: .system("Parvis"))
            } else if signUp.remindedAt == nil, now - confirmed >= .days(Int64(rules.remindAfter)) {
                try remind(signUp, rules, portal, connection, now)
            }
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
