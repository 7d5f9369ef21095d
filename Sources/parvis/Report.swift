import Core
import Features
import Foundation

/// An import's progress bar and its result, on the terminal, in the language of its locale.
struct Report: Sendable {
    private let words: ImportReport

    init(show: Int) {
        words = ImportReport(language: Language(environment: ProcessInfo.processInfo.environment), show: show)
    }

    /// Redraws one line; nothing when the output is not a terminal.
    func progress(_ label: String, _ done: Int, of total: Int) {
        guard isatty(STDOUT_FILENO) == 1, total > 0 else { return }
        let filled = min(30, done * 30 / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        let line = "\r\(label.padding(toLength: 18, withPad: " ", startingAt: 0)) \(bar) \(done)/\(total)"
        FileHandle.standardOutput.write(Data(line.utf8))
    }

    /// The whole report of an import.
    func result(_ standing: ImportStanding) {
        if isatty(STDOUT_FILENO) == 1 { print("\r\u{1B}[K", terminator: "") }
        for line in words.lines(standing) { print(line) }
    }

    /// Another process does the work.
    func handedOver() { print(words.handedOver) }

    func withdrawn(_ standing: ImportStanding) { print(words.withdrawn(standing)) }
}
