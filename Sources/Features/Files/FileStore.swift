import Core
import Crypto
import Foundation
import Store

/// Files on disk under their SHA-256: written beside, synced, renamed into place, then named in the database.
///
/// What cannot be written throws `StoreError.full` and leaves nothing behind.
package struct FileStore: Sendable {
    private let folder: String

    package init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// A file as it arrives.
    package struct Incoming {
        private let handle: FileHandle
        private let temporary: String
        private var hasher = SHA256()
        package private(set) var size: Int64 = 0

        fileprivate init(folder: String) throws {
            temporary = folder + "/incoming-" + UUID().uuidString
            guard FileManager.default.createFile(atPath: temporary, contents: nil),
                let handle = FileHandle(forWritingAtPath: temporary)
            else {
                try? FileManager.default.removeItem(atPath: temporary)
                throw StoreError.full(reason: "no file can be made in \(folder)")
            }
            self.handle = handle
        }

        package mutating func append(_ bytes: [UInt8]) throws {
            try onDisk { try handle.write(contentsOf: bytes) }
            hasher.update(data: bytes)
            size += Int64(bytes.count)
        }

        fileprivate mutating func finish() throws -> (path: String, hash: String) {
            try onDisk {
                try handle.synchronize()
                try handle.close()
            }
            return (temporary, hasher.finalize().map { String(format: "%02x", $0) }.joined())
        }

        /// Forgets a file that is not wanted after all.
        package func discard() {
            try? handle.close()
            try? FileManager.default.removeItem(atPath: temporary)
        }
    }

    package func incoming() throws -> Incoming { try Incoming(folder: folder) }

    /// Puts the file in its place and returns its hash; content that is there already stays.
    package func keep(_ incoming: inout Incoming) throws -> String {
        do {
            let (temporary, hash) = try incoming.finish()
            let target = try path(of: hash, makingFolder: true)
            guard rename(temporary, target) == 0 else {
                throw StoreError.full(reason: "\(target) cannot be written: \(String(cString: strerror(errno)))")
            }
            return hash
        } catch {
            incoming.discard()
            throw error
        }
    }

    /// Stores bytes that are in memory.
    package func keep(_ bytes: [UInt8]) throws -> String {
        var incoming = try incoming()
        do {
            try incoming.append(bytes)
        } catch {
            incoming.discard()
            throw error
        }
        return try keep(&incoming)
    }

    /// Where the content with this hash lies. The hash comes from the database, never from an address.
    package func path(of hash: String, makingFolder: Bool = false) throws -> String {
        let place = folder + "/" + hash.prefix(2)
        if makingFolder {
            try onDisk { try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true) }
        }
        return place + "/" + hash
    }

    package var location: String { folder }
}

/// Foundation's reasons why something cannot be written, as the one kind that asks people to come back later.
private func onDisk(_ body: () throws -> Void) throws {
    do { try body() } catch { throw StoreError.full(reason: "\(error)") }
}
