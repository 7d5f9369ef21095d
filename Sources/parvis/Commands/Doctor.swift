import ArgumentParser
import Core
import Features
import Foundation
import Store

/// Looks the installation over and says what is wrong and what to do.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check the installation and explain its settings.")
    @OptionGroup var options: Config.Options

    func run() async throws {
        let config = try Config(options)
        print("data folder   \(config.dataFolder)")
        print(
            "database      \(config.database.hasPrefix("sqlite:") ? config.database : "postgres (address not shown)")")
        print(
            "base address  \(config.baseAddress)\(config.baseAddress.hasPrefix("https://") ? "" : "   (plain HTTP: for trials only; put a TLS proxy in front)")"
        )
        print("proxies       \(proxies(config))")
        print(
            "mail          \(config.smtp == nil ? "none: messages wait in the outbox; set PARVIS_SMTP" : config.smtp?.hasPrefix("folder:") == true ? "kept in a folder" : "SMTP")"
        )
        let database = try await config.openDatabase(forReading: true)
        let app = try App(database: database, site: config.site)
        let pending = try await Migrator(database: database, catalog: .builtIn, clock: app.clock).pending()
        print(
            "schema        \(pending.isEmpty ? "up to date" : "\(pending.count) changes to make: run 'parvis migrate'")"
        )
        var isWell = pending.isEmpty
        if pending.isEmpty {
            isWell = try await look(app)
            isWell = try await DoctorFiles(app: app, config: config).look() && isWell
        }
        await database.close()
        if !isWell { throw ExitCode(1) }
    }

    private func proxies(_ config: Config) -> String {
        config.trustedProxies.isEmpty
            ? "none trusted: X-Forwarded-For is ignored; behind a proxy set PARVIS_TRUSTED_PROXIES"
            : config.trustedProxies.map(\.text).joined(separator: ", ") + " (X-Forwarded-For is read from these)"
    }

    private func look(_ app: App) async throws -> Bool {
        var isWell = true
        for check in await Readiness(app: app).checks() {
            print(check.name.padding(toLength: 13, withPad: " ", startingAt: 0), check.problem ?? "ok")
            isWell = isWell && check.problem == nil
        }
        let (broken, staff) = try await app.database.read { connection in
            (try Journal(connection).firstBreak(connection: connection), try People(connection).hasAdministrator())
        }
        print(
            "journal       \(broken.map { "broken at entry \($0): somebody changed it; compare with a backup" } ?? "chain holds")"
        )
        print("administrator \(staff ? "ok" : "none: 'parvis serve' prints a one-time link")")
        return isWell && broken == nil
    }
}
