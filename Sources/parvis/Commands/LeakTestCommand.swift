import ArgumentParser
import Features
import Store

/// Walks every route as two synthetic customers and as a guest.
struct LeakTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leak-test",
        abstract: "Prove that no customer reaches another's data, on this installation's own rights.")
    @OptionGroup var options: Config.Options

    func run() async throws {
        let app = try await Config(options).openApp()
        let report = try await LeakTest(app: app).run()
        await app.database.close()
        print("\(report.routes) routes, \(report.requests) requests, \(report.problems.count) problems")
        for problem in report.problems { print("  " + problem) }
        if !report.problems.isEmpty { throw ExitCode(1) }
    }
}
