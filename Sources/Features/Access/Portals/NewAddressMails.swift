import Core
import Store

/// Tells everybody who has an open access to a portal where it is now, in the transaction that moves it. Ring `app.mailBell` after it.
struct NewAddressMails {
    let app: App
    let connection: any Connection

    func tell(_ portal: RecordID, at now: Instant) throws {
        guard let moved = try Portals(connection).find(portal) else { return }
        let office = PostOffice(app: app, connection: connection)
        for person in try People(connection).people(of: portal) {
            guard person.disabledAt == nil, let recipient = try MailRecipient(person, connection) else { continue }
            try office.queue(.portalMoved, to: recipient, portal: moved, at: now)
        }
    }
}
