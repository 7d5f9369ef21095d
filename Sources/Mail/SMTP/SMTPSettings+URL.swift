import Foundation

extension SMTPSettings {
    /// Reads `smtp://user:pass@host:587?security=starttls` or `smtps://...`.
    ///
    /// Options: `security` (none, starttls; smtps is tls), `ca` (path), `verify` (yes, no), `ehlo`, `timeout` and
    /// `connect-timeout` (seconds). Throws `SMTPSettingsProblem` naming the part that is wrong.
    package init(url: String) throws {
        guard let parts = URLComponents(string: url) else { throw SMTPSettingsProblem(.url, .unreadable) }
        let options = try SMTPOptions(parts)
        guard let host = parts.host, !host.isEmpty else { throw SMTPSettingsProblem(.host, .missing) }
        guard parts.path.isEmpty || parts.path == "/" else { throw SMTPSettingsProblem(.path, .unexpected) }
        guard parts.fragment == nil else { throw SMTPSettingsProblem(.url, .unreadable) }
        let security = try Self.security(scheme: parts.scheme?.lowercased() ?? "", options)
        self.init(
            host: host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port: parts.port, security: security,
            login: try Self.login(parts))
        trust = try Self.trust(options)
        ehloName = options[.ehlo] ?? ehloName
        totalTimeout = try options.seconds(.timeout) ?? totalTimeout
        connectTimeout = try options.seconds(.connectTimeout) ?? min(connectTimeout, totalTimeout)
        self = try checked()
    }

    private static func security(scheme: String, _ options: SMTPOptions) throws -> SMTPSecurity {
        guard ["smtp", "smtps"].contains(scheme) else { throw SMTPSettingsProblem(.scheme, .unknownScheme) }
        let implied = scheme == "smtps" ? SMTPSecurity.tls : .starttls
        guard let value = options[.security] else { return implied }
        guard let security = SMTPSecurity(rawValue: value) else {
            throw SMTPSettingsProblem(.security, .notOneOf(SMTPSecurity.allCases.map(\.rawValue)))
        }
        guard (security == .tls) == (implied == .tls) else { throw SMTPSettingsProblem(.security, .contradictsScheme) }
        return security
    }

    private static func login(_ parts: URLComponents) throws -> SMTPLogin? {
        let password = parts.password ?? ""
        guard let username = parts.user, !username.isEmpty else {
            guard password.isEmpty else { throw SMTPSettingsProblem(.user, .missing) }
            return nil
        }
        guard !password.isEmpty else { throw SMTPSettingsProblem(.password, .missing) }
        guard !username.utf8.contains(0) else { throw SMTPSettingsProblem(.user, .unexpected) }
        guard !password.utf8.contains(0) else { throw SMTPSettingsProblem(.password, .unexpected) }
        return SMTPLogin(username: username, password: password)
    }

    private static func trust(_ options: SMTPOptions) throws -> SMTPTrust {
        guard ["yes", "no"].contains(options[.verify] ?? "yes") else {
            throw SMTPSettingsProblem(.verify, .notOneOf(["yes", "no"]))
        }
        guard options[.verify] == "no" else { return options[.ca].map { .only(path: $0) } ?? .system }
        guard options[.ca] == nil else { throw SMTPSettingsProblem(.ca, .contradictsVerify) }
        return .anything
    }
}
