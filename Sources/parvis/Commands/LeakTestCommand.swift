import ArgumentParser
import Features
import Store

/// Walks every route as two synthetic customers and as a guest.
struct LeakTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leak-test",
        abstract:
            "Prove that no customer reaches another's data, on this installation's own rights; what could not be looked into is named."
    )
    @OptionGroup var options: Config.Options

    func run() async throws {
        let app = try await open()
        let report = try await LeakTest(app: app).run()
        await app.database.close()
        print("\(report.routes) routes, \(report.requests) requests, \(report.problems.count) problems")
        for problem in report.problems { print("  " + problem) }
        if !report.notReached.isEmpty { print("Not reached, so not proved:") }
        for place in report.notReached { print("  " + place) }
        if !report.problems.isEmpty { throw ExitCode(1) }
    }

    /// A running site has the SQLite database to itself, and can run the test by itself.
    private func open() async throws -> App {
        let config = try Config(options)
        do { return try await config.openApp() } catch StoreError.unavailable where config.database.hasPrefix("sqlite:")
        {
            throw ValidationError(
                "The site is running on this database. Run the test there: sign in as an administrator and press 'Lancer le contrôle' on the dashboard. Or stop the site first."
            )
        }
    }
}
