import ArgumentParser
import Features
import Store
import Foundation
import StorePostgres
import StoreSQLite

/// Puts a backup into an empty data folder.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Restore a backup into an empty installation.")
    @Argument(help: "The archive that 'parvis backup' made.") var file: String
    @OptionGroup var options: Config.Options

    func run() async throws {
        let config = try Config(options)
        let target: any RestoreTarget =
            config.database.hasPrefix("sqlite:")
            ? SQLiteRestore(path: String(config.database.dropFirst(7)))
            : try PostgresRestore(url: config.database)
        try await Backup.restore(file, to: target, files: config.dataFolder + "/files")
        let app = try await config.openApp()
        let checks = await Readiness(app: app).checks()
        await app.database.close()
        print("Restored. " + checks.map { "\($0.name): \($0.problem ?? "ok")" }.joined(separator: ", "))
    }
}
