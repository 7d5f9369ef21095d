package import Core
import NIOPosix
package import Store
import Synchronization

/// PostgreSQL 15 or newer through libpq: a pool of connections, whose blocking calls run on threads of their own.
package final class PostgresDatabase: Database {
    package let dialect = Dialect.postgres
    private let address: PostgresAddress
    private let pool: ConnectionPool
    private let threads: NIOThreadPool
    /// How long a job may hold a connection, whatever the server does meanwhile.
    private let jobLimit: Duration
    /// Counts changes of tables made here, so that every connection learns that its prepared statements are stale.
    private let schemaVersion = Mutex(0)

    private init(
        address: PostgresAddress, connections: Int, statementTimeout: Interval, waitLimit: Interval, jobLimit: Interval
    ) {
        self.address = address
        self.jobLimit = .milliseconds(jobLimit.milliseconds)
        let made = (0..<connections).map { _ in
            PostgresConnection(address: address, statementTimeout: statementTimeout)
        }
        pool = ConnectionPool(made, waitLimit: waitLimit)
        // As many threads as connections: a job that has a connection never waits for a thread.
        threads = NIOThreadPool(numberOfThreads: connections)
        threads.start()
    }

    /// Opens the database at a `postgres://` address and asks whether it answers. `?schema=name` keeps all tables in
    /// that schema, which is made when it is missing. A job that waits for a connection longer than `waitLimit` fails
    /// as unavailable, and so does one that has not ended `jobLimit` after it got one.
    package static func open(
        url: String, connections: Int = 8, statementTimeout: Interval = .seconds(15),
        waitLimit: Interval = .seconds(10), jobLimit: Interval = .seconds(20)
    ) async throws -> PostgresDatabase {
        let address = try PostgresAddress(url)
        let database = PostgresDatabase(
            address: address, connections: max(1, connections), statementTimeout: statementTimeout,
            waitLimit: waitLimit, jobLimit: jobLimit)
        do {
            try await database.prepareServer()
        } catch {
            await database.close()
            throw error
        }
        return database
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await onConnection { connection in
            let session = PostgresSession(connection, beginning: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            defer { session.abandon() }
            return try body(session)
        }
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await onConnection { [self] connection in
            let session = PostgresSession(connection, beginning: "BEGIN")
            defer {
                session.abandon()
                if session.changedSchema { schemaVersion.withLock { $0 += 1 } }
            }
            let result = try body(session)
            try session.commit()
            return result
        }
    }

    package var load: DatabaseLoad { pool.load }

    /// How the way to the server is protected: what is asked for, and what this connection has.
    package func transport() async throws -> (mode: String, version: String?) {
        let row = try await read { try $0.row("SELECT \"version\" FROM pg_stat_ssl WHERE pid = pg_backend_pid()") }
        return (PostgresTransport(address).mode, row?[0].text)
    }

    package func backUp(to path: String) async throws {
        let dump = Dump(address: address, path: path)
        try await NIOThreadPool.singleton.runIfActive { try dump.run() }
    }

    package func close() async {
        for connection in await pool.close() { connection.close() }
        // Only a second call fails, and then there is nothing left to stop.
        do { try await threads.shutdownGracefully() } catch { return }
    }

    private func prepareServer() async throws {
        let version = try await onConnection { $0.serverVersion }
        guard version >= 150_000 else {
            throw StoreError.failed(reason: "PostgreSQL 15 or newer is needed; the server is \(version)")
        }
        guard let schema = address.schema else { return }
        try await write { connection in
            guard try connection.row("SELECT 1 FROM pg_namespace WHERE nspname = \(schema.name)") == nil else { return }
            try connection.script("CREATE SCHEMA IF NOT EXISTS \(schema)")
        }
    }

    private func onConnection<T: Sendable>(
        _ job: @escaping @Sendable (PostgresConnection) throws -> T
    ) async throws -> T {
        let connection = try await pool.lend()
        defer { pool.take(back: connection) }
        return try await threads.runIfActive { [self] in
            let current = schemaVersion.withLock { $0 }
            connection.deadline = ContinuousClock.now + jobLimit
            do throws(PostgresFailure) { try connection.open(schemaVersion: current) } catch { throw error.storeError }
            return try job(connection)
        }
    }
}
