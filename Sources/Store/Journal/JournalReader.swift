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

    private func entry(_ row: Row) -> JournalEntry {
        let detail =
            (row[4].text?.data(using: .utf8)).flatMap { try? JSONDecoder().decode([String: String].self, from: $0) }
            ?? [:]
        return JournalEntry(
            seq: row[0].int ?? 0, at: row[1].instant ?? Instant(milliseconds: 0), actor: row[2].text ?? "",
            verb: row[3].text ?? "", detail: detail)
    }

    /// Walks the whole chain; nil when it holds, otherwise the number of the first entry that does not.
    package func firstBreak(connection: any Connection) throws -> Int64? {
        var previous = [UInt8](repeating: 0, count: 32)
        var expected: Int64 = 1
        var broken: Int64?
        try connection.each("SELECT * FROM \"audit\" ORDER BY \"seq\"") { row in
            guard broken == nil else { return }
            let entry = Entry(row)
            if entry.seq != expected || !entry.isWhole(row) || row["previous"].bytes != previous
                || row["hash"].bytes != entry.hash(after: previous)
            {
                broken = expected
            }
            previous = row["hash"].bytes ?? []
            expected += 1
        }
        let head = try connection.row("SELECT \"audit_seq\", \"audit_hash\" FROM \"state\" WHERE \"id\" = 1")
        return broken ?? (head?[0].int == expected - 1 && head?[1].bytes == previous ? nil : expected)
    }
}

extension Entry {
    /// Whether the row says nothing that the entry, and so the hash, left out: an unknown kind of actor, half a subject.
    fileprivate func isWhole(_ row: Row) -> Bool {
        row["actor_kind"].text == author.kind.rawValue && row["module"].text == subject?.module
            && row["record_id"].id == subject?.id
    }

    fileprivate init(_ row: Row) {
        seq = row["seq"].int ?? 0
        at = row["at"].instant ?? Instant(milliseconds: 0)
        author = Author(
            kind: Author.Kind(rawValue: row["actor_kind"].text ?? "") ?? .system, id: row["actor_id"].id,
            name: row["actor_name"].text ?? "")
        verb = row["verb"].text ?? ""
        subject = row["module"].text.flatMap { module in row["record_id"].id.map { Journal.Subject(module, $0) } }
        detail = row["detail"].text ?? ""
    }
}
