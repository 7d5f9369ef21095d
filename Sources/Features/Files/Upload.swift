package import Core
import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore
import Store
package import Web

/// A file that came with a form.
package struct UploadedFile: Sendable, Hashable {
    /// The control that it was chosen in.
    package let field: String
    package let name: String
    package let type: String
    package let size: Int64
    /// SHA-256 in hexadecimal.
    package let hash: String
}

/// A posted form with its files, read as it arrives: files go to disk piece by piece, nothing large is ever in memory.
///
/// Ask for the right before reading one. Its files are nobody's until `keep`, and gone when that does not happen.
package struct Upload: Sendable {
    package let form: Form
    package let files: [UploadedFile]
    /// Why files were not taken, by the control they were chosen in. Nothing of them was kept; what was typed is all there.
    package let problems: [String: FieldProblem]
    let arrived: ArrivedFiles

    init(form: Form, files: [UploadedFile], problems: [String: FieldProblem], arrived: ArrivedFiles) {
        self.form = form
        self.files = files
        self.problems = problems
        self.arrived = arrived
    }

    /// Reads a `multipart/form-data` body, or an ordinary form without files.
    ///
    /// Throws `Refusal` when the body breaks the format, `UploadLimits` or the deadline.
    package static func read(
        _ request: Request, _ app: App, for viewer: Viewer, _ rule: UploadRule = .listed
    ) async throws -> Upload {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("multipart/") else {
            return Upload(
                form: try await request.form(), files: [], problems: [:], arrived: ArrivedFiles([], in: app.files))
        }
        guard let reader = MultipartReader(contentType: type) else { throw Refusal.unreadable }
        if let length = request.headers[.contentLength].flatMap({ Int64($0) }), length > UploadLimits.total {
            throw Refusal.tooLarge(bytes: Int(UploadLimits.total))
        }
        let room = try await FileRoom(app).left(for: viewer)
        let body = request.body
        let store = app.files
        return try await withDeadline(UploadLimits.time) {
            var receiver = UploadReceiver(reader, store, rule, room: room)
            do {
                for try await part in body { try receiver.take(part.readableBytesView) }
                return try receiver.finish()
            } catch {
                receiver.discard()
                throw error
            }
        }
    }

    /// Puts the files where records find them, right before the transaction that names them. Whoever sends them from outside needs room.
    func keep(_ app: App, for viewer: Viewer) async throws {
        guard !files.isEmpty else { return }
        try await FileRoom(app).take(files, for: viewer)
        try arrived.keep()
        try await ScanTidy(app: app).ask(about: files.map(\.hash))
    }

    /// The content of a file that was not kept yet.
    func bytes(of file: UploadedFile) throws -> [UInt8] {
        guard let path = arrived.path(of: file.hash) else { throw Refusal.broken }
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    /// For forms that carry nothing but files: says why one of them was not taken.
    func refuseProblems() throws {
        guard let problem = problems.values.first else { return }
        throw Refusal(
            .unprocessableContent, title: Phrase(fr: "Fichier refusé", en: "File refused"),
            explanation: problem.message)
    }
}

/// Which files a form takes.
package enum UploadRule: Sendable {
    /// Those of `FileFormat`, judged by ending and content.
    case listed
    /// Whatever comes; the caller looks at it before it keeps anything.
    case any
}

/// How much one form may bring.
enum UploadLimits {
    static let file: Int64 = 25 << 20
    static let total: Int64 = 60 << 20
    static let files = 10
    static let text = 64 << 10
    /// Of all text together: it is in memory, unlike files.
    static let texts = 2 << 20
    static let fields = 800
    /// 60 MiB at one megabit a second take eight minutes.
    static let time: Duration = .seconds(600)

    static let tooManyFiles = Refusal(
        .contentTooLarge, title: Phrase(fr: "Trop de fichiers", en: "Too many files"),
        explanation: Phrase(
            fr: "Joignez dix fichiers au plus à la fois ; vous pourrez en ajouter ensuite.",
            en: "Attach ten files at most at a time; you can add more afterwards."))

    static func tooLarge(_ name: String) -> FieldProblem {
        FieldProblem(
            fr: "« \(name) » dépasse \(file >> 20) Mo : réduisez-le ou envoyez-le en plusieurs parties.",
            en: "“\(name)” is larger than \(file >> 20) MB: make it smaller or send it in parts.")
    }
}
