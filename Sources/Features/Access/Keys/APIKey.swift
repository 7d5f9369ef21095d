/// A key for the API: 256 random bits, given out once, kept only as their SHA-256. The prefix lets people, and scanners that
/// look for secrets where none belong, tell what it is.
struct APIKey: Sendable {
    let text: String
    let hash: [UInt8]

    static let prefix = "pvk_"

    init() {
        let token = Token()
        text = APIKey.prefix + token.text
        hash = token.hash
    }

    /// The hash of the key in an `Authorization` header; nil for another scheme and for what cannot be one of ours.
    static func hash(in header: String) -> [UInt8]? {
        let parts = header.split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].hasPrefix(prefix) else { return nil }
        return Token.hash(of: String(parts[1].dropFirst(prefix.count)))
    }
}
