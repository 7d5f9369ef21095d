import Core
import HTTPTypes
import Store
import Web

/// How much an account's people may send: `PARVIS_FILE_QUOTA`. Staff may send what they like.
struct FileRoom: Sendable {
    private let app: App

    init(_ app: App) { self.app = app }

    /// What is left of it in bytes; nil where nothing is counted.
    func left(for viewer: Viewer) async throws -> Int64? {
        guard !viewer.isStaff, let account = viewer.account else { return nil }
        let limit = app.site.fileQuota
        return try await app.database.read { max(0, limit - (try Deposits($0).size(of: account))) }
    }

    /// Counts files in. Throws `Refusal` when there is no room for them any more; then none is counted.
    func take(_ files: [UploadedFile], for viewer: Viewer) async throws {
        guard !viewer.isStaff, let account = viewer.account else { return }
        let now = app.clock.now
        try await app.database.write { [self] in try count(files, of: account, Deposits($0), now) }
    }

    private func count(_ files: [UploadedFile], of account: RecordID, _ deposits: Deposits, _ now: Instant) throws {
        try deposits.hold(account)
        let left = max(0, app.site.fileQuota - (try deposits.size(of: account)))
        let contents = files.map { Deposits.Content(id: app.ids.next(), hash: $0.hash, size: $0.size) }
        try deposits.add(contents, of: account, at: now)
        guard try deposits.size(of: account) > app.site.fileQuota, let first = files.first else { return }
        throw Refusal(
            .contentTooLarge, title: FileRoom.title, explanation: FileRoom.problem(first.name, left: left).message)
    }

    private static let title = Phrase(fr: "Plus de place pour ce fichier", en: "No room for this file")

    static func problem(_ name: String, left: Int64) -> FieldProblem {
        let (fr, en) = (fileSize(left, Formats(.fr)), fileSize(left, Formats(.en)))
        return FieldProblem(
            fr:
                "« \(name) » dépasse la place qui reste à votre société (\(fr)). Réduisez-le, ou demandez-nous de retirer d’anciens fichiers.",
            en:
                "“\(name)” is larger than what your company has left (\(en)). Make it smaller, or ask us to remove old files."
        )
    }

    /// Below a control of files: what may be chosen, and how much room is left.
    static func hint(left: Int64?, _ language: Language) -> String {
        let limits = Phrase(
            fr: "\(UploadLimits.files) fichiers au plus, \(UploadLimits.file >> 20) Mo chacun.",
            en: "\(UploadLimits.files) files at most, \(UploadLimits.file >> 20) MB each.")(language)
        guard let left else { return limits }
        let size = fileSize(left, Formats(language))
        return limits + " "
            + Phrase(fr: "Il reste \(size) à votre société.", en: "Your company has \(size) left.")(language)
    }
}
