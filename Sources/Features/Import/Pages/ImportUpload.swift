import Core
import Foundation
import Hummingbird
import NIOCore
import Store
import Web

/// A form with one file, which goes to the folder of imports piece by piece.
struct ImportUpload: Sendable {
    let form: Form
    /// Where the file lies, and what it was called; nil when none was chosen.
    let file: (path: String, name: String)?

    static let limit: Int64 = 256 << 20
    /// 256 MiB at two megabit a second take eighteen minutes.
    private static let time: Duration = .seconds(1800)

    static func read(_ request: Request, _ app: App) async throws -> ImportUpload {
        guard let reader = MultipartReader(contentType: request.headers[.contentType] ?? "") else {
            throw Refusal.unreadable
        }
        if let length = request.headers[.contentLength].flatMap({ Int64($0) }), length > limit + (1 << 20) {
            throw Refusal.tooLarge(bytes: Int(limit))
        }
        try ImportFolder.make(app.importFolder.root)
        let (body, root) = (request.body, app.importFolder.root)
        return try await withDeadline(time) {
            var receiver = ImportReceiver(reader, root: root)
            do {
                for try await part in body { try receiver.take(part.readableBytesView) }
                return try receiver.finish()
            } catch {
                receiver.discard()
                throw error
            }
        }
    }
}

/// Sorts the parts of the form as they come.
private struct ImportReceiver {
    private var reader: MultipartReader
    private let path: String
    private var handle: FileHandle?
    private var name: String?
    private var field: (name: String, text: [UInt8])?
    private var fields: [(name: String, value: String)] = []
    private var size: Int64 = 0

    init(_ reader: MultipartReader, root: String) {
        self.reader = reader
        path = root + "/incoming-" + UUID().uuidString
    }

    mutating func take(_ bytes: some Collection<UInt8>) throws {
        for event in try reader.feed(bytes) {
            switch event {
            case .part(let name, let filename, _): try begin(name, filename)
            case .data(let bytes): try append(bytes)
            case .partEnd: try end()
            case .end: break
            }
        }
    }

    mutating func finish() throws -> ImportUpload {
        guard reader.isComplete else { throw Refusal.unreadable }
        return ImportUpload(form: Form(fields), file: name.map { (path, $0) })
    }

    mutating func discard() {
        // What is already closed, or was never made, needs neither.
        try? handle?.close()
        ImportFolder.remove(path)
    }

    private mutating func begin(_ field: String, _ filename: String?) throws {
        guard let filename else {
            guard fields.count < 50 else { throw Refusal.unreadable }
            return self.field = (field, [])
        }
        guard !filename.isEmpty, name == nil else { return }
        let made = FileManager.default.createFile(
            atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard made, let handle = FileHandle(forWritingAtPath: path) else {
            throw StoreError.full(reason: "\(path) cannot be made")
        }
        (self.handle, name) = (handle, cleanFileName(filename))
    }

    private mutating func append(_ bytes: [UInt8]) throws {
        if let handle {
            size += Int64(bytes.count)
            guard size <= ImportUpload.limit else { throw Refusal.tooLarge(bytes: Int(ImportUpload.limit)) }
            do { try handle.write(contentsOf: bytes) } catch { throw StoreError.full(reason: "\(error)") }
        } else if field != nil {
            field?.text += bytes
            guard field?.text.count ?? 0 <= 4096 else { throw Refusal.tooLarge(bytes: 4096) }
        }
    }

    private mutating func end() throws {
        if let field {
            guard let text = String(validating: field.text, as: UTF8.self), !field.text.contains(0) else {
                throw Refusal.unreadable
            }
            fields.append((field.name, text))
        }
        try handle?.close()
        (handle, field) = (nil, nil)
    }
}
