import Foundation

/// A file of lines that is written once from start to end.
struct TransferWriter: ~Copyable {
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private static let full = 1 << 20

    /// The file must not be there yet; only its owner may read it.
    init(path: String) throws {
        let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StoreError.full(reason: "cannot make \(path): \(String(cString: strerror(errno)))")
        }
        handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    }

    mutating func line(_ text: String) throws {
        buffer += text.utf8
        buffer.append(0x0A)
        if buffer.count >= TransferWriter.full { try flush() }
    }

    mutating func finish() throws {
        try flush()
        do { try handle.synchronize() } catch { throw StoreError.full(reason: "\(error)") }
    }

    private mutating func flush() throws {
        do { try handle.write(contentsOf: buffer) } catch { throw StoreError.full(reason: "\(error)") }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Gives the lines of a file one by one, whatever its size.
struct TransferReader {
    let path: String

    func each(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        var rest: [UInt8] = []
        while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
            rest += data
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: 0x0A) {
                try body(rest[start..<end])
                start = end + 1
            }
            rest.removeSubrange(..<start)
        }
        guard rest.isEmpty else { throw TableImport.damaged }
    }
}
