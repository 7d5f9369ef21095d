import ArgumentParser
import Core
import Features
import Store
import Foundation

/// Brings records in from other systems.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import records.", subcommands: [Dolibarr.self, CSV.self])

    /// What both say about their end.
    private static let ending = """
        The result is told in the language of the locale (LC_ALL, LANG), French by default.
        Exit code: 0 when every row was taken, 2 when rows were refused (the others are stored), 1 when the import could not run.
        """

    /// Rows that were refused make the command's exit code 2, so that scripts notice.
    private static func end(_ refused: Int) throws {
        if refused > 0 { throw ExitCode(2) }
    }

    /// The bodies of Dolibarr's REST API, as files.
    struct Dolibarr: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a folder of Dolibarr REST API answers.", discussion: Import.ending)
        @Argument(help: "The folder.") var folder: String
        @Flag(help: "Check everything, store nothing.") var dryRun = false
        @Option(help: "How many refused rows to show.") var show = 20
        @OptionGroup var options: Config.Options

        func run() async throws {
            let app = try await Config(options).openApp()
            let refused = try await DolibarrImport(
                app: app, folder: folder, dryRun: dryRun, report: Report(show: show)
            ).run()
            await app.database.close()
            try Import.end(refused)
        }
    }

    /// A table in a text file.
    struct CSV: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a CSV file into a module.",
            discussion: """
                A column of a look-up (an invoice's account) holds the key of a row of the same --source, or what people call the record: \
                an account's code or exact name, a contact's e-mail, anything else's reference.

                """ + Import.ending)
        @Argument(help: "The file.") var file: String
        @Option(help: "The module: accounts, contacts, invoices...") var module: String
        @Option(help: "Which column is which field, as 'Column=field'; may be repeated.") var column: [String] = []
        @Option(help: "A column to leave out; may be repeated.") var ignore: [String] = []
        @Option(
            name: .customLong("default"),
            help: "The value of a field without a column or with an empty cell, as FIELD=VALUE; may be repeated.")
        var defaults: [String] = []
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
            let reader = try CSVImport(
                app: app, file: file, module: target, options: try matching, source: source, dryRun: dryRun)
            let report = Report(show: show)
            let count = try await reader.run { report.progress(target.key, $0.total, of: $0.total) }
            report.result(target.key, count)
            report.end(isDry: dryRun)
            await app.database.close()
            try Import.end(count.refused.count)
        }

        private var matching: CSVImport.Options {
            get throws {
                var columns = try Import.pairs(column, "--column", "Column=field")
                for name in ignore { columns[name] = "" }
                return CSVImport.Options(
                    columns: columns, key: key, defaults: try Import.pairs(defaults, "--default", "field=value"))
            }
        }
    }

    private static func pairs(_ texts: [String], _ option: String, _ form: String) throws -> [String: String] {
        try texts.reduce(into: [:]) { pairs, text in
            let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2 else { throw ValidationError("\(option) wants '\(form)', not '\(text)'.") }
            pairs[halves[0]] = halves[1]
        }
    }
}
