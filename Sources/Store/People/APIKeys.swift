package import Core

/// Keys for the API, one an access, found by the hash of the key that a program sends.
package struct APIKeys {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// A key and whom it stands for.
    package struct Found: Sendable {
        package let lastUsedAt: Instant?
        package let entrant: Entrant
    }

    /// A key as pages tell of it. The key itself is nowhere: only its holder has it.
    package struct Listed: Sendable {
        package let createdAt: Instant
        package let lastUsedAt: Instant?
    }

    /// The key with this hash, in one statement. Whether its access is valid today is the caller's question.
    package func find(_ hash: [UInt8]) throws -> Found? {
        let sql: SQL = """
            SELECT "k"."last_used_at" AS "key_used", \(Entrant.columns) \
            FROM "api_keys" AS "k" JOIN "accesses" AS "a" ON "a"."id" = "k"."access_id" JOIN "people" AS "p" ON "p"."id" = "a"."person_id" \
            \(Entrant.joins) WHERE "k"."id" = \(hash)
            """
        return try connection.row(sql).map { Found(lastUsedAt: $0["key_used"].instant, entrant: Entrant($0)) }
    }

    package func of(access: RecordID) throws -> Listed? {
        try connection.row(
            "SELECT \"created_at\", \"last_used_at\" FROM \"api_keys\" WHERE \"access_id\" = \(access)"
        ).map { Listed(createdAt: $0[0].instant ?? Instant(milliseconds: 0), lastUsedAt: $0[1].instant) }
    }

    /// Throws `StoreError.duplicate` when the access has a key.
    package func add(_ hash: [UInt8], to access: RecordID, by person: RecordID, at now: Instant) throws {
        try connection.run(
            "INSERT INTO \"api_keys\" (\"id\", \"access_id\", \"created_at\", \"created_by\") VALUES (\(hash), \(access), \(now), \(person))"
        )
    }

    /// False when there was none.
    package func remove(of access: RecordID) throws -> Bool {
        try connection.run("DELETE FROM \"api_keys\" WHERE \"access_id\" = \(access)") == 1
    }

    package func touch(_ hash: [UInt8], at now: Instant) throws {
        try connection.run("UPDATE \"api_keys\" SET \"last_used_at\" = \(now) WHERE \"id\" = \(hash)")
    }
}
