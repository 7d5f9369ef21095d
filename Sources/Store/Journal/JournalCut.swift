package import Core

/// The journal is shortened from its old end only, and the cut is sealed: the number and the hash of the last entry that went are kept, and an
/// event of the chain itself says them, so that what is left can be proved as before.
extension Journal {
    /// The last entry that is gone.
    struct Seal: Sendable, Hashable {
        let seq: Int64
        let hash: [UInt8]

        static let none = Seal(seq: 0, hash: [UInt8](repeating: 0, count: 32))
        static let verb = "journal.cut"

        var detail: [String: String] { ["through": String(seq), "hash": hash.map(hexadecimal).joined()] }

        private func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    }

    func seal() throws -> Seal {
        let row = try connection.row("SELECT \"id\", \"hash\" FROM \"journal_seals\" ORDER BY \"id\" DESC LIMIT 1")
        guard let seq = row?[0].int, let hash = row?[1].bytes else { return .none }
        return Seal(seq: seq, hash: hash)
    }

    /// Seals what is older than `moment`, and returns how many entries that is. They are gone for every check from then on.
    package func cut(before moment: Instant, by author: Author, at now: Instant) throws -> Int64 {
        try hold()
        let before = try seal()
        // Along the numbers, so that only what goes is read.
        let young = try connection.int(
            "SELECT \"seq\" FROM \"audit\" WHERE \"seq\" > \(before.seq) AND \"at\" >= \(moment) ORDER BY \"seq\" LIMIT 1"
        )
        let old: SQL = young.map { " AND \"seq\" < \($0)" } ?? ""
        let row = try connection.row(
            "SELECT \"seq\", \"hash\" FROM \"audit\" WHERE \"seq\" > \(before.seq)\(old) ORDER BY \"seq\" DESC LIMIT 1")
        guard let seq = row?[0].int, let hash = row?[1].bytes else { return 0 }
        let next = Seal(seq: seq, hash: hash)
        try connection.run("DELETE FROM \"journal_seals\"")
        try connection.run(
            "INSERT INTO \"journal_seals\" (\"id\", \"hash\", \"cut_at\") VALUES (\(next.seq), \(next.hash), \(now))")
        try append(.init("journal.cut", detail: next.detail), by: author, at: now)
        return next.seq - before.seq
    }

    /// Takes at most `most` rows away of what is sealed, and returns how many.
    package func removeSealed(_ most: Int) throws -> Int {
        let end = try seal().seq
        let subjects = try connection.run(
            """
            DELETE FROM "audit_subjects" WHERE "id" IN (SELECT "id" FROM "audit_subjects" WHERE "id" < \((end + 1) << 12) ORDER BY "id" LIMIT \(most))
            """)
        guard subjects == 0 else { return subjects }
        return try connection.run(
            "DELETE FROM \"audit\" WHERE \"seq\" IN (SELECT \"seq\" FROM \"audit\" WHERE \"seq\" <= \(end) ORDER BY \"seq\" LIMIT \(most))"
        )
    }
}
