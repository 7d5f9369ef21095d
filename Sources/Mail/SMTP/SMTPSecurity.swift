/// How the connection to the mail server is protected.
package enum SMTPSecurity: String, Hashable, Sendable, CaseIterable {
    /// In clear: for a relay on the same machine or a private network.
    case none
    /// STARTTLS, required: without it nothing is sent.
    case starttls
    /// TLS from the first byte.
    case tls

    /// The port servers listen on for each (RFC 8314, RFC 5321).
    package var defaultPort: Int {
        switch self {
        case .none: 25
        case .starttls: 587
        case .tls: 465
        }
    }
}
