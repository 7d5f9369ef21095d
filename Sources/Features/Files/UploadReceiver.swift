import Core
import Web

/// Sorts the parts of a multipart body into text fields and files, counting as they come.
struct UploadReceiver {
    private enum Part {
        case none
        case text(name: String, [UInt8])
        case file(field: String, name: String, FileStore.Incoming)
        /// A file field that was left empty, or comes without a name: browsers send one anyway.
        case ignored
    }

    private var reader: MultipartReader
    private let store: FileStore
    private var part = Part.none
    private var total: Int64 = 0
    private var texts = 0
    private var fields: [(name: String, value: String)] = []
    private var files: [UploadedFile] = []

    init(_ reader: MultipartReader, _ store: FileStore) {
        self.reader = reader
        self.store = store
    }

    mutating func take(_ bytes: some Collection<UInt8>) throws {
        total += Int64(bytes.count)
        guard total <= UploadLimits.total else { throw Refusal.tooLarge(bytes: Int(UploadLimits.total)) }
        for event in try reader.feed(bytes) {
            switch event {
            case .part(let name, let filename, _): try begin(name, filename)
            case .data(let bytes): try append(bytes)
            case .partEnd: try end()
            case .end: break
            }
        }
    }

    mutating func finish() throws -> Upload {
        guard reader.isComplete else { throw Refusal.unreadable }
        return Upload(form: Form(fields), files: files)
    }

    /// Forgets a file that was on its way when something failed.
    func discard() {
        if case .file(_, _, let incoming) = part { incoming.discard() }
    }

    private mutating func begin(_ name: String, _ filename: String?) throws {
        guard let filename else {
            guard fields.count < UploadLimits.fields else { throw Refusal.unreadable }
            part = .text(name: name, [])
            return
        }
        guard !filename.isEmpty else { return part = .ignored }
        guard files.count < UploadLimits.files else { throw UploadLimits.tooManyFiles }
        part = .file(field: name, name: cleanFileName(filename), try store.incoming())
    }

    private mutating func append(_ bytes: [UInt8]) throws {
        // The part is taken out while it changes, so that its bytes are not copied each time.
        var current = Part.none
        swap(&current, &part)
        defer { swap(&current, &part) }
        switch current {
        case .text(let name, var text):
            guard text.count + bytes.count <= UploadLimits.text else {
                throw Refusal.tooLarge(bytes: UploadLimits.text)
            }
            texts += bytes.count
            guard texts <= UploadLimits.texts else { throw Refusal.tooLarge(bytes: UploadLimits.texts) }
            current = .none
            text += bytes
            current = .text(name: name, text)
        case .file(let field, let name, var incoming):
            guard incoming.size + Int64(bytes.count) <= UploadLimits.file else {
                throw Refusal.tooLarge(bytes: Int(UploadLimits.file))
            }
            try incoming.append(bytes)
            current = .file(field: field, name: name, incoming)
        case .none, .ignored: break
        }
    }

    private mutating func end() throws {
        switch part {
        case .text(let name, let bytes):
            guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
                throw Refusal.unreadable
            }
            fields.append((name, text.replacing("\r\n", with: "\n")))
        case .file(let field, let name, var incoming):
            let size = incoming.size
            files.append(
                UploadedFile(
                    field: field, name: name, type: FileKind(name: name).type, size: size,
                    hash: try store.keep(&incoming)))
        case .none, .ignored: break
        }
        part = .none
    }
}
