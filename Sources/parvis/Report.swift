import Core
import Features
import Foundation

/// An import's progress bar and its result, on the terminal.
struct Report: Sendable {
    let show: Int

    /// Redraws one line; nothing when the output is not a terminal.
    func progress(_ label: String, _ done: Int, of total: Int) {
        guard isatty(STDOUT_FILENO) == 1, total > 0 else { return }
        let filled = min(30, done * 30 / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        let line = "\r\(label.padding(toLength: 18, withPad: " ", startingAt: 0)) \(bar) \(done)/\(total)"
        FileHandle.standardOutput.write(Data(line.utf8))
    }

    func result(_ label: String, _ count: Importer.Count) {
        if isatty(STDOUT_FILENO) == 1 { print("\r\u{1B}[K", terminator: "") }
        let name = label.padding(toLength: 18, withPad: " ", startingAt: 0)
        print(
            "\(name) created \(count.created), updated \(count.updated), unchanged \(count.unchanged), refused \(count.refused.count)"
        )
        if count.leftInBin > 0 {
            print(
                "  \(count.leftInBin) in the recycle bin, left there as they are; restore them to bring them up to date"
            )
        }
        for row in count.refused.prefix(show) { print("  refused \(row.module) \(row.externalID): \(row.reason.en)") }
        if count.refused.count > show { print("  and \(count.refused.count - show) more; --show N shows them") }
    }
}
