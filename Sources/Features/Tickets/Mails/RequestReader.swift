import Core
import Store

/// Somebody outside who would see a request if they signed in now, with the request as they would see it.
struct RequestReader {
    let recipient: MailRecipient
    let portal: Portal
    let ticket: Record
}

/// Finds who outside is told about a request. The rule of the pages decides, so that a mail never says what they would not show.
struct RequestReaders {
    let app: App
    let connection: any Connection

    /// Whoever opened the request in a portal, or else its contact; nil when neither may see it today or can be written to.
    func first(of id: RecordID) throws -> RequestReader? {
        guard let request = try Requests(connection).find(id) else { return nil }
        for access in try accesses(request) {
            if let reader = try reader(access, id) { return reader }
        }
        return nil
    }

    private func accesses(_ request: StoredRequest) throws -> [Access] {
        let accesses = Accesses(connection)
        return try (request.opener.map { try accesses.of(person: $0) } ?? [])
            + (request.contact.map { try accesses.on(module: "contacts", record: $0) } ?? [])
    }

    private func reader(_ access: Access, _ id: RecordID) throws -> RequestReader? {
        guard let person = try People(connection).find(access.person), person.disabledAt == nil,
            let viewer = try viewer(access, person), let portal = try portal(of: access),
            let ticket = try Records(connection, app.catalog).seen(by: viewer, app.module("tickets")).find(id),
            let recipient = try MailRecipient(person, connection)?.notified(through: access)
        else { return nil }
        return RequestReader(recipient: recipient, portal: portal, ticket: ticket)
    }

    private func viewer(_ access: Access, _ person: Person) throws -> Viewer? {
        try VisitorMaker(connection: connection, grants: app.grants, today: app.today).viewer(
            access, person, version: try Portals(connection).version())
    }

    private func portal(of access: Access) throws -> Portal? {
        let portals = Portals(connection)
        return try portals.userType(access.userType).flatMap { try portals.find($0.portal) }
    }
}
