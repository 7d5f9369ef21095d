import Foundation

/// What is in an archive, and what each part must hash to. It is the last member: an archive that was cut has none.
///
///     parvis-backup 2
///     engine sqlite
///     SHA-256 database
///     SHA-256 files/ab/abcd…
///     lost SHA-256
struct BackupManifest {
    /// `sqlite` or `postgres`.
    var engine: String
    /// Hashes by the member's path.
    var members: [String: String] = [:]
    /// Content that records name and that was damaged or missing when the backup was made.
    var lost: [String] = []

    private static let head = "parvis-backup 2"

    init(engine: String) { self.engine = engine }

    /// Nil for what is no manifest.
    init?(_ text: String) {
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.first == BackupManifest.head else { return nil }
        engine = ""
        for line in lines.dropFirst() {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { return nil }
            switch words[0] {
            case "engine": engine = words[1]
            case "lost": lost.append(words[1])
            default: members[words[1]] = words[0]
            }
        }
    }

    var text: String {
        let lines =
            [BackupManifest.head, "engine \(engine)"]
            + members.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            + lost.map { "lost \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
