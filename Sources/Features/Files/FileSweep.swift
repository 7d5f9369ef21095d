import Core
import Foundation
import Store

/// Finds and removes what lies in the data folder and belongs to nobody: uploads that never ended, content that no record names, copies
/// of a backup that was killed. Whatever is younger than a day may still be somebody's.
package struct FileSweep: Sendable {
    private let app: App
    private static let age = Interval.days(1)
    /// How long a file that was taken off its record stays.
    static let keeping = Interval.days(30)

    package init(app: App) { self.app = app }

    /// What is in the data folder.
    package struct Finding: Sendable {
        /// Content that records name and that is not there.
        package var missing: [String] = []
        /// Paths of what nobody needs, and their bytes.
        package var leftovers: [String] = []
        package var bytes: Int64 = 0
        package var kept = 0
    }

    /// Looks and changes nothing.
    package func look() async throws -> Finding {
        // The folder first: what arrives meanwhile is not on the list, so it is not taken for nobody's.
        let (contents, temporary) = (try contents(), try temporary())
        let (builtIn, limit) = (app.grants.builtIn, app.clock.now - FileSweep.keeping)
        // What a scanner found bad is not kept, whoever names it.
        let named = try await app.database.read {
            try BlobNames($0, builtIn: builtIn).all(removedBefore: limit).subtracting(Scans($0).found())
        }
        var finding = Finding(missing: try named.subtracting(contents.keys).filter(isMissing).sorted())
        finding.kept = contents.keys.count { named.contains($0) }
        for path in contents.filter({ !named.contains($0.key) }).values.sorted() + temporary where isOld(path) {
            finding.leftovers.append(path)
            finding.bytes += size(path)
        }
        return finding
    }

    /// Removes what `look` finds, and makes room for the accounts whose files went. Returns what was removed.
    @discardableResult
    package func run() async throws -> Finding {
        let (builtIn, now) = (app.grants.builtIn, app.clock.now)
        try await app.database.write { connection in
            let names = BlobNames(connection, builtIn: builtIn)
            try names.forgetRemoved(before: now - FileSweep.keeping)
            let named = try names.all(removedBefore: now)
            try Deposits(connection).forget(unless: named, before: now - FileSweep.age)
            try Scans(connection).forget(unless: named, before: now - FileSweep.age)
        }
        let finding = try await look()
        // Asked again: the same content may have arrived while the names were read.
        for path in finding.leftovers where isOld(path) { try FileManager.default.removeItem(atPath: path) }
        return finding
    }

    /// Asked again: content may have arrived after the folder was listed.
    private func isMissing(_ hash: String) throws -> Bool {
        try !FileManager.default.fileExists(atPath: app.files.path(of: hash))
    }

    /// Paths by hash.
    private func contents() throws -> [String: String] {
        let folder = app.files.location
        var found: [String: String] = [:]
        for place in try FileManager.default.contentsOfDirectory(atPath: folder) where place.utf8.count == 2 {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/" + place) {
                found[name] = folder + "/" + place + "/" + name
            }
        }
        return found
    }

    /// Uploads on their way, of forms and of imports, and folders of backups.
    private func temporary() throws -> [String] {
        let places = [
            (app.files.location, FileStore.incomingPrefix), (app.importFolder.root, FileStore.incomingPrefix),
            (app.site.dataFolder, BackupFolder.prefix),
        ]
        return try places.filter { FileManager.default.fileExists(atPath: $0.0) }.flatMap { folder, prefix in
            try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(prefix) }.map {
                folder + "/" + $0
            }
        }
    }

    private func isOld(_ path: String) -> Bool {
        guard let changed = attributes(path)[.modificationDate] as? Date else { return false }
        let age = app.clock.now - FileSweep.age
        return changed.timeIntervalSince1970 * 1000 < Double(age.milliseconds)
    }

    private func size(_ path: String) -> Int64 { (attributes(path)[.size] as? NSNumber)?.int64Value ?? 0 }

    /// Empty for what is gone meanwhile.
    private func attributes(_ path: String) -> [FileAttributeKey: Any] {
        (try? FileManager.default.attributesOfItem(atPath: path)) ?? [:]
    }
}
