import Core
import Store

/// Tells people whose name was tried with wrong passwords ten times in a day. Housekeeping does it, so that the time of an answer at the
/// door does not say whether there is such a person.
package struct FailureWarning: Sendable {
    let app: App

    package init(app: App) { self.app = app }

    package func run() async throws {
        let now = app.clock.now
        try await app.database.write { [app] connection in
            try Journal(connection).hold()
            for name in try Attempts(connection).tried(atLeast: 10, since: now - .days(1)) {
                try Attempts(connection).markTold(name, at: now)
                guard let person = try People(connection).named(name), person.disabledAt == nil else { continue }
                let access = try Accesses(connection).of(person: person.id).first { $0.state == .active }
                guard person.kind == .staff || access != nil else { continue }
                let portal = try access.flatMap {
                    try Portals(connection).userType($0.userType).flatMap { try Portals(connection).find($0.portal) }
                }
                try SecurityNotice(app: app, connection: connection, person: person, portal: portal).manyFailures(
                    at: now)
            }
        }
        app.mailBell.ring()
    }
}
