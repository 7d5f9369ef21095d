import CMagic
import Store

/// What the first bytes of a file are, as libmagic tells: a name and what a browser claims prove nothing.
enum FileContent {
    /// How much of a file is looked at.
    static let head = 64 << 10

    /// A media type such as `application/pdf`; `application/octet-stream` for what is not known.
    ///
    /// libmagic's handles are not safe between threads: one a call, which costs a millisecond. Throws `StoreError.unavailable` without
    /// libmagic's own data: then nothing can be judged, and nothing is taken.
    static func type(of head: some Collection<UInt8>) throws -> String {
        guard let handle = magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR | MAGIC_NO_CHECK_COMPRESS) else {
            throw StoreError.unavailable(reason: "libmagic cannot be opened")
        }
        defer { magic_close(handle) }
        guard magic_load(handle, nil) == 0 else {
            throw StoreError.unavailable(reason: "libmagic's data cannot be read; install libmagic1 and libmagic-mgc")
        }
        let found = Array(head).withUnsafeBytes { magic_buffer(handle, $0.baseAddress, $0.count) }
        return found.map { String(cString: $0) } ?? "application/octet-stream"
    }
}
