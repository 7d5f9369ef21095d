import ArgumentParser
import Core
import Features
import Foundation
import Logging
import Store

/// Brings records in from other systems.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import records.", subcommands: [Dolibarr.self, CSV.self, Withdraw.self])

    /// What both say about their end.
    private static let ending = """
        While the site runs it does the import itself, in small steps that nobody waits for, and this command shows how far it is.
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
        @Flag(help: "The folder is a choice among what Dolibarr has: nothing is absent from it.") var partial = false
        @Option(help: "How many refused rows to show.") var show = 20
        @OptionGroup var options: Config.Options

        func run() async throws {
            var request = ImportRequest(
                .dolibarr, source: "dolibarr", fileName: URL(filePath: folder).lastPathComponent)
            request.isFull = !partial
            try Import.end(
                try await ImportErrand(request: request, path: folder, isDry: dryRun, show: show).run(Config(options)))
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
        @Option(help: "utf8, windows1252 or macRoman; found out otherwise.") var encoding: String?
        @Option(help: "The character between two cells; found out otherwise.") var separator: String?
        @Flag(help: "The file has everything that the source has: what is missing is listed as absent.") var full =
            false
        @Flag(help: "Check everything, store nothing.") var dryRun = false
        @Option(help: "How many refused rows to show.") var show = 20
        @OptionGroup var options: Config.Options

        func run() async throws {
            try Import.end(
                try await ImportErrand(request: try request, path: file, isDry: dryRun, show: show).run(
                    Config(options)))
        }

        private var request: ImportRequest {
            get throws {
                var request = ImportRequest(.csv, source: source, fileName: URL(filePath: file).lastPathComponent)
                request.module = module
                request.columns = try Import.pairs(column, "--column", "Column=field")
                for name in ignore { request.columns[name] = "" }
                request.key = key
                request.defaults = try Import.pairs(defaults, "--default", "field=value")
                request.encoding = try encoding.map(CSV.encoding)
                request.separator = separator
                request.isFull = full
                return request
            }
        }

        private static func encoding(_ name: String) throws -> CSVFile.Encoding {
            guard let encoding = CSVFile.Encoding(rawValue: name) else {
                let names = CSVFile.Encoding.allCases.map(\.rawValue).joined(separator: ", ")
                throw ImportProblem(
                    fr: "--encoding accepte \(names), pas « \(name) ».",
                    en: "--encoding takes \(names), not “\(name)”.")
            }
            return encoding
        }
    }

    /// Takes away what a full import no longer found at its source.
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move records that are absent from their source to the recycle bin.",
            discussion: "An import that finds some says its own id and their number, and asks for both here.")
        @Argument(help: "The import that listed them.") var id: String
        @Option(help: "How many it listed.") var count: Int
        @OptionGroup var options: Config.Options

        func run() async throws {
            let (config, report) = (try Config(options), Report(show: 20))
            let isServed = ServerMark.isThere(ImportFolder(config.site))
            let app: App? = if isServed { nil } else { try await config.openApp() }
            let database =
                if let app { app.database } else { try await config.openDatabase(forReading: true) }
            let id = try await checked(database)
            if let app {
                try await app.database.write { _ = try Absents($0).start(id) }
                while try await ImportWorker(app: app, logger: Logger(label: "parvis.import")).step() {}
            } else {
                _ = try ImportHandover(ImportFolder(config.site)).send(.init(withdraw: id, count: count))
            }
            report.withdrawn(try await ImportWatch(database: database, report: report).withdrawn(id))
            await database.close()
        }

        /// The import, when it still lists as many.
        private func checked(_ database: any Database) async throws -> RecordID {
            guard let id = RecordID(text: self.id),
                let standing = try await database.read({ try ImportStanding.read(id, most: 1, $0) }),
                standing.run.state == .done, !standing.run.isDry, standing.brake.total > 0
            else {
                throw ImportProblem(
                    fr: "L’import « \(id) » n’a rien à retirer. Reprenez l’identifiant de son compte rendu.",
                    en: "The import “\(id)” has nothing to withdraw. Take the id from its report.")
            }
            guard standing.brake.total == count else {
                throw ImportProblem(
                    fr: "L’import a listé \(standing.brake.total) absents, pas \(count). Rien n’est retiré.",
                    en: "The import lists \(standing.brake.total) absent records, not \(count). Nothing is withdrawn.")
            }
            return id
        }
    }

    private static func pairs(_ texts: [String], _ option: String, _ form: String) throws -> [String: String] {
        try texts.reduce(into: [:]) { pairs, text in
            let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2 else {
                throw ImportProblem(
                    fr: "\(option) s’écrit '\(form)', pas '\(text)'.", en: "\(option) wants '\(form)', not '\(text)'.")
            }
            pairs[halves[0]] = halves[1]
        }
    }
}
