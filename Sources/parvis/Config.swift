import ArgumentParser
import Core
import Features
import Foundation
import Mail
import Store
import StorePostgres
import StoreSQLite

/// The settings of an installation, read once: flags first, then `PARVIS_*` (and `PARVIS_*_FILE` for secrets), then the file, then defaults.
struct Config: Sendable {
    let host: String
    let port: Int
    let dataFolder: String
    let database: String
    let baseAddress: String
    let smtp: String?
    /// Mails a minute.
    let mailRate: Int
    let logIsJSON: Bool
    let logLevel: String
    let trustedProxies: [NetworkRange]
    /// Megabytes that the people of one account may send in all.
    let fileQuota: Int
    /// The virus scanner.
    let scanner: ScannerAddress?
    /// Where the metrics are served, if they are; never on the public port.
    let metrics: (host: String, port: Int)?
    let limits: RequestLimits

    /// The flags that every command takes.
    struct Options: ParsableArguments {
        @Option(help: "Folder for the database and files.") var data: String?
        @Option(help: "sqlite:PATH or postgres://USER@HOST/NAME.") var database: String?
        @Option(help: "Settings file (KEY=value lines).") var config: String?
    }

    /// Keys that may stand in the environment (with `PARVIS_` before them) or in the file.
    static let keys: Set<String> = [
        "HOST", "PORT", "DATA", "DATABASE", "BASE_ADDRESS", "SMTP", "LOG", "LOG_LEVEL", "CONFIG",
        "TRUSTED_PROXIES", "MAIL_RATE", "FILE_QUOTA", "CLAMAV", "METRICS_HOST", "METRICS_PORT", "LIMIT_WRITES",
        "LIMIT_API", "LIMIT_EXPORTS",
    ]
    static let secrets: Set<String> = ["DATABASE", "SMTP"]

    init(
        _ options: Options, host: String? = nil, port: Int? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        let settings = try Settings(environment: environment, file: options.config)
        func value(_ key: String) throws -> String? { try settings.value(key) }
        let data = try options.data ?? value("DATA") ?? "data"
        dataFolder = data
        self.host = try host ?? value("HOST") ?? "127.0.0.1"
        self.port = try port ?? Config.number(value("PORT"), Config.ports, "PORT") ?? 8080
        database = try options.database ?? value("DATABASE") ?? "sqlite:\(data)/parvis.sqlite"
        baseAddress = try value("BASE_ADDRESS") ?? "http://localhost:\(self.port)"
        smtp = try value("SMTP")
        mailRate = try Config.number(value("MAIL_RATE"), 1...1_000_000, "MAIL_RATE") ?? 600
        logIsJSON = try Config.oneOf(value("LOG"), ["text", "json"], "LOG") == "json"
        logLevel = try Config.oneOf(value("LOG_LEVEL"), ["debug", "info", "warning", "error"], "LOG_LEVEL") ?? "info"
        trustedProxies = try Config.ranges(value("TRUSTED_PROXIES") ?? "")
        fileQuota = try Config.megabytes(value("FILE_QUOTA"), "FILE_QUOTA") ?? 2048
        scanner = try Config.scanner(value("CLAMAV"))
        let metricsHost = try value("METRICS_HOST") ?? "127.0.0.1"
        metrics = try Config.number(value("METRICS_PORT"), Config.ports, "METRICS_PORT").map { (metricsHost, $0) }
        limits = RequestLimits(
            writes: try Config.limit(value("LIMIT_WRITES"), "LIMIT_WRITES", usual: RequestLimits.usual.writes),
            api: try Config.limit(value("LIMIT_API"), "LIMIT_API", usual: RequestLimits.usual.api),
            exports: try Config.limit(value("LIMIT_EXPORTS"), "LIMIT_EXPORTS", usual: RequestLimits.usual.exports))
    }

    private static func scanner(_ text: String?) throws -> ScannerAddress? {
        guard let text, !text.isEmpty else { return nil }
        guard let address = ScannerAddress(text) else {
            throw ValidationError(
                "PARVIS_CLAMAV must be unix:/PATH or tcp:HOST:PORT of a clamd, such as unix:/run/clamav/clamd.ctl, not '\(text)'."
            )
        }
        return address
    }

