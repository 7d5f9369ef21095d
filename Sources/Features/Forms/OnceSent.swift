import Core
import Crypto
import Hummingbird
import Store
import Web

/// One press on a form's button, told from a second one: the form's key together with what was sent. A form that was corrected and sent again
/// has another content, so it counts.
struct OnceSent: Sendable {
    private let mark: [UInt8]?

    /// For what may well be done again.
    static let any = OnceSent(mark: nil)

    private init(mark: [UInt8]?) { self.mark = mark }

    init(_ request: Request, _ form: Form, files: [UploadedFile] = []) {
        guard let key = FormMark.key(request) else {
            mark = nil
            return
        }
        var hash = SHA256()
        let parts =
            [key.text, request.uri.path] + form.pairs.flatMap { [$0.name, $0.value] }
            + files.flatMap { [$0.name, $0.hash] }
        for part in parts { hash.update(data: Array("\(part.utf8.count):".utf8) + Array(part.utf8)) }
        mark = Array(hash.finalize())
    }

    /// Does `body` in one transaction, unless the same form was taken before: then nothing happens, and the caller answers as the first time.
    func write(
        _ app: App, _ body: @escaping @Sendable (any Connection) throws -> Void
    ) async throws {
        let (mark, now) = (mark, app.clock.now)
        do {
            try await app.database.write { connection in
                if let mark { try TakenForms(connection).take(mark, at: now) }
                try body(connection)
            }
        } catch is TakenForms.Again {}
    }
}
