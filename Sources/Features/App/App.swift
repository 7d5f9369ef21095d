package import Core
import Foundation
package import Store
package import Web

/// Everything a handler works with, made once by the composition root and passed as a value.
package struct App: Sendable {
    package let database: any Database
    package let clock: Clock
    package let ids: RecordIDGenerator
    package let site: Site
    package let cookies: SiteCookies
    package let passwords: Passwords
    package let files: FileStore
    package let counters: Counters
    /// Whether the database takes writes.
    let writing: WriteProbe
    package let grants: GrantCache
    package let leakTests: LeakTestRuns
    /// Tells the mail worker that something waits.
    package let mailBell: Bell
    /// Tells the worker of jobs on many records that there is one.
    package let bulkBell: Bell
    /// Looks at what arrives, and is told that something did; nil when nobody set one up.
    package let scanner: ClamAV?
    package let scanBell: Bell
    /// Tells the worker of imports that one was asked for.
    package let importBell: Bell

    /// `node` is this process's part in the ids it makes: no two that write to one database should share it.
    package init(
        database: any Database, catalog: Catalog = .builtIn, clock: Clock = .system, site: Site,
        node: Int64 = RecordIDGenerator.anyNode()
    ) throws {
        self.database = database
        self.clock = clock
        self.site = site
        ids = RecordIDGenerator(clock: clock, node: node)
        cookies = SiteCookies(isSecure: site.isSecure)
        passwords = Passwords()
        files = try FileStore(folder: site.dataFolder + "/files")
        counters = Counters()
        writing = WriteProbe()
        grants = GrantCache(catalog: catalog)
        leakTests = LeakTestRuns()
        mailBell = Bell()
        bulkBell = Bell()
        scanner = site.scanner.map(ClamAV.init)
        scanBell = Bell()
        importBell = Bell()
    }

    /// The modules there are now. Ask when you need it and do not keep it: administrators change them at run time.
    package var catalog: Catalog { grants.catalog }

    /// Learns what changed since, for programs that serve no sessions.
    package func refresh() async throws {
        let grants = grants
        try await database.read { try grants.refresh(to: Portals($0).version(), $0) }
    }

    package var today: Day { Day(clock.now, in: Formats.paris) }

    /// A read on the records that exist for a viewer.
    package func records<T: Sendable>(_ body: @escaping @Sendable (Records) throws -> T) async throws -> T {
        let catalog = catalog
        return try await database.read { connection in try body(Records(connection, catalog)) }
    }

    /// The module of an address; unknown ones are not found.
    package func module(_ key: String?) throws -> Module {
        guard let key, let module = catalog[key] else { throw Refusal.notFound }
        return module
    }
}

/// What the configuration says about this installation.
package struct Site: Sendable {
    /// `https://portail.exemple.fr`, without a slash at the end. Links in mails start with it, never with what a request claims.
    package let baseAddress: String
    package let dataFolder: String
    /// Mail goes to a folder instead of a server: for trials, and the only case in which the back office shows a mail's links.
    package let keepsMailHere: Bool
    package let hasMail: Bool
    package let defaultCompany: String
    /// How many bytes the people of one account may send in all.
    package var fileQuota: Int64 = 2 << 30
    /// Where the virus scanner listens; nil without one.
    package var scanner: ScannerAddress?
    /// Proxies that may say for whom they ask; nobody else is believed.
    package let trustedProxies: [NetworkRange]
    /// How fast a person or a program may be.
    package let limits: RequestLimits

    package init(
        baseAddress: String, dataFolder: String, keepsMailHere: Bool, hasMail: Bool, defaultCompany: String = "Parvis",
        trustedProxies: [NetworkRange] = [], limits: RequestLimits = .none
    ) {
        self.baseAddress = baseAddress.hasSuffix("/") ? String(baseAddress.dropLast()) : baseAddress
        self.dataFolder = dataFolder
        self.keepsMailHere = keepsMailHere
        self.hasMail = hasMail
        self.defaultCompany = defaultCompany
        self.trustedProxies = trustedProxies
        self.limits = limits
    }

    package var isSecure: Bool { baseAddress.hasPrefix("https://") }
    package var host: String { URL(string: baseAddress)?.host() ?? "localhost" }
}
