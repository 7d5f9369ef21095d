import ArgumentParser
import Core
import Store

/// Brings the database to this program's schema.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database to this version's schema.")
    @OptionGroup var options: Config.Options
    @Flag(help: "Only say what would be made.") var dryRun = false

    func run() async throws {
        let config = try Config(options)
        let database = try await config.openDatabase()
        let migrator = Migrator(database: database, catalog: .builtIn, clock: .system)
        let names = dryRun ? try await migrator.pending() : try await migrator.migrate()
        print(
            names.isEmpty
                ? "Nothing to do." : names.map { (dryRun ? "would make " : "made ") + $0 }.joined(separator: "\n"))
        await database.close()
    }
}
