import Core
import Store

/// Tells people a week ahead that their access ends, once for each last day; by whichever node looks first.
package struct EndingWarning: Sendable {
    private let app: App
    /// How many days ahead.
    package static let days = 7

    package init(app: App) { self.app = app }

    package func run() async throws {
        let (app, today, now) = (app, app.today, app.clock.now)
        let last = today.advanced(by: EndingWarning.days)
        let ending = try await app.database.read {
            try Accesses($0).endingUntold(today: today, last: last, limit: 1000)
        }
        for access in ending {
            try await app.database.write { connection in
                guard try Accesses(connection).markTold(access) else { return }
                try EndingWarning.tell(access, app, connection, now)
            }
        }
        if !ending.isEmpty { app.mailBell.ring() }
    }

    private static func tell(_ access: Access, _ app: App, _ connection: any Connection, _ now: Instant) throws {
        let portals = Portals(connection)
        guard let person = try People(connection).find(access.person), person.disabledAt == nil,
            let type = try portals.userType(access.userType), let portal = try portals.find(type.portal),
            !portal.isArchived, let recipient = try MailRecipient(person, connection)
        else { return }
        try PostOffice(app: app, connection: connection).queue(
            .accessEnds, to: recipient, portal: portal, lastDay: access.validUntil,
            about: Journal.Subject(access.module, access.record), isBulk: true, at: now)
    }
}