    private static func megabytes(_ text: String?, _ key: String) throws -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), (1...1_000_000_000).contains(number) else {
            throw ValidationError("PARVIS_\(key) must be a number of megabytes from 1 to 1000000000, not '\(text)'.")
        }
        return number
    }

    private static let ports: ClosedRange<Int> = 1...65_535

    /// A number a minute; 0 for none.
    private static func limit(_ text: String?, _ key: String, usual: Int?) throws -> Int? {
        guard let number = try number(text, 0...1_000_000, key) else { return usual }
        return number == 0 ? nil : number
    }

    private static func ranges(_ text: String) throws -> [NetworkRange] {
        try text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }.map {
            guard let range = NetworkRange($0) else {
                throw ValidationError(
                    "PARVIS_TRUSTED_PROXIES wants addresses or ranges such as 127.0.0.1, 10.0.0.0/8 or fd00::/8, not '\($0)'."
                )
            }
            return range
        }
    }

    private static func number(_ text: String?, _ range: ClosedRange<Int>, _ key: String) throws -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw ValidationError(
                "PARVIS_\(key) must be a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'.")
        }
        return number
    }

    private static func oneOf(_ text: String?, _ values: [String], _ key: String) throws -> String? {
        guard let text else { return nil }
        guard values.contains(text) else {
            throw ValidationError("PARVIS_\(key) must be one of \(values.joined(separator: ", ")), not '\(text)'.")
        }
        return text
    }
}

/// Looks settings up in the environment, then in the file.
private struct Settings {
    let environment: [String: String]
    let file: [String: String]

    init(environment: [String: String], file path: String?) throws {
        self.environment = environment
        let known = Config.keys.flatMap { key in
            Config.secrets.contains(key) ? ["PARVIS_" + key, "PARVIS_" + key + "_FILE"] : ["PARVIS_" + key]
        }
        for name in environment.keys
        where name.hasPrefix("PARVIS_") && !known.contains(name) && !name.hasPrefix("PARVIS_TEST_")
            && name != "PARVIS_PYTHON"
        {
            throw ValidationError("\(name) is not a setting. Known: \(known.sorted().joined(separator: ", ")).")
        }
        file = try (path ?? environment["PARVIS_CONFIG"]).map(Settings.read) ?? [:]
    }

    func value(_ key: String) throws -> String? {
        if let value = environment["PARVIS_" + key] { return value }
        if Config.secrets.contains(key), let path = environment["PARVIS_" + key + "_FILE"] {
            return try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return file[key]
    }

    private static func read(_ path: String) throws -> [String: String] {
        var values: [String: String] = [:]
        for (number, line) in try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.isEmpty || text.hasPrefix("#") { continue }
            let halves = text.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard halves.count == 2, Config.keys.contains(halves[0]) else {
                throw ValidationError(
                    "\(path), line \(number + 1): '\(halves.first ?? "")' is not a setting. Known: \(Config.keys.sorted().joined(separator: ", "))."
                )
            }
            values[halves[0]] = halves[1]
        }
        return values
    }
}

extension Config {
    /// Opens the database of the settings; makes the data folder.
    func openDatabase(forReading: Bool = false) async throws -> any Database {
        try FileManager.default.createDirectory(
            atPath: dataFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        if database.hasPrefix("sqlite:") {
            let path = String(database.dropFirst(7))
            return forReading ? try SQLiteReader(path: path) : try SQLiteDatabase(path: path, reserve: true)
        }
        if database.hasPrefix("postgres://") || database.hasPrefix("postgresql://") {
            return try await PostgresDatabase.open(url: database, connections: 8)
        }
        throw ValidationError("PARVIS_DATABASE must begin with sqlite: or postgres://.")
    }

    var site: Site {
        var site = Site(
            baseAddress: baseAddress, dataFolder: dataFolder, keepsMailHere: smtp?.hasPrefix("folder:") == true,
            hasMail: smtp != nil, trustedProxies: trustedProxies, limits: limits)
        site.fileQuota = Int64(fileQuota) << 20
        site.scanner = scanner
        return site
    }

    /// What passwords and pages travel in clear for, when strangers may reach it; nil when nothing does.
    var exposure: String? {
        guard !site.isSecure else { return nil }
        func isHere(_ host: String) -> Bool {
            ["localhost", "::1", "[::1]"].contains(host) || host.hasPrefix("127.") || host.hasSuffix(".localhost")
        }
        guard !isHere(host) || !isHere(site.host) else { return nil }
        return
            "PARVIS_BASE_ADDRESS is \(baseAddress) and the program listens on \(host): passwords travel in clear. Put a TLS proxy in front, let the program listen on 127.0.0.1 and set PARVIS_BASE_ADDRESS to an https:// address."
    }

    /// The program on its database, brought to the current schema.
    func openApp() async throws -> App {
        let database = try await openDatabase()
        let app = try App(database: database, site: site)
        try await Migrator(database: database, catalog: .builtIn, clock: app.clock).migrate()
        try await app.refresh()
        try await FirstPortal.ensure(app)
        return app
    }

    func mailTransport() throws -> (any MailTransport)? {
        guard let smtp else { return nil }
        if smtp.hasPrefix("folder:") { return FolderTransport(directory: String(smtp.dropFirst(7))) }
        return try SMTPTransport(settings: SMTPSettings(url: smtp))
    }
}
