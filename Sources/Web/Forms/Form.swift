package import Core
package import Hummingbird
import NIOCore

/// The fields of a form or of an address's query: names with their values, in the order they came.
package struct Form: Sendable {
    private let pairs: [(name: String, value: String)]

    package init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// The trimmed value; empty when it is absent.
    package subscript(name: String) -> String {
        (pairs.first { $0.name == name }?.value ?? "").trimmed
    }
    /// Exactly as typed, for passwords.
    package func raw(_ name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }
    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }
    package func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }
    package func id(_ name: String) -> RecordID? { RecordID(text: self[name]) }
    package func int(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        Int64(self[name]).flatMap { range.contains($0) ? $0 : nil }
    }
    package var names: [String] { pairs.map(\.name) }

    /// Reads `a=1&b=2` (application/x-www-form-urlencoded). Throws `Refusal` for broken escapes, broken UTF-8 or more than 2,000 fields.
    package init(urlEncoded text: some StringProtocol) throws {
        let parts = text.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true)
        guard parts.count <= 2000 else { throw Refusal.unreadable }
        pairs = try parts.map { part in
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (try decoded(halves[0]), halves.count > 1 ? try decoded(halves[1]) : "")
        }
    }
}

/// Percent escapes and `+` undone. NUL is refused with whatever else is not text.
private func decoded(_ bytes: Substring.UTF8View.SubSequence) throws -> String { try decode(Array(bytes)) }
private func decoded(_ bytes: some Collection<UInt8>) throws -> String { try decode(Array(bytes)) }

private func decode(_ bytes: [UInt8]) throws -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "+"): out.append(0x20)
        case UInt8(ascii: "%"):
            guard index + 2 < bytes.count, let high = hex(bytes[index + 1]), let low = hex(bytes[index + 2]) else {
                throw Refusal.unreadable
            }
            out.append(high << 4 | low)
            index += 2
        case let byte: out.append(byte)
        }
        index += 1
    }
    guard let text = String(validating: out, as: UTF8.self), !text.utf8.contains(0) else { throw Refusal.unreadable }
    return text.replacing("\r\n", with: "\n")
}

private func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    package var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

extension Request {
    /// The fields of the address's query; what cannot be read is empty.
    package var query: Form {
        get throws { try Form(urlEncoded: uri.query ?? "") }
    }

    /// The fields of a posted form: at most 1 MiB, arrived within 20 seconds.
    package func form() async throws -> Form {
        guard headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Refusal.unreadable
        }
        return try Form(urlEncoded: String(decoding: await bytes(limit: 1 << 20, within: .seconds(20)), as: UTF8.self))
    }

    /// The whole body, bounded in size and time: Hummingbird's own time-out does not see a body that drips.
    package func bytes(limit: Int, within time: Duration) async throws -> [UInt8] {
        let body = body
        return try await withDeadline(time) {
            var bytes: [UInt8] = []
            for try await part in body {
                guard bytes.count + part.readableBytes <= limit else {
                    throw Refusal.tooLarge(limit >= 1 << 20 ? "\(limit >> 20) Mo" : "\(limit >> 10) ko")
                }
                bytes.append(contentsOf: part.readableBytesView)
            }
            return bytes
        }
    }
}

/// What `work` gives, or `Refusal.tooSlow` when `time` has passed first.
package func withDeadline<T: Sendable>(_ time: Duration, _ work: @escaping @Sendable () async throws -> T) async throws
    -> T
{
    try await withThrowingTaskGroup(of: T.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: time)
            throw Refusal.tooSlow
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw Refusal.tooSlow }
        return first
    }
}
