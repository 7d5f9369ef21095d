import ArgumentParser
import Features
import Store
import Foundation

/// Copies the database and the files into one archive while the site runs.
struct BackUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Back everything up into one file, while the site runs.")
    @Argument(help: "The archive to make, for example parvis-2026-11-22.tar.") var file: String
    @OptionGroup var options: Config.Options

    func run() async throws {
        let config = try Config(options)
        let database = try await config.openDatabase(forReading: true)
        try await Backup(database: database, files: config.dataFolder + "/files").write(to: file)
        await database.close()
        print("Everything is in \(file).")
    }
}
