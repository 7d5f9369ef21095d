import ArgumentParser
import Core
import Features
import Store

/// Fills an empty installation with the records that `bin/bench` measures on, and prints a session of the person of account 0.
struct BenchData: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-data", abstract: "Make records to measure with.", shouldDisplay: false)
    static let password = "un mot de passe de mesure"
    @Option(help: "How many accounts.") var accounts = 10_000
    @Option(help: "How many invoices.") var invoices = 1_000_000
    @Option(help: "How many people, each with an access.") var people = 10_000
    @Option(help: "How many custom modules of 100 fields each the people may see too.") var modules = 0
    @OptionGroup var options: Config.Options

    func run() async throws {
        let app = try await Config(options).openApp()
        let person = try await app.database.read { try BenchRecords.known($0) }
        let known: RecordID
        if let person { known = person } else { known = try await fill(app) }
        if modules > 0 { try await BenchModules(count: modules, app: app).make() }
        print(try await session(app, known))
        await app.database.close()
    }

    private func fill(_ app: App) async throws -> RecordID {
        guard let portal = try await app.database.read({ try Portals($0).find(slug: "client") }),
            let type = try await app.database.read({ try Portals($0).userTypes(of: portal.id).first })
        else { throw ValidationError("There is no portal 'client'.") }
        let records = BenchRecords(
            accounts: accounts, people: people, invoices: invoices, base: app.ids.next(), app.catalog, at: app.clock.now
        )
        try await records.make(
            in: app.database, userType: type.id, passwordHash: try await app.passwords.hash(BenchData.password))
        return records.person
    }

    private func session(_ app: App, _ person: RecordID) async throws -> String {
        let token = Token()
        let (now, publicID) = (app.clock.now, app.ids.next())
        try await app.database.write { connection in
            guard let access = try Accesses(connection).of(person: person).first else {
                throw StoreError.failed(reason: "the person has no access")
            }
            try Sessions(connection).start(
                token.hash, publicID: publicID, person: person, access: access.id, address: "127.0.0.1", agent: "bench",
                at: now, until: now + .days(1))
        }
        return token.text
    }
}
