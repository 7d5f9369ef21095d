import CPostgres
import Core
import Store

/// One transaction on one connection, for the length of one `read` or `write`.
///
/// Words that begin a transaction or a savepoint are kept back and travel with the next statement, which saves their
/// round trips.
final class PostgresSession: Connection {
    let dialect = Dialect.postgres
    let connection: PostgresConnection
    /// What the server must hear before the next statement.
    var pending: [String]
    /// Whether the server has begun the transaction.
    var hasBegun = false
    /// Whether the transaction changed tables, so that prepared statements everywhere may be stale.
    private(set) var changedSchema = false
    var savepoints = 0
    var cursors = 0

    init(_ connection: PostgresConnection, beginning: String) {
        self.connection = connection
        pending = [beginning]
    }

    func rows(_ sql: SQL) throws -> [Row] {
        let (text, values) = sql.rendered()
        let (result, statement) = try execute(text, values)
        return statement.reader(for: result).rows(result)
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        let (text, values) = sql.rendered()
        let result = try execute(text, values).result
        if ["CREATE", "ALTER", "DROP"].contains(where: result.tag.hasPrefix) { try noteChangedSchema() }
        return result.changedRows
    }

    /// Neither the server's limit for a statement nor ours for the whole counts any more.
    func takesLong() throws {
        connection.deadline = nil
        pending.append("SET LOCAL statement_timeout = 0")
    }

    func script(_ text: SQL) throws {
        let (text, values) = text.rendered()
        guard values.isEmpty else { throw StoreError.failed(reason: "a script takes no values") }
        try asStoreError {
            try recovering { if !pending.isEmpty { try exchange([]) } }
            _ = try connection.simple(text)
        }
        try noteChangedSchema()
    }

    private func noteChangedSchema() throws {
        changedSchema = true
        try asStoreError { try connection.forgetStatements() }
    }

    /// Sends what is pending and the steps in one round trip.
    @discardableResult
    func exchange(_ steps: [Step]) throws(PostgresFailure) -> PostgresResult {
        let before = pending
        defer {
            hasBegun = hasBegun || [PQTRANS_INTRANS, PQTRANS_INERROR].contains(connection.transaction)
            if hasBegun { pending = [] }
        }
        return try connection.exchange(before.map(Step.command) + steps)
    }

    /// Runs `body` and says its failure in the words of the store.
    func asStoreError<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let failure as PostgresFailure { throw failure.storeError }
    }
}
