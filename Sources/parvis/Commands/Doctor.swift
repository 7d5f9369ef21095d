import ArgumentParser
import Core
import Features
import Foundation
import Store
import StorePostgres

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
        if let server = database as? PostgresDatabase { print("connection    \(try await transport(server))") }
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

    /// What the rules of retention are about, and how much of it there is.
    private func sizes(_ app: App) async throws {
        let catalog = app.catalog
        let (size, counts, days) = try await app.database.read { connection in
            try connection.takesLong()
            let retention = Retention(connection)
            return (
                try retention.size(), try retention.counts(catalog),
                try RetentionRule.allCases.reduce(into: [:]) { $0[$1] = try retention.days($1) }
            )
        }
        print("size          \(size >> 20) MB in the database")
        for rule in RetentionRule.allCases {
            let name = rule.rawValue.replacing("_", with: " ").padding(toLength: 13, withPad: " ", startingAt: 0)
            let limit = days[rule].map { $0 == 0 ? "kept for ever" : "kept for \($0) days" } ?? ""
            print(name, "\(counts[rule] ?? 0), \(limit)")
        }
    }

    private func transport(_ server: PostgresDatabase) async throws -> String {
        let (mode, version) = try await server.transport()
        let isSafe = ["verify-full", "verify-ca"].contains(mode)
        let now = version.map { "now \($0)" } ?? "now without TLS"
        return "sslmode=\(mode), \(now)\(isSafe ? "" : "   (the server's certificate is not checked)")"
    }

    private func proxies(_ config: Config) -> String {
        config.trustedProxies.isEmpty
            ? "none trusted: X-Forwarded-For is ignored; behind a proxy set PARVIS_TRUSTED_PROXIES"
            : config.trustedProxies.map(\.text).joined(separator: ", ") + " (X-Forwarded-For is read from these)"
    }

    private func look(_ app: App) async throws -> Bool {
        var isWell = true
        for check in await Readiness(app: app).checks(writing: false) {
            print(check.name.padding(toLength: 13, withPad: " ", startingAt: 0), check.problem ?? "ok")
            isWell = isWell && check.problem == nil
        }
        let (broken, staff) = try await app.database.read { connection in
            (try Journal(connection).firstBreak(connection: connection), try People(connection).hasAdministrator())
        }
        print(
            "journal       \(broken.map { "broken at entry \($0): somebody changed it; compare with a backup" } ?? "chain holds")"
        )
        try await sizes(app)
        print("administrator \(staff ? "ok" : "none: 'parvis serve' prints a one-time link")")
        return isWell && broken == nil
    }
}
