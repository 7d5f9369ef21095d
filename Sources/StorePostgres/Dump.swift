import Foundation
import Store

/// A copy of the whole database by PostgreSQL's own `pg_dump`, in its custom format, which `pg_restore` reads.
struct Dump: Sendable {
    let address: PostgresAddress
    let path: String

    /// Blocks until the file is complete and on disk. The file must not be there yet.
    func run() throws {
        // Made before pg_dump opens it, so that only the owner can ever read it.
        let file = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard file >= 0 else {
            throw StoreError.full(reason: "cannot make \(path): \(String(cString: strerror(errno)))")
        }
        close(file)
        do {
            try dump()
        } catch {
            unlink(path)
            throw error
        }
    }

    private func dump() throws {
        let schema = address.schema.map { ["--schema=\($0.name)"] } ?? []
        try PostgresProgram(name: "pg_dump", address: address).run(
            ["--format=custom", "--no-password", "--file=\(path)"] + schema)
    }
}
