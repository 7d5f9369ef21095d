import ArgumentParser
import Features
import Store
import Foundation
import StorePostgres
import StoreSQLite

/// Puts a backup into an empty data folder.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Restore a backup into an empty installation, of either database engine.")
    @Argument(help: "The archive that 'parvis backup' made.") var file: String
    @OptionGroup var options: Config.Options

    func run() async throws {
        let config = try Config(options)
        let target: any RestoreTarget =
            config.database.hasPrefix("sqlite:")
            ? SQLiteRestore(path: String(config.database.dropFirst(7)))
            : try PostgresRestore(url: config.database)
        let content = try await Backup.restore(file, to: target, files: config.dataFolder + "/files") {
            try SQLiteReader(path: $0)
        }
        let app = try await config.openApp()
        let checks = await Readiness(app: app).checks(writing: true)
        await app.database.close()
        if content.engine != target.dialect {
            print("The archive was made from \(content.engine.title); it is \(target.dialect.title) now.")
        }
        if !content.lost.isEmpty {
            print(
                "\(content.lost.count) files were missing already when the backup was made: 'parvis doctor' names them."
            )
        }
        print("Restored. " + checks.map { "\($0.name): \($0.problem ?? "ok")" }.joined(separator: ", "))
    }
}
