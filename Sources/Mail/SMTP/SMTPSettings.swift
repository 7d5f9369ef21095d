import Foundation

/// Where and how mail leaves.
package struct SMTPSettings: Hashable, Sendable {
    package var host: String
    package var port: Int
    package var security: SMTPSecurity
    package var login: SMTPLogin?
    package var trust = SMTPTrust.system
    /// The name this machine says in EHLO; many servers compare it with the DNS.
    package var ehloName = SMTPSettings.machineName
    package var connectTimeout = Duration.seconds(10)
    /// For the whole conversation, connection included.
    package var totalTimeout = Duration.seconds(60)

    package init(host: String, port: Int? = nil, security: SMTPSecurity, login: SMTPLogin? = nil) {
        self.host = host
        self.port = port ?? security.defaultPort
        self.security = security
        self.login = login
    }

    /// Throws `SMTPSettingsProblem` for what libcurl would misread or what would send a password in clear.
    package func checked() throws -> SMTPSettings {
        guard Self.isHost(host) else { throw SMTPSettingsProblem(.host, .notAHost) }
        guard (1...65_535).contains(port) else { throw SMTPSettingsProblem(.port, .notAPort) }
        guard MailSyntax.isHostName(ehloName[...]) else { throw SMTPSettingsProblem(.ehlo, .notAHost) }
        guard Self.limits.contains(connectTimeout) else { throw SMTPSettingsProblem(.connectTimeout, .notATimeout) }
        guard Self.limits.contains(totalTimeout) else { throw SMTPSettingsProblem(.timeout, .notATimeout) }
        guard login == nil || security != .none || Self.isThisMachine(host) else {
            throw SMTPSettingsProblem(.security, .passwordInClear)
        }
        return self
    }

    private static let limits = Duration.milliseconds(1)...Duration.seconds(600)

    private static func isHost(_ host: String) -> Bool {
        MailSyntax.isHostName(host[...]) || isIPv6(host)
    }

    /// Loose on purpose: only the characters matter, the resolver judges the rest.
    static func isIPv6(_ host: String) -> Bool {
        host.contains(":") && host.utf8.count <= 45 && host.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            && host.utf8.allSatisfy { $0 < 0x80 }
    }

    private static func isThisMachine(_ host: String) -> Bool {
        ["localhost", "::1"].contains(host) || host.hasPrefix("127.")
    }

    private static var machineName: String {
        let name = ProcessInfo.processInfo.hostName
        return MailSyntax.isHostName(name[...]) ? name : "localhost"
    }
}
