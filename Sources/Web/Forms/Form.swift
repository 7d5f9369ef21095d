package import Core
package import Hummingbird
import NIOCore

/// The fields of a form or of an address's query: names with their values, in the order they came.
package struct Form: Sendable {
    package let pairs: [(name: String, value: String)]
    /// What was attached to controls of files, by the control's name. Nothing that was typed comes here.
    package var attached: [String: String] = [:]
    /// Why a file that was chosen was not taken, by the control's name.
    package var notAttached: [String: FieldProblem] = [:]

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
    /// The version of what the form was filled in from, as the form carries it; nil for a number that no form of ours holds.
    package var version: Int64? { int("version", 0...Form.lastVersion) }
    package var names: [String] { pairs.map(\.name) }

    private static let most = 2000
    /// Far beyond what anything is ever changed, and far below where arithmetic on it would end the process.
    private static let lastVersion: Int64 = 1 << 53

    /// Reads `a=1&b=2` (application/x-www-form-urlencoded) as it was sent: bytes that are not UTF-8 are refused, never repaired.
    ///
    /// Throws `Refusal` for broken escapes, broken UTF-8, NUL or more than 2,000 fields.
    package init(urlEncoded bytes: some Collection<UInt8>) throws {
        let parts = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true)
        guard parts.count <= Form.most else { throw Refusal.unreadable }
        pairs = try parts.map { part in
            guard let read = pair(part) else { throw Refusal.unreadable }
            return read
        }
    }
    package init(urlEncoded text: some StringProtocol) throws { try self.init(urlEncoded: text.utf8) }

    /// Reads an address's query, which people cut and programs garble: what cannot be read is left out, so that a page still answers.
    package init(query: some StringProtocol) {
        let parts = query.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true)
        pairs = parts.prefix(Form.most).filter { !wasRepaired($0) }.compactMap { pair($0) }
    }
}

/// A name and a value; nil when one of them is not text.
private func pair(_ bytes: some Collection<UInt8>) -> (name: String, value: String)? {
    let halves = bytes.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = halves.first.flatMap({ decoded($0) }) else { return nil }
    guard halves.count > 1 else { return (name, "") }
    return decoded(halves[1]).map { (name, $0) }
}

/// The server makes U+FFFD of bytes in an address that are not UTF-8; who means that character sends it escaped.
private func wasRepaired(_ bytes: some Collection<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.contains("\u{FFFD}")
}

/// Percent escapes and `+` undone; nil for what is not text: broken escapes, broken UTF-8, NUL.
private func decoded(_ bytes: some Collection<UInt8>) -> String? {
    let bytes = Array(bytes)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "+"): out.append(0x20)
        case UInt8(ascii: "%"):
            guard index + 2 < bytes.count, let high = hex(bytes[index + 1]), let low = hex(bytes[index + 2]) else {
                return nil
            }
            out.append(high << 4 | low)
            index += 2
        case let byte: out.append(byte)
        }
        index += 1
    }
    guard let text = String(validating: out, as: UTF8.self), !text.utf8.contains(0) else { return nil }
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
    /// The fields of the address's query; what cannot be read is not there.
    package var query: Form { Form(query: uri.query ?? "") }

    /// The fields of a posted form: at most 1 MiB, arrived within 20 seconds.
    package func form() async throws -> Form {
        guard headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Refusal.unreadable
        }
        return try Form(urlEncoded: await bytes(limit: 1 << 20, within: .seconds(20)))
    }

    /// The whole body, bounded in size and time: Hummingbird's own time-out does not see a body that drips.
    package func bytes(limit: Int, within time: Duration) async throws -> [UInt8] {
        let body = body
        return try await withDeadline(time) {
            var bytes: [UInt8] = []
            for try await part in body {
                guard bytes.count + part.readableBytes <= limit else {
                    throw Refusal.tooLarge(bytes: limit)
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
