import CPostgres
import Store

extension PostgresSession {
    /// Ends a write for good; when this returns, the server has it on disk.
    func commit() throws {
        try requireHealth()
        guard hasBegun else { return }
        do {
            let result = try exchange([.command("COMMIT")])
            guard result.tag == "COMMIT" else {
                throw StoreError.failed(reason: "the server answered \(result.tag) to COMMIT")
            }
        } catch let failure as PostgresFailure {
            guard failure.brokeConnection else { throw failure.storeError }
            let reason = "the connection was lost during COMMIT; whether the change was kept is not known"
            throw StoreError.unsure(reason: "\(reason) (\(failure.message))")
        }
    }

    /// Ends the transaction without keeping anything, and without waiting: the connection's next user reads the answer.
    func abandon() {
        guard hasBegun, connection.transaction != PQTRANS_IDLE else { return }
        // On failure the connection is broken, and the transaction ended with it.
        do { try connection.post("ROLLBACK") } catch { return }
    }
}
