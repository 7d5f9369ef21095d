import CArchive
import Core
import Foundation

/// Unpacks a ZIP into a folder of its own: regular files only, below that folder only, counted as they come.
struct ZipFolder {
    let path: String
    var limits = ZipLimits()

    /// Unpacks into `target`, which must not be there. What was unpacked goes when something is wrong. Throws `ImportProblem`.
    func unpack(to target: String) throws {
        try ImportFolder.make(target)
        do {
            try read(into: target)
        } catch {
            ImportFolder.remove(target)
            throw error
        }
    }

    private func read(into target: String) throws {
        guard let archive = archive_read_new() else { throw ZipProblem.damaged("libarchive") }
        defer { archive_read_free(archive) }
        archive_read_support_format_zip(archive)
        guard archive_read_open_filename(archive, path, 1 << 16) == ARCHIVE_OK else {
            throw ZipFolder.problem(of: archive)
        }
        let size = Int64(clamping: try FileHandle(forReadingFrom: URL(filePath: path)).seekToEnd())
        var (room, entries) = (limits.most(size: size), 0)
        while let entry = try next(archive) {
            entries += 1
            guard entries <= limits.entries else { throw ZipProblem.tooMany(limits.entries) }
            guard let name = try ZipEntry(entry).path else { continue }
            try write(archive, to: target + "/" + name, called: name, &room, of: limits.most(size: size))
        }
    }

    /// Nil at the end.
    private func next(_ archive: OpaquePointer) throws -> OpaquePointer? {
        var entry: OpaquePointer?
        switch archive_read_next_header(archive, &entry) {
        case ARCHIVE_OK, ARCHIVE_WARN: return entry
        case ARCHIVE_EOF: return nil
        default: throw ZipFolder.problem(of: archive)
        }
    }

    private func write(
        _ archive: OpaquePointer, to path: String, called name: String, _ room: inout Int64, of limit: Int64
    ) throws {
        try ImportFolder.make(URL(filePath: path).deletingLastPathComponent().path)
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == EEXIST ? ZipProblem.double(name) : ZipFolder.full(path) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var (buffer, size) = ([UInt8](repeating: 0, count: 1 << 16), Int64(0))
        while true {
            let count = archive_read_data(archive, &buffer, buffer.count)
            guard count >= 0 else { throw ZipFolder.problem(of: archive) }
            if count == 0 { break }
            size += Int64(count)
            room -= Int64(count)
            guard room >= 0 else { throw ZipProblem.tooLarge(limit) }
            guard size <= limits.file else { throw ZipProblem.tooLarge(limits.file) }
            do { try file.write(contentsOf: buffer[..<count]) } catch { throw ZipFolder.full(path) }
        }
        try file.close()
    }

    private static func full(_ path: String) -> ImportProblem {
        ImportProblem(
            fr: "Le ZIP ne peut pas être déplié : « \(path) » ne peut pas être écrit. Faites de la place.",
            en: "The ZIP cannot be unpacked: “\(path)” cannot be written. Make room.")
    }

    private static func problem(of archive: OpaquePointer) -> ImportProblem {
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? ""
        return reason.lowercased().contains("passphrase") || reason.lowercased().contains("encrypt")
            ? ZipProblem.encrypted : ZipProblem.damaged(reason)
    }
}

/// One entry of a ZIP, by what it may become.
private struct ZipEntry {
    let entry: OpaquePointer

    init(_ entry: OpaquePointer) { self.entry = entry }

    /// The path of a regular file; nil for what is left out: folders, and what systems add unasked.
    var path: String? {
        get throws {
            if archive_entry_is_encrypted(entry) != 0 { throw ZipProblem.encrypted }
            // A name with letters that this system's locale has not: nothing of Dolibarr's is called so, and it cannot be checked.
            guard let name = archive_entry_pathname_utf8(entry).map({ String(cString: $0) }) else { return nil }
            let kind = UInt32(archive_entry_filetype(entry)) & 0o170000
            guard archive_entry_hardlink(entry) == nil, archive_entry_symlink(entry) == nil,
                kind == 0o100000 || kind == 0o040000
            else { throw ZipProblem.kind(name) }
            let parts = try ZipEntry.parts(name)
            let isUnasked = parts.contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
            return kind == 0o040000 || isUnasked ? nil : parts.joined(separator: "/")
        }
    }

    /// The names of a path, none of which leads out of the folder.
    private static func parts(_ name: String) throws -> [Substring] {
        let parts = name.split(separator: "/", omittingEmptySubsequences: true)
        let isGood =
            !name.hasPrefix("/") && !name.contains("\\") && (1...12).contains(parts.count)
            && parts.allSatisfy { $0 != "." && $0 != ".." && $0.utf8.count <= 200 && !hasControlCharacters(String($0)) }
        guard isGood else { throw ZipProblem.name(name) }
        return parts
    }
}
