/// Which certificates of the mail server are believed.
package enum SMTPTrust: Hashable, Sendable {
    /// The system's authorities.
    case system
    /// Only the authorities in this PEM file, or in this directory prepared by `openssl rehash`.
    case only(path: String)
    /// Anything, also an impostor: for tests and closed networks.
    case anything
}
