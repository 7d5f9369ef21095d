/// A streaming reader of `multipart/form-data` (RFC 7578): feed it bytes, it says what they hold. Nothing is kept but one line of headers.
package struct MultipartReader: Sendable {
    /// What the bytes hold, in order.
    package enum Event: Sendable, Hashable {
        case part(name: String, filename: String?, type: String?)
        case data([UInt8])
        case partEnd
        case end
    }

    private enum State { case preamble, headers, body, done }

    private let delimiter: [UInt8]
    private var state = State.preamble
    private var buffer: [UInt8] = []
    private static let longestHeader = 8192

    /// Nil when the content type is not multipart/form-data with a boundary of 1 to 70 characters.
    package init?(contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let boundary = parameter("boundary", in: contentType), (1...70).contains(boundary.utf8.count)
        else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
        buffer = [0x0D, 0x0A]
    }

    /// Throws `Refusal.unreadable` when the bytes break the format.
    package mutating func feed(_ bytes: some Sequence<UInt8>) throws -> [Event] {
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        while try advance(&events) {}
        return events
    }

    /// True once the closing delimiter was seen.
    package var isComplete: Bool { state == .done }

    private mutating func advance(_ events: inout [Event]) throws -> Bool {
        switch state {
        case .done:
            buffer.removeAll()
            return false
        case .preamble, .body: return try readToDelimiter(&events)
        case .headers: return try readHeaders(&events)
        }
    }

    private mutating func readToDelimiter(_ events: inout [Event]) throws -> Bool {
        guard let start = find(delimiter) else {
            // Keep what could be the beginning of a delimiter.
            let safe = max(0, buffer.count - delimiter.count)
            if safe > 0 {
                if state == .body { events.append(.data(Array(buffer[..<safe]))) }
                buffer.removeFirst(safe)
            }
            return false
        }
        let end = start + delimiter.count
        guard buffer.count >= end + 2 else { return false }
        if state == .body {
            if start > 0 { events.append(.data(Array(buffer[..<start]))) }
            events.append(.partEnd)
        }
        let tail = (buffer[end], buffer[end + 1])
        buffer.removeFirst(end + 2)
        switch tail {
        case (0x2D, 0x2D):
            state = .done
            events.append(.end)
        case (0x0D, 0x0A): state = .headers
        default: throw Refusal.unreadable
        }
        return true
    }

    private mutating func readHeaders(_ events: inout [Event]) throws -> Bool {
        guard let end = find([0x0D, 0x0A, 0x0D, 0x0A]) else {
            guard buffer.count <= MultipartReader.longestHeader else { throw Refusal.unreadable }
            return false
        }
        guard end <= MultipartReader.longestHeader, let text = String(validating: buffer[..<end], as: UTF8.self) else {
            throw Refusal.unreadable
        }
        buffer.removeFirst(end + 4)
        events.append(try part(text))
        state = .body
        return true
    }

    private func part(_ headers: String) throws -> Event {
        var disposition: String?
        var type: String?
        for line in headers.split(separator: "\r\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { throw Refusal.unreadable }
            switch halves[0].lowercased() {
            case "content-disposition": disposition = halves[1].trimmed
            case "content-type": type = halves[1].trimmed
            default: break
            }
        }
        guard let disposition, disposition.lowercased().hasPrefix("form-data"),
            let name = parameter("name", in: disposition)
        else { throw Refusal.unreadable }
        return .part(name: name, filename: parameter("filename", in: disposition), type: type)
    }

    private func find(_ needle: [UInt8]) -> Int? {
        guard buffer.count >= needle.count else { return nil }
        let last = buffer.count - needle.count
        var index = 0
        while index <= last {
            guard let hit = buffer[index...last].firstIndex(of: needle[0]) else { return nil }
            if buffer[hit..<hit + needle.count].elementsEqual(needle) { return hit }
            index = hit + 1
        }
        return nil
    }
}

/// The value of `; name="value"`; semicolons inside quotes belong to the value. Browsers escape quotes in file names as `%22`.
private func parameter(_ name: String, in header: String) -> String? {
    var isQuoted = false
    let pieces = header.split { character in
        if character == "\"" { isQuoted.toggle() }
        return character == ";" && !isQuoted
    }
    for piece in pieces.dropFirst() {
        let halves = piece.split(separator: "=", maxSplits: 1)
        guard halves.count == 2, halves[0].trimmed.lowercased() == name else { continue }
        let value = halves[1].trimmed
        return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count >= 2
            ? String(value.dropFirst().dropLast()) : value
    }
    return nil
}
