import Core
import Foundation

extension Journal {
    /// Walks the whole chain, from where it was cut; nil when it holds, otherwise the number of the first entry that does not.
    package func firstBreak(connection: any Connection) throws -> Int64? {
        try connection.takesLong()
        let head = try connection.row("SELECT \"audit_seq\", \"audit_hash\" FROM \"state\" WHERE \"id\" = 1")
        let seal = try seal()
        var walk = ChainWalk(after: seal)
        // The rows of an entry's subjects are numbered after it, so that its number finds them without an index of their own.
        try connection.each(
            """
            SELECT "a".*, "s"."seq" AS "subject_seq", "s"."module" AS "subject_module", "s"."record_id" AS "subject_record" FROM "audit" AS "a" \
            LEFT JOIN "audit_subjects" AS "s" ON "s"."id" >= "a"."seq" << 12 AND "s"."id" < ("a"."seq" + 1) << 12 WHERE "a"."seq" > \(seal.seq) ORDER BY "a"."seq", "s"."id"
            """
        ) { walk.take($0) }
        let broken = walk.end(head: (head?[0].int, head?[1].bytes))
        return [broken, try stray(after: seal.seq, upTo: walk.length, connection)].compactMap(\.self).min()
    }

    /// The entry that somebody hung a subject on under a number of another entry, or of none.
    private func stray(after first: Int64, upTo last: Int64, _ connection: any Connection) throws -> Int64? {
        try connection.int(
            """
            SELECT min("seq") FROM "audit_subjects" WHERE "id" >> 12 > \(first) AND ("id" >> 12 <> "seq" OR "seq" < 1 OR "seq" > \(last))
            """)
    }
}

/// The walk along the chain: takes rows, one for each subject of an entry, and checks an entry once its last row has come.
private struct ChainWalk {
    private let seal: Journal.Seal
    private var previous: [UInt8]
    private var expected: Int64
    private var broken: Int64?
    /// The chain itself says where it was cut.
    private var isSealed: Bool
    /// How many entries were checked.
    var length: Int64 { expected - 1 }
    /// The entry whose rows are coming: its first row, and its subjects as far as they are its own.
    private var current: (row: Row, subjects: [Journal.Subject])?

    init(after seal: Journal.Seal) {
        self.seal = seal
        previous = seal.hash
        expected = seal.seq + 1
        isSealed = seal == .none
    }

    mutating func take(_ row: Row) {
        if let current, current.row["seq"] != row["seq"] { check() }
        if current == nil { current = (row, []) }
        guard row["subject_seq"] == row["seq"], let id = row["subject_record"].id else { return }
        current?.subjects.append(Journal.Subject(row["subject_module"].text ?? "", id))
    }

    private mutating func check() {
        guard let (row, subjects) = current else { return }
        current = nil
        if broken == nil, row["seq"].int != expected || row["previous"].bytes != previous || !holds(row, subjects) {
            broken = expected
        }
        previous = row["hash"].bytes ?? []
        expected += 1
        if row["verb"].text == Journal.Seal.verb { isSealed = isSealed || says(row["detail"].text) }
    }

    private func says(_ detail: String?) -> Bool {
        (detail?.data(using: .utf8)).map { (try? JSONDecoder().decode([String: String].self, from: $0)) == seal.detail }
            ?? false
    }

    private func holds(_ row: Row, _ subjects: [Journal.Subject]) -> Bool {
        let hash = row["hash"].bytes
        return Entry.Format.allCases.contains { format in
            guard let entry = Entry(row, subjects, format) else { return false }
            return entry.hash(after: previous, format) == hash
        }
    }

    /// The first entry that does not hold, after the last row; the head is what the database says the chain ends with.
    mutating func end(head: (seq: Int64?, hash: [UInt8]?)) -> Int64? {
        check()
        if !isSealed { broken = min(broken ?? .max, seal.seq + 1) }
        return broken ?? (head.seq == length && head.hash == previous ? nil : expected)
    }
}

extension Entry {
    /// The entry of a row; nil when the row says something that the hash leaves out: an unknown kind of actor, half a subject, a first
    /// subject other than the first of all.
    fileprivate init?(_ row: Row, _ all: [Journal.Subject], _ format: Format) {
        let first = row["module"].text.flatMap { module in row["record_id"].id.map { Journal.Subject(module, $0) } }
        guard let kind = row["actor_kind"].text.flatMap(Author.Kind.init(rawValue:)),
            row["module"].text == first?.module, row["record_id"].id == first?.id,
            format == .firstSubject || all.first == first
        else { return nil }
        seq = row["seq"].int ?? 0
        at = row["at"].instant ?? Instant(milliseconds: 0)
        author = Author(kind: kind, id: row["actor_id"].id, name: row["actor_name"].text ?? "")
        verb = row["verb"].text ?? ""
        subjects = format == .firstSubject ? first.map { [$0] } ?? [] : all
        detail = row["detail"].text ?? ""
    }
}
