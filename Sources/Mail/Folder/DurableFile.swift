import Foundation

/// A file that is either wholly there after a crash or not there at all.
enum DurableFile {
    /// Writes beside the final name, flushes, renames, flushes the directory.
    /// Only the owner may read: mails hold links that sign people in.
    static func write(_ bytes: [UInt8], to name: String, in directory: String) throws {
        let target = "\(directory)/\(name)"
        let temporary = "\(directory)/.\(UUID().uuidString).tmp"
        do {
            try fill(temporary, with: bytes)
            try check(rename(temporary, target), "rename")
        } catch {
            unlink(temporary)
            throw error
        }
        try flush(directory: directory)
    }

    private static func fill(_ path: String, with bytes: [UInt8]) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        try check(file, "open")
        defer { close(file) }
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Foundation.write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0, errno == EINTR { continue }
                try check(Int32(clamping: count), "write")
                written += count
            }
        }
        try check(fsync(file), "fsync")
    }

    private static func flush(directory: String) throws {
        let handle = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        try check(handle, "open")
        defer { close(handle) }
        try check(fsync(handle), "fsync")
    }

    private static func check(_ result: Int32, _ call: String) throws {
        guard result < 0 else { return }
        throw MailFailure.deferred(code: nil, reason: "\(call): \(String(cString: strerror(errno)))")
    }
}
