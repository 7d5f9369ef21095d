package import Core
import Foundation

/// The journal of everything that was done: an append-only chain in which each hash covers its event and the hash before.
package struct Journal {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// One thing that happened, and the records it is shown on.
    package struct Event: Sendable {
        package let verb: String
        package let subjects: [Subject]
        package let detail: [String: String]

        package init(_ verb: String, on subjects: [Subject] = [], detail: [String: String] = [:]) {
            self.verb = verb
            self.subjects = subjects
            self.detail = detail
        }
    }

    /// A record, by module and id.
    package struct Subject: Sendable, Hashable {
        package let module: String
        package let id: RecordID

        package init(_ module: String, _ id: RecordID) {
            self.module = module
            self.id = id
        }
    }

    /// Makes whoever else writes an event wait until this transaction has ended, as an event would: for what must be tested before it is known
    /// whether there will be one.
    package func hold() throws {
        try connection.run("UPDATE \"state\" SET \"audit_seq\" = \"audit_seq\" WHERE \"id\" = 1")
    }

    /// Appends an event inside the caller's transaction. The one-row update makes writers of the chain wait for each other.
    package func append(_ event: Event, by author: Author, at now: Instant) throws {
        let head = try connection.row(
            "UPDATE \"state\" SET \"audit_seq\" = \"audit_seq\" + 1 WHERE \"id\" = 1 RETURNING \"audit_seq\", \"audit_hash\""
        )
        guard let seq = head?[0].int, let previous = head?[1].bytes else {
            throw StoreError.failed(reason: "the journal has no head")
        }
        let detail = try String(decoding: JSONEncoder.sorted.encode(event.detail), as: UTF8.self)
        let entry = Entry(
            seq: seq, at: now, author: author, verb: event.verb, subjects: event.subjects, detail: detail)
        let hash = entry.hash(after: previous, .allSubjects)
        try connection.run(
            """
            INSERT INTO "audit" ("seq", "at", "actor_kind", "actor_id", "actor_name", "verb", "module", "record_id", "detail", "previous", "hash") VALUES \
            (\(seq), \(now), \(author.kind.rawValue), \(author.id), \(author.name), \(event.verb), \(entry.subjects.first?.module), \(entry.subjects.first?.id), \(detail), \(previous), \(hash))
            """)
        // 4,096 records an event: one more would take the number of the next event's first.
        guard event.subjects.count <= 4096 else {
            throw StoreError.failed(reason: "an event on more than 4,096 records")
        }
        for (offset, subject) in event.subjects.enumerated() {
            try connection.run(
                "INSERT INTO \"audit_subjects\" (\"id\", \"seq\", \"module\", \"record_id\") VALUES (\(seq << 12 + Int64(offset)), \(seq), \(subject.module), \(subject.id))"
            )
        }
        try connection.run("UPDATE \"state\" SET \"audit_hash\" = \(hash) WHERE \"id\" = 1")
    }
}

extension JSONEncoder {
    static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
