import Core
import Web

/// Sorts the parts of a multipart body into text fields and files, counting as they come.
struct UploadReceiver {
    private enum Part {
        case none
        case text(name: String, [UInt8])
        case file(IncomingPart)
        /// A file field that was left empty, or whose file is not taken: its bytes go by.
        case ignored
    }

    /// A file on its way, with its first bytes.
    private struct IncomingPart {
        let field: String
        let name: String
        var incoming: FileStore.Incoming
        var head: [UInt8] = []
    }

    private var reader: MultipartReader
    private let store: FileStore
    private let rule: UploadRule
    /// How much the sender's account may still send; nil for as much as they like.
    private let room: Int64?
    private var part = Part.none
    private var total: Int64 = 0
    private var texts = 0
    private var fields: [(name: String, value: String)] = []
    private var files: [UploadedFile] = []
    private var arrived: [FileStore.Arrived] = []
    private var problems: [String: FieldProblem] = [:]

    init(_ reader: MultipartReader, _ store: FileStore, _ rule: UploadRule = .listed, room: Int64? = nil) {
        self.reader = reader
        self.store = store
        self.rule = rule
        self.room = room
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
        return Upload(
            form: Form(fields), files: files, problems: problems, arrived: ArrivedFiles(arrived, in: store))
    }

    /// Forgets what came when something failed.
    func discard() {
        if case .file(let file) = part { file.incoming.discard() }
        for file in arrived { file.discard() }
    }

    private mutating func begin(_ name: String, _ filename: String?) throws {
        guard let filename else {
            guard fields.count < UploadLimits.fields else { throw Refusal.unreadable }
            part = .text(name: name, [])
            return
        }
        guard !filename.isEmpty else { return part = .ignored }
        guard files.count < UploadLimits.files else { throw UploadLimits.tooManyFiles }
        let clean = cleanFileName(filename)
        if rule == .listed, let problem = FileFormat.problem(clean) { return refuse(name, problem) }
        part = .file(IncomingPart(field: name, name: clean, incoming: try store.incoming()))
    }

    private mutating func refuse(_ field: String, _ problem: FieldProblem) {
        part = .ignored
        if problems[field] == nil { problems[field] = problem }
    }

    private mutating func append(_ bytes: [UInt8]) throws {
        // The part is taken out while it changes, so that its bytes are not copied each time.
        var current = Part.none
        swap(&current, &part)
        switch current {
        case .text(let name, var text):
            current = .none
            try count(bytes, after: text)
            text += bytes
            part = .text(name: name, text)
        case .file(var file):
            current = .none
            if let problem = tooLarge(file, Int64(bytes.count)) {
                file.incoming.discard()
                return refuse(file.field, problem)
            }
            do {
                try file.incoming.append(bytes)
            } catch {
                file.incoming.discard()
                throw error
            }
            if file.head.count < FileContent.head { file.head += bytes.prefix(FileContent.head - file.head.count) }
            part = .file(file)
        case .none, .ignored: part = current
        }
    }

    private func tooLarge(_ file: IncomingPart, _ more: Int64) -> FieldProblem? {
        let size = file.incoming.size + more
        if size > UploadLimits.file { return UploadLimits.tooLarge(file.name) }
        guard let room, files.reduce(size, { $0 + $1.size }) > room else { return nil }
        return FileRoom.problem(file.name, left: room)
    }

    private mutating func count(_ bytes: [UInt8], after text: [UInt8]) throws {
        guard text.count + bytes.count <= UploadLimits.text else { throw Refusal.tooLarge(bytes: UploadLimits.text) }
        texts += bytes.count
        guard texts <= UploadLimits.texts else { throw Refusal.tooLarge(bytes: UploadLimits.texts) }
    }

    private mutating func end() throws {
        switch part {
        case .text(let name, let bytes):
            guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
                throw Refusal.unreadable
            }
            fields.append((name, text.replacing("\r\n", with: "\n")))
        case .file(var file):
            if rule == .listed,
                let problem = try FileFormat.problem(file.name, size: file.incoming.size, head: file.head)
            {
                file.incoming.discard()
                refuse(file.field, problem)
            } else {
                try keep(&file)
            }
        case .none, .ignored: break
        }
        part = .none
    }

    private mutating func keep(_ file: inout IncomingPart) throws {
        let (size, whole) = (file.incoming.size, try store.finish(&file.incoming))
        arrived.append(whole)
        files.append(
            UploadedFile(
                field: file.field, name: file.name, type: FileKind(name: file.name).type, size: size, hash: whole.hash))
    }
}
