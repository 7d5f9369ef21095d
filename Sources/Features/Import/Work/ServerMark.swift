import Foundation

/// Says to other programs on this machine that a process serves this data folder and takes imports, for as long as it lives.
package final class ServerMark: Sendable {
    private let descriptor: Int32

    /// Nil when the mark cannot be made; then nobody hands anything over.
    init?(_ folder: ImportFolder) {
        do { try ImportFolder.make(folder.root) } catch { return nil }
        descriptor = open(ServerMark.path(folder), O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        // Several may serve one folder; who asks wants it for itself alone, for a moment, and is refused.
        guard flock(descriptor, LOCK_SH) == 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// Lets go of the mark now; keeps the value alive until then.
    func release() { _ = flock(descriptor, LOCK_UN) }

    /// True when a process serves the folder.
    package static func isThere(_ folder: ImportFolder) -> Bool {
        let descriptor = open(path(folder), O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }

    private static func path(_ folder: ImportFolder) -> String { folder.root + "/server.lock" }
}
