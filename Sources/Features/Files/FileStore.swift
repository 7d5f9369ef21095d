import Core
import Crypto
import Foundation
import Store

/// Files on disk under their SHA-256: written beside, synced, renamed into place, then named in the database.
///
/// What cannot be written throws `StoreError.full` and leaves nothing behind.
package struct FileStore: Sendable {
    private let folder: String
    static let incomingPrefix = "incoming-"

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
            temporary = folder + "/" + FileStore.incomingPrefix + UUID().uuidString
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

        fileprivate mutating func finish() throws -> Arrived {
            try onDisk {
                try handle.synchronize()
                try handle.close()
            }
            return Arrived(temporary: temporary, hash: hexadecimal(hasher.finalize()))
        }

        /// Forgets a file that is not wanted after all.
        package func discard() {
            try? handle.close()
            try? FileManager.default.removeItem(atPath: temporary)
        }
    }

    /// A file that is whole and on disk, and that no record finds yet.
    struct Arrived: Sendable {
        let temporary: String
        let hash: String

        func discard() { try? FileManager.default.removeItem(atPath: temporary) }
    }

    package func incoming() throws -> Incoming { try Incoming(folder: folder) }

    /// Ends a file's arrival.
    func finish(_ incoming: inout Incoming) throws -> Arrived {
        do {
            return try incoming.finish()
        } catch {
            incoming.discard()
            throw error
        }
    }

    /// Puts a file in its place, also after a loss of power; content that is there already is replaced by the same.
    func keep(_ arrived: Arrived) throws {
        do {
            let target = try path(of: arrived.hash, makingFolder: true)
            guard rename(arrived.temporary, target) == 0 else {
                throw StoreError.full(reason: "\(target) cannot be written: \(String(cString: strerror(errno)))")
            }
            try syncFolder(URL(filePath: target).deletingLastPathComponent().path)
        } catch {
            arrived.discard()
            throw error
        }
    }

    /// Stores bytes that are in memory and returns their hash.
    package func keep(_ bytes: [UInt8]) throws -> String {
        var incoming = try incoming()
        do {
            try incoming.append(bytes)
        } catch {
            incoming.discard()
            throw error
        }
        let arrived = try finish(&incoming)
        try keep(arrived)
        return arrived.hash
    }

    /// Where the content with this hash lies. The hash comes from the database, never from an address.
    package func path(of hash: String, makingFolder: Bool = false) throws -> String {
        let place = folder + "/" + hash.prefix(2)
        if makingFolder, !FileManager.default.fileExists(atPath: place) {
            try onDisk { try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true) }
            try syncFolder(folder)
        }
        return place + "/" + hash
    }

    package var location: String { folder }
}

/// A hash as it stands in names and in the database.
func hexadecimal(_ digest: some Sequence<UInt8>) -> String { digest.map { String(format: "%02x", $0) }.joined() }

/// A new name in a folder survives a loss of power only when the folder is written too.
private func syncFolder(_ path: String) throws {
    let handle = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { throw StoreError.full(reason: "\(path) cannot be opened") }
    defer { close(handle) }
    guard fsync(handle) == 0 else { throw StoreError.full(reason: "\(path) cannot be written") }
}

/// Foundation's reasons why something cannot be written, as the one kind that asks people to come back later.
private func onDisk(_ body: () throws -> Void) throws {
    do { try body() } catch { throw StoreError.full(reason: "\(error)") }
}
