import ArgumentParser
import Features
import Store
import Foundation

/// Copies the database and the files into one archive while the site runs.
struct BackUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back everything up into one file, while the site runs; or look a backup over.",
        subcommands: [Make.self, Verify.self], defaultSubcommand: Make.self)
}

extension BackUp {
    /// Makes one.
    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "Back everything up into one file, while the site runs.")
        @Argument(help: "The archive to make, for example parvis-2026-11-22.tar.") var file: String
        @OptionGroup var options: Config.Options

        func run() async throws {
            let config = try Config(options)
            let database = try await config.openDatabase(forReading: true)
            let report = try await Backup(database: database, files: config.dataFolder + "/files").write(to: file)
            await database.close()
            guard report.lost.isEmpty else {
                print(
                    "\(file) is made, but \(report.lost.count) files that records name are missing or damaged in \(config.dataFolder)/files. Get them from an older backup: \(report.lost.prefix(5).joined(separator: ", "))"
                )
                throw ExitCode(1)
            }
            print("Everything is in \(file), with \(report.files) files.")
        }
    }

    /// Looks one over.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare every part of a backup with its hash; needs as much room beside it as it is large.")
        @Argument(help: "The archive that 'parvis backup' made.") var file: String

        func run() async throws {
            let content = try Backup.verify(file)
            print("\(file) is whole: a database of \(content.engine.title) and \(content.files) files.")
            guard content.lost.isEmpty else {
                print("\(content.lost.count) files were missing or damaged already when it was made.")
                throw ExitCode(1)
            }
        }
    }
}

extension Dialect {
    var title: String { self == .sqlite ? "SQLite" : "PostgreSQL" }
}
