import Foundation

/// An IPv4 or IPv6 address as its 16 bytes; IPv4 is written inside IPv6 (`::ffff:a.b.c.d`), so that both forms of one address are equal.
package struct NetworkAddress: Hashable, Sendable {
    let bytes: [UInt8]
    private static let mappedStart: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads `192.0.2.1`, `2001:db8::1` and, as sockets say it, `fe80::1%eth0`; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        let plain = String(text.prefix { $0 != "%" })
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, plain, &four) == 1 {
            bytes = NetworkAddress.mappedStart + withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, plain, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    /// The same as proxies write it: also `192.0.2.1:4711` and `[2001:db8::1]:4711`.
    package init?(forwarded text: String) {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            self.init(String(text[text.index(after: text.startIndex)..<end]))
        } else if text.contains("."), text.filter({ $0 == ":" }).count == 1 {
            self.init(String(text.prefix { $0 != ":" }))
        } else {
            self.init(text)
        }
    }

    var isIPv4: Bool { bytes.starts(with: NetworkAddress.mappedStart) }

    package var text: String {
        if isIPv4 { return bytes.suffix(4).map(String.init).joined(separator: ".") }
        var six = in6_addr()
        withUnsafeMutableBytes(of: &six) { $0.copyBytes(from: bytes) }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &six, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What one customer of a provider owns: an IPv4 address, or an IPv6 /64.
    package var subscriber: String {
        isIPv4 ? text : NetworkAddress(bytes: bytes.prefix(8) + [UInt8](repeating: 0, count: 8)).text + "/64"
    }
}

/// A range of addresses, `10.0.0.0/8` or `fd00::/8`; an address alone is a range of one.
package struct NetworkRange: Hashable, Sendable {
    private let base: [UInt8]
    private let bits: Int
    /// As it was written.
    package let text: String

    package init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let address = halves.first.flatMap({ NetworkAddress($0) }) else { return nil }
        let width = address.isIPv4 ? 32 : 128
        guard let length = halves.count == 1 ? width : Int(halves[1]), (0...width).contains(length) else { return nil }
        base = address.bytes
        bits = 128 - width + length
        self.text = text
    }

    package func contains(_ address: NetworkAddress) -> Bool {
        let whole = bits / 8
        guard address.bytes.prefix(whole) == base.prefix(whole) else { return false }
        guard bits % 8 > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
        return address.bytes[whole] & mask == base[whole] & mask
    }
}
