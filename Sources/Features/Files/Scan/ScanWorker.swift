import Core
import Foundation
package import Logging
import Store

/// Has the scanner look at what arrived: at once when the bell rings, and every five seconds for what other processes took in.
package struct ScanWorker: Sendable {
    private let app: App
    private let scanner: ClamAV
    private let logger: Logger
    /// Until a scanner that is down is asked again, and a file that could not be judged.
    private static let pause = Interval.seconds(30)
    private static let longest = Interval.hours(1)

    /// Nil without a scanner.
    package init?(app: App, logger: Logger) {
        guard let scanner = app.scanner else { return nil }
        self.app = app
        self.scanner = scanner
        self.logger = logger
    }

    /// Until the task is cancelled.
    package func run() async { await app.scanBell.drive { await scanAll() } }

    private func scanAll() async {
        do {
            while !Task.isCancelled, try await step() {}
        } catch {
            logger.error("files cannot be scanned", metadata: ["error": "\(error)"])
        }
    }

    /// Judges one file; false when none is due, or when the scanner is down.
    package func step() async throws -> Bool {
        let now = app.clock.now
        guard let next = try await app.database.read({ try Scans($0).next(at: now) }) else { return false }
        do {
            let answer = try await scanner.scan(app.files.path(of: next.hash))
            try await tell(nil)
            try await note(answer, on: next)
            return true
        } catch let down as ClamAV.Down {
            try await putOff(next.hash, by: ScanWorker.pause)
            try await tell(down.reason)
            return false
        } catch let error as CocoaError {
            logger.error(
                "a file cannot be scanned", metadata: ["hash": "\(next.hash)", "error": "\(error.code.rawValue)"])
            try await putOff(next.hash, by: ScanWorker.longest)
            return true
        }
    }

    private func note(_ answer: ClamAV.Answer, on next: Scans.Waiting) async throws {
        let now = app.clock.now
        switch answer {
        case .clean:
            _ = try await app.database.write { try Scans($0).judge(next.hash, .clean, signature: nil, at: now) }
            // A mail may wait for it.
            app.mailBell.ring()
        case .found(let signature):
            logger.warning("a virus was found", metadata: ["hash": "\(next.hash)", "signature": "\(signature)"])
            try await InfectedFile(app: app, hash: next.hash, signature: signature).remove()
        case .unsure(let reason):
            logger.warning(
                "the scanner cannot judge a file", metadata: ["hash": "\(next.hash)", "reason": "\(reason)"])
            let wait = min(ScanWorker.longest.milliseconds, ScanWorker.pause.milliseconds << min(next.tries, 7))
            try await putOff(next.hash, by: Interval(milliseconds: wait))
        }
    }

    private func putOff(_ hash: String, by wait: Interval) async throws {
        let moment = app.clock.now + wait
        try await app.database.write { try Scans($0).putOff(hash, to: moment) }
    }

    /// The dashboard and the pages of files say that the scanner is down, and stop saying so.
    private func tell(_ problem: String?) async throws {
        let known = try await app.database.read { try Settings($0)[.scannerProblem] ?? "" }
        guard (problem == nil) != known.isEmpty else { return }
        let text = problem ?? ""
        try await app.database.write { try Settings($0).set(.scannerProblem, text) }
        if problem == nil {
            logger.notice("the virus scanner answers again")
        } else {
            logger.error("the virus scanner does not answer; files wait", metadata: ["reason": "\(text)"])
        }
    }
}
