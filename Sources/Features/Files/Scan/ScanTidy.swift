import Core
import Store

/// Has everything looked at that nobody asked about yet: what imports brought, and what came before there was a scanner. Without one, nothing
/// waits.
package struct ScanTidy: Sendable {
    private let app: App

    package init(app: App) { self.app = app }

    /// What has just arrived; its bytes must be in their place.
    func ask(about hashes: [String]) async throws {
        guard app.scanner != nil else { return }
        let now = app.clock.now
        try await app.database.write { try Scans($0).ask(hashes, at: now) }
        app.scanBell.ring()
    }

    package func run() async throws {
        let (now, builtIn, isScanned) = (app.clock.now, app.grants.builtIn, app.scanner != nil)
        try await app.database.write { connection in
            let scans = Scans(connection)
            if isScanned { return try scans.askAboutTheRest(builtIn: builtIn, at: now) }
            try scans.forgetWaiting()
            try Settings(connection).set(.scannerProblem, "")
        }
        app.scanBell.ring()
    }
}
