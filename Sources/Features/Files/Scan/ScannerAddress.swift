/// Where clamd listens: `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`.
package enum ScannerAddress: Sendable, Hashable {
    case unix(path: String)
    case tcp(host: String, port: UInt16)

    /// Nil for anything else.
    package init?(_ text: String) {
        if text.hasPrefix("unix:/") {
            let path = String(text.dropFirst(5))
            // What a socket's address has room for, with its end.
            guard path.utf8.count < 108 else { return nil }
            self = .unix(path: path)
        } else if text.hasPrefix("tcp:"), let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...]), port > 0
        {
            let host = text[..<colon].dropFirst(4)
            guard !host.isEmpty else { return nil }
            self = .tcp(host: String(host.hasPrefix("[") ? host.dropFirst().dropLast() : host), port: port)
        } else {
            return nil
        }
    }
}
