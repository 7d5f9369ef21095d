import Core
import Features
import Foundation

/// The demo company's capture, and small captures made up in a temporary folder.
enum DolibarrWorld {
    static let demo = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../demo/dolibarr")
        .standardized.path

    /// Everything a module of a folder gives.
    static func read(_ module: String, in folder: String = demo) throws -> (
        records: [IncomingRecord], refused: [RefusedRow]
    ) {
        var (records, refused): ([IncomingRecord], [RefusedRow]) = ([], [])
        try DolibarrFolder(path: folder).records(of: module) { result in
            switch result {
            case .success(let record): records.append(record)
            case .failure(let row): refused.append(row)
            }
        }
        return (records, refused)
    }

    /// A module's records of a capture made of these files, which is deleted at the end.
    static func read(_ module: String, files: [String: String]) throws -> (
        records: [IncomingRecord], refused: [RefusedRow]
    ) {
        try withFolder(files) { try read(module, in: $0) }
    }

    static func withFolder<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
        let root = FileManager.default.temporaryDirectory.appending(path: "parvis-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, content) in files {
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content.utf8).write(to: file)
        }
        return try body(root.path)
    }
}

extension Sequence<IncomingRecord> {
    func sum(_ field: String) -> Int64 { reduce(0) { $0 + ($1.values[field]?.int ?? 0) } }

    /// How many records have each text in a field.
    func counts(_ field: String) -> [String: Int] {
        reduce(into: [:]) { counts, record in counts[record.values[field]?.text ?? "–", default: 0] += 1 }
    }
}
