import Core
package import Hummingbird
import NIOCore
package import Web

/// A file that came with a form and already lies in the file store.
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
package struct Upload: Sendable {
    package let form: Form
    package let files: [UploadedFile]

    /// Reads a `multipart/form-data` body, or an ordinary form without files.
    ///
    /// Throws `Refusal` when the body breaks the format, `UploadLimits` or the deadline. Files that were complete by then stay in the
    /// store without a name, which nobody can reach and which the next upload of the same content takes over.
    package static func read(_ request: Request, _ app: App) async throws -> Upload {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("multipart/") else {
            return Upload(form: try await request.form(), files: [])
        }
        guard let reader = MultipartReader(contentType: type) else { throw Refusal.unreadable }
        if let length = request.headers[.contentLength].flatMap({ Int64($0) }), length > UploadLimits.total {
            throw Refusal.tooLarge(bytes: Int(UploadLimits.total))
        }
        let body = request.body
        let store = app.files
        return try await withDeadline(UploadLimits.time) {
            var receiver = UploadReceiver(reader, store)
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
}
