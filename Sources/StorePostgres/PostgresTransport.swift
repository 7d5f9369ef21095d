import Foundation

/// How the way to the server is protected: with TLS and a certificate of that name, unless the server is this machine or the address, or
/// libpq's own variables, say otherwise. libpq's own default takes TLS where it is offered and says nothing where it is not.
struct PostgresTransport: Sendable {
    /// libpq's `sslmode`.
    let mode: String
    /// What is added to what the address says, by libpq's keywords.
    let defaults: [(keyword: String, variable: String, value: String)]

    init(_ address: PostgresAddress, environment: [String: String] = ProcessInfo.processInfo.environment) {
        // An address that cannot be read fails when it is used, in libpq's words.
        let options = (try? address.options()) ?? []
        func said(_ keyword: String, _ variable: String) -> String? {
            options.last { $0.keyword == keyword }?.value ?? environment[variable]
        }
        if let mode = said("sslmode", "PGSSLMODE") {
            (self.mode, defaults) = (mode, [])
            return
        }
        let hosts = said("hostaddr", "PGHOSTADDR") ?? said("host", "PGHOST") ?? ""
        guard !hosts.split(separator: ",").allSatisfy({ Self.isThisMachine($0.lowercased()) }) else {
            (mode, defaults) = ("prefer", [])
            return
        }
        mode = "verify-full"
        let root = said("sslrootcert", "PGSSLROOTCERT") == nil ? Self.root(environment) : nil
        defaults =
            [("sslmode", "PGSSLMODE", "verify-full")] + (root.map { [("sslrootcert", "PGSSLROOTCERT", $0)] } ?? [])
    }

    /// A socket, or an address that no network carries.
    private static func isThisMachine(_ host: String) -> Bool {
        host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost"
            || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "::1"
    }

    /// The system's authorities, where libpq would ask for a file in the home folder that is not there.
    private static func root(_ environment: [String: String]) -> String? {
        let own = (environment["HOME"] ?? "") + "/.postgresql/root.crt"
        let system = "/etc/ssl/certs/ca-certificates.crt"
        let files = FileManager.default
        return !files.fileExists(atPath: own) && files.fileExists(atPath: system) ? system : nil
    }
}
