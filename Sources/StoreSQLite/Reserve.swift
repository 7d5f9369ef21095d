import Foundation
import Glibc

/// A file that keeps room beside the database. Opening it needs some for SQLite's own files, and a program that is started again on a disk that
/// has filled up should at least show what there is.
struct Reserve {
    let path: String
    /// As much as there is room for; the smallest is enough for one start.
    private static let sizes: [off_t] = [1 << 20, 256 << 10, 64 << 10]

    /// Opens something; when that fails, once more with the room that was kept. Then room is kept again.
    func whileOpening<T>(_ open: () throws -> T) throws -> T {
        let opened: T
        do { opened = try open() } catch {
            guard unlink(path) == 0 else { throw error }
            opened = try open()
        }
        keep()
        return opened
    }

    /// Where there is none, the next start on a full disk fails, as it would have without.
    private func keep() {
        let file = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        if !Reserve.sizes.contains(where: { posix_fallocate(file, 0, $0) == 0 }) { unlink(path) }
    }
}
