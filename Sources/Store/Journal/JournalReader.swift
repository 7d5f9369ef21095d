package import Core
import Foundation

/// An event as pages show it.
package struct JournalEntry: Sendable {
    package let seq: Int64
    package let at: Instant
    package let actor: String
    package let verb: String
    package let detail: [String: String]
}

extension Journal {
    /// The newest events of a record, at most `limit`.
    package func events(of subject: Subject, limit: Int, connection: any Connection) throws -> [JournalEntry] {
        try connection.rows(
            """
            SELECT "a"."seq", "a"."at", "a"."actor_name", "a"."verb", "a"."detail" FROM "audit_subjects" AS "s" JOIN "audit" AS "a" ON "a"."seq" = "s"."seq" \
            WHERE "s"."module" = \(subject.module) AND "s"."record_id" = \(subject.id) ORDER BY "s"."seq" DESC LIMIT \(limit)
            """
        ).map(entry)
    }

    /// The events of a record at or after a moment, newest first.
    func events(of subject: Subject, since moment: Instant, connection: any Connection) throws -> [JournalEntry] {
        try connection.rows(
            """
            SELECT "a"."seq", "a"."at", "a"."actor_name", "a"."verb", "a"."detail" FROM "audit_subjects" AS "s" JOIN "audit" AS "a" ON "a"."seq" = "s"."seq" \
            WHERE "s"."module" = \(subject.module) AND "s"."record_id" = \(subject.id) AND "a"."at" >= \(moment) ORDER BY "s"."seq" DESC
            """
        ).map(entry)
    }

    private func entry(_ row: Row) -> JournalEntry {
        let detail =
            (row[4].text?.data(using: .utf8)).flatMap { try? JSONDecoder().decode([String: String].self, from: $0) }
            ?? [:]
        return JournalEntry(
            seq: row[0].int ?? 0, at: row[1].instant ?? Instant(milliseconds: 0), actor: row[2].text ?? "",
            verb: row[3].text ?? "", detail: detail)
    }
}
