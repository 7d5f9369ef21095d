package import Core

/// What both engines promise; their differences stay in the drivers and in `Dialect`.
///
/// A body runs on one connection from start to end and must not wait for anything but the database. A read sees one snapshot. A write is one
/// transaction: when the call returns, it is on disk; when the body throws, nothing happened. The body of a write runs at most once.
package protocol Database: Sendable {
    var dialect: Dialect { get }
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
    /// What `body` would do, undone at the end. Others go on writing meanwhile; its own changes are seen by `body` alone.
    func trial<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
    /// A consistent copy of the whole database in a new file; may run beside reads and writes.
    func backUp(to path: String) async throws
    func close() async
    /// How busy it is at this moment, in this process.
    var load: DatabaseLoad { get }
}

extension Database {
    package var load: DatabaseLoad { DatabaseLoad() }
}

/// How many connections there may be, how many are used, and how much waits for one.
package struct DatabaseLoad: Sendable, Hashable {
    /// Nil where another one is opened whenever one is needed.
    package var connections: Int?
    package var used = 0
    package var waiting = 0

    package init(connections: Int? = nil, used: Int = 0, waiting: Int = 0) {
        (self.connections, self.used, self.waiting) = (connections, used, waiting)
    }
}

extension Database {
    /// One transaction that is undone: enough where writers wait for each other's rows only.
    package func trial<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        do {
            return try await write { connection -> T in throw Tried(result: try body(connection)) }
        } catch let tried as Tried<T> {
            return tried.result
        }
    }
}

/// Carries what a trial gave out of the transaction that it undoes.
private struct Tried<T: Sendable>: Error {
    let result: T
}

/// One connection, for the length of one `read` or `write`. Not for other threads.
package protocol Connection: AnyObject {
    var dialect: Dialect { get }
    /// All rows of the answer.
    func rows(_ sql: SQL) throws -> [Row]
    /// Runs a statement and returns how many rows it changed.
    @discardableResult func run(_ sql: SQL) throws -> Int
    /// Gives the rows one by one, for answers that must not be in memory as a whole.
    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws
    /// Statements without values, separated by semicolons; for schemas.
    func script(_ text: SQL) throws
    /// Undoes what `body` did when it throws, without ending the transaction.
    func savepoint<T>(_ body: () throws -> T) throws -> T
    /// Says that this transaction may take as long as it needs: nobody waits for its answer on a page.
    func takesLong() throws
}

extension Connection {
    package func takesLong() throws {}
    package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }
    package func int(_ sql: SQL) throws -> Int64? { try rows(sql).first?[0].int }
}

/// Where the engines' words differ.
package enum Dialect: String, Sendable, Hashable, CaseIterable {
    case sqlite, postgres
}

/// What went wrong in a store, in the few kinds that callers treat differently.
package enum StoreError: Error, Sendable {
    /// A unique constraint refused the row; `constraint` is its name or columns as the engine says them.
    case duplicate(constraint: String)
    /// A foreign key or NOT NULL refused the row.
    case refused(constraint: String)
    /// The database cannot be reached or did not answer in time; try again later.
    case unavailable(reason: String)
    /// The connection was lost in the moment of saving: whether it was saved is not known.
    case unsure(reason: String)
    /// The disk is full or cannot be written.
    case full(reason: String)
    /// Anything else: a defect.
    case failed(reason: String)
}

extension StoreError: CustomStringConvertible {
    /// For logs and the command line; never for visitors.
    package var description: String {
        switch self {
        case .duplicate(let constraint): "the value is taken (\(constraint))"
        case .refused(let constraint): "the database refuses it (\(constraint))"
        case .unavailable(let reason), .unsure(let reason), .full(let reason), .failed(let reason): reason
        }
    }
}
