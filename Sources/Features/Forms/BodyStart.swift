import Hummingbird
import NIOCore
import Web

/// The beginning of a form's body, read ahead so that what was typed is still there when the form is refused. Files lie behind the texts in
/// every form; nothing of them is kept.
struct BodyStart: Sendable {
    private let buffers: [ByteBuffer]
    /// What comes after these bytes; nil when nothing does.
    private let rest: BodyPass?
    private let type: String

    private static let most = 256 << 10

    /// Reads at most about 256 KiB, for at most 20 seconds. Throws `Refusal.tooSlow`.
    static func read(_ request: Request) async throws -> BodyStart {
        let (pass, type) = (BodyPass(request.body), request.headers[.contentType] ?? "")
        return try await withDeadline(.seconds(20)) {
            var (buffers, size): ([ByteBuffer], Int) = ([], 0)
            while size < most {
                guard let buffer = try await pass.next() else {
                    return BodyStart(buffers: buffers, rest: nil, type: type)
                }
                buffers.append(buffer)
                size += buffer.readableBytes
            }
            return BodyStart(buffers: buffers, rest: pass, type: type)
        }
    }

    /// The body for whoever takes the form, once: the bytes that were read, then the rest.
    var body: RequestBody { RequestBody(asyncSequence: Replayed(buffers: buffers, rest: rest)) }

    var hasFiles: Bool { type.lowercased().hasPrefix("multipart/") && parts.hasFile }

    /// The fields that arrived whole; none when they cannot be read.
    var fields: [(name: String, value: String)] {
        if type.lowercased().hasPrefix("multipart/") { return parts.fields }
        guard rest == nil, let form = try? Form(urlEncoded: buffers.flatMap { Array($0.readableBytesView) }) else {
            return []
        }
        return form.pairs
    }

    private var parts: (fields: [(name: String, value: String)], hasFile: Bool) {
        guard var reader = MultipartReader(contentType: type) else { return ([], false) }
        var collector = TextParts()
        for buffer in buffers {
            // A body that breaks the format further on still gave what came before.
            guard let events = try? reader.feed(buffer.readableBytesView) else { break }
            for event in events { collector.take(event) }
        }
        return (collector.fields, collector.hasFile)
    }
}

/// Collects the parts of a multipart body that are text.
private struct TextParts {
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var hasFile = false
    private var current: (name: String, bytes: [UInt8])?

    mutating func take(_ event: MultipartReader.Event) {
        switch event {
        case .part(let name, nil, _): current = (name, [])
        case .part(_, let file?, _): if !file.isEmpty { hasFile = true }
        case .data(let bytes): current?.bytes += bytes
        case .partEnd:
            if let current, let text = String(validating: current.bytes, as: UTF8.self), !text.utf8.contains(0) {
                fields.append((current.name, text.replacing("\r\n", with: "\n")))
            }
            current = nil
        case .end: break
        }
    }
}

/// The one way through a body: the server has no second one to give.
private final class BodyPass: @unchecked Sendable {
    /// Never used by two tasks at once: by `BodyStart.read` until it returns, deadline or not, and then by whoever takes the form.
    private var iterator: RequestBody.AsyncIterator

    init(_ body: RequestBody) { iterator = body.makeAsyncIterator() }

    func next() async throws -> ByteBuffer? { try await iterator.next() }
}

/// Bytes that were read, then those that were not.
private struct Replayed: AsyncSequence, Sendable {
    let buffers: [ByteBuffer]
    let rest: BodyPass?

    func makeAsyncIterator() -> Iterator { Iterator(buffers: buffers[...], rest: rest) }

    /// Gives each piece once.
    struct Iterator: AsyncIteratorProtocol {
        var buffers: ArraySlice<ByteBuffer>
        let rest: BodyPass?

        mutating func next() async throws -> ByteBuffer? {
            if let buffer = buffers.popFirst() { return buffer }
            return try await rest?.next()
        }
    }
}
