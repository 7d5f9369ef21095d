import CPostgres
import Core
import Store

/// One connection of libpq, opened when it is first used and again after it broke.
///
/// Unchecked because libpq's handle cannot say it is `Sendable`: the pool lends the object to one job at a time, and
/// the pool's lock orders what one borrower did before what the next one does.
final class PostgresConnection: @unchecked Sendable {
    private let address: PostgresAddress
    private let statementTimeout: Interval
    private(set) var handle: OpaquePointer?
    var prepared = PreparedStatements()
    /// How many answers were asked for without waiting: the end of the transaction before.
    var unread = 0
    var isBroken = false
    /// When the job at hand has to be done; nil for as long as it takes.
    var deadline: ContinuousClock.Instant?
    /// Which state of the schema the prepared statements were made for.
    private var schemaVersion = 0

    init(address: PostgresAddress, statementTimeout: Interval) {
        self.address = address
        self.statementTimeout = statementTimeout
    }

    deinit { PQfinish(handle) }

    /// Makes the connection ready for a job.
    func open(schemaVersion current: Int) throws(PostgresFailure) {
        if handle == nil || isBroken { try reopen() }
        guard schemaVersion != current else { return }
        do { try forgetStatements() } catch {
            // It broke while it was idle; a new connection has nothing to forget.
            guard error.brokeConnection else { throw error }
            try reopen()
        }
        schemaVersion = current
    }

    func reopen() throws(PostgresFailure) {
        close()
        if let deadline, ContinuousClock.now >= deadline { throw .late }
        let made = try Self.connect(to: address)
        handle = made
        isBroken = false
        do {
            _ = try simple(SessionSettings(address: address, statementTimeout: statementTimeout).script)
        } catch {
            // A session without its settings must not be used.
            isBroken = true
            throw error
        }
    }

    func close() {
        PQfinish(handle)
        handle = nil
        unread = 0
        prepared = PreparedStatements()
    }

    var serverVersion: Int { Int(PQserverVersion(handle)) }

    /// Where the connection stands with its transaction, known without asking the server.
    var transaction: PGTransactionStatusType { isBroken ? PQTRANS_UNKNOWN : PQtransactionStatus(handle) }

    /// Has the server parse everything anew; for tables that changed.
    func forgetStatements() throws(PostgresFailure) {
        prepared.removeAll()
        _ = try exchange([.command("DEALLOCATE ALL")])
    }

    /// Has the next job forget the statements, when this transaction cannot any more.
    func distrustStatements() { schemaVersion = -1 }

    private static func connect(to address: PostgresAddress) throws(PostgresFailure) -> OpaquePointer {
        guard let handle = SessionSettings.connect(address) else { throw .lost("out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let failure = PostgresFailure.lost(handle)
            PQfinish(handle)
            throw failure
        }
        // libpq writes notices to standard error otherwise.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        // Sending, too, must not wait for a server that does not listen.
        PQsetnonblocking(handle, 1)
        return handle
    }
}
