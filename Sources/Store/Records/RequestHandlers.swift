package import Core

/// Who on the staff follows which request. The request holds the name too, for lists and for the customer; an imported name without a
/// person stays until somebody is named here.
package struct RequestHandlers {
    private let connection: any Connection
    static let nameField = "assigned_to"

    package init(_ connection: any Connection) { self.connection = connection }

    /// Nil while nobody is named, or only somebody who can no longer sign in.
    package func handler(of request: RecordID) throws -> Person? {
        try connection.row(
            """
            SELECT \(Person.columns) FROM "people" WHERE "kind" = 'staff' AND "disabled_at" IS NULL AND "id" = \
            (SELECT "person_id" FROM "request_handlers" WHERE "record_id" = \(request))
            """
        ).map(Person.init)
    }

    /// Whether a person was named, whatever became of that person.
    func isNamed(_ request: RecordID) throws -> Bool {
        try connection.int("SELECT 1 FROM \"request_handlers\" WHERE \"record_id\" = \(request)") != nil
    }

    fileprivate func set(_ person: Person?, of request: RecordID, at now: Instant) throws {
        try connection.run("DELETE FROM \"request_handlers\" WHERE \"record_id\" = \(request)")
        guard let person else { return }
        try connection.run(
            "INSERT INTO \"request_handlers\" (\"record_id\", \"person_id\", \"since\") VALUES (\(request), \(person.id), \(now))"
        )
    }

    /// Those who may be named: staff who can sign in.
    package func candidates() throws -> [Person] { try People(connection).staff().filter { $0.disabledAt == nil } }
}

extension SeenRecords {
    /// Names who follows a request that was found, or nobody; false when that is so already.
    package func setHandler(_ person: Person?, of request: Record, at now: Instant) throws -> Bool {
        let handlers = RequestHandlers(connection)
        let name = person?.name
        guard try handlers.handler(of: request.id)?.id != person?.id || request[RequestHandlers.nameField].text != name
        else { return false }
        try handlers.set(person, of: request.id, at: now)
        let values = [RequestHandlers.nameField: Value.text(name)]
        guard
            try RecordTable(connection, module).update(
                request.id, version: request.version, values, by: viewer.person, at: now)
        else { throw WriteRefusal.stale(current: request.version + 1) }
        return true
    }
}
