import ArgumentParser
import Core
import Features
import Store
import Foundation

/// Brings records in from other systems.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import records.", subcommands: [Dolibarr.self, CSV.self])

    /// The bodies of Dolibarr's REST API, as files.
    struct Dolibarr: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Import a folder of Dolibarr REST API answers.")
        @Argument(help: "The folder.") var folder: String
        @Flag(help: "Check everything, store nothing.") var dryRun = false
        @Option(help: "How many refused rows to show.") var show = 20
        @OptionGroup var options: Config.Options

        func run() async throws {
            let app = try await Config(options).openApp()
            try await DolibarrImport(app: app, folder: folder, dryRun: dryRun, report: Report(show: show)).run()
            await app.database.close()
        }
    }

    /// A table in a text file.
    struct CSV: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Import a CSV file into a module.")
        @Argument(help: "The file.") var file: String
        @Option(help: "The module: accounts, contacts, invoices...") var module: String
        @Option(help: "Which column is which field, as 'Column=field'; may be repeated.") var column: [String] = []
        @Option(help: "The column that identifies a row; otherwise id, external_id or ref.") var key: String?
        @Option(help: "The name of the source system; with the key it identifies a record.") var source = "csv"
        @Flag(help: "Check everything, store nothing.") var dryRun = false
        @Option(help: "How many refused rows to show.") var show = 20
        @OptionGroup var options: Config.Options

        func run() async throws {
            let app = try await Config(options).openApp()
            guard let target = app.catalog[module] else {
                throw ValidationError(
                    "There is no module '\(module)'. Modules: \(app.catalog.modules.map(\.key).joined(separator: ", "))."
                )
            }
            let columns = try Dictionary(column.map(Import.pair), uniquingKeysWith: { _, last in last })
            let reader = try CSVImport(
                app: app, file: file, module: target, columns: columns, key: key, source: source, dryRun: dryRun)
            try await reader.run(report: Report(show: show))
            await app.database.close()
        }
    }

    private static func pair(_ text: String) throws -> (String, String) {
        let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard halves.count == 2 else { throw ValidationError("--column wants 'Column=field', not '\(text)'.") }
        return (halves[0], halves[1])
    }
}
