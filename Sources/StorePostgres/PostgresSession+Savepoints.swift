import CPostgres
import Store

extension PostgresSession {
    func savepoint<T>(_ body: () throws -> T) throws -> T {
        savepoints += 1
        let name = "p\(savepoints)"
        pending.append("SAVEPOINT \(name)")
        do {
            let result = try body()
            try requireHealth()
            release(name)
            return result
        } catch {
            try undo(name)
            throw error
        }
    }

    /// On the other engine a failed statement leaves the transaction as it was; here it is lost, so a body that goes on
    /// must hear of it.
    func requireHealth() throws {
        guard !connection.isBroken else {
            throw StoreError.unavailable(reason: "the connection was lost in the middle of a transaction")
        }
        guard hasBegun, connection.transaction == PQTRANS_INERROR else { return }
        throw StoreError.failed(reason: "a statement failed and the transaction went on; use a savepoint")
    }

    private func release(_ name: String) {
        if let unsent = pending.lastIndex(of: "SAVEPOINT \(name)") {
            pending.remove(at: unsent)
        } else {
            pending.append("RELEASE \(name)")
        }
    }

    private func undo(_ name: String) throws {
        if let unsent = pending.lastIndex(of: "SAVEPOINT \(name)") {
            pending.removeSubrange(unsent...)
        } else if !connection.isBroken {
            // What is pending was said inside the savepoint and goes with it.
            pending = []
            try asStoreError { _ = try exchange([.command("ROLLBACK TO \(name)"), .command("RELEASE \(name)")]) }
        }
    }
}
