import Foundation
import Store

/// Keeps a second process away from the database file for as long as this value lives; the system lets go when the process ends, however it ends.
final class ProcessLock: Sendable {
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.full(reason: "\(path) cannot be made") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError.unavailable(reason: "another parvis process uses this database; stop it first")
        }
    }

    deinit { close(descriptor) }
}
