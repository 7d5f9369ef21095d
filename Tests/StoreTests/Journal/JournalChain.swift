import Core
import Store

/// Looks for the place where a journal's chain breaks.
enum JournalChain {
    static func firstBreak(_ database: any Database) async throws -> Int64? {
        try await database.read { try Journal($0).firstBreak(connection: $0) }
    }

    /// Where the chain breaks after a change, which is then undone.
    static func tampered(_ change: SQL, in database: any Database) async throws -> Int64? {
        do {
            try await database.write { connection in
                try connection.run(change)
                throw Found(entry: try Journal(connection).firstBreak(connection: connection))
            }
            return nil
        } catch let found as Found {
            return found.entry
        }
    }

    /// Carries an answer out of a transaction that is undone.
    private struct Found: Error {
        let entry: Int64?
    }
}
