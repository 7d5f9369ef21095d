import Core
import HTTPTypes
import Hummingbird
import Store
import Web

/// `POST /p/:portal/tickets/:id/files`: files that a customer joins to a request.
enum FileAttachment {
    static func ticket(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let id = try await attach(
            app, request, to: try app.module("tickets"), context.parameters.get("id"), context.viewer)
        return .seeOther("\(context.portal.path)/tickets/\(id.text)?done=attached")
    }

    /// The record and the right are looked for before a byte of the body is read.
    static func attach(_ app: App, _ request: Request, to module: Module, _ text: String?, _ viewer: Viewer)
        async throws -> RecordID
    {
        guard viewer.grants[module.key].files == .edit, let id = text.flatMap({ RecordID(text: $0) }),
            try await app.records({ try $0.seen(by: viewer, module).find(id) != nil })
        else { throw Refusal.notFound }
        let upload = try await Upload.read(request, app, for: viewer)
        try upload.refuseProblems()
        guard !upload.files.isEmpty else { throw nothingChosen }
        let now = app.clock.now
        let ids = upload.files.map { _ in app.ids.next() }
        let catalog = app.catalog
        try await upload.keep(app, for: viewer)
        try await OnceSent(request, upload.form, files: upload.files).write(app) { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module)
            guard let record = try seen.find(id) else { throw Refusal.notFound }
            try seen.join(upload.files, ids, to: record, connection, at: now)
        }
        return id
    }

    private static let nothingChosen = Refusal(
        .unprocessableContent, title: Phrase(fr: "Aucun fichier choisi", en: "No file chosen"),
        explanation: Phrase(
            fr: "Revenez à la page précédente, choisissez un fichier, puis recommencez.",
            en: "Go back to the previous page, choose a file and try again."))
}

extension SeenRecords {
    /// Joins uploaded files to a record that was found, inside the caller's transaction, with one journal event for all.
    func join(
        _ files: [UploadedFile], _ ids: [RecordID], to record: Record, _ connection: any Connection, at now: Instant
    ) throws {
        let author = Author(viewer)
        for (file, id) in zip(files, ids) {
            try attach(
                id, to: record, name: file.name, type: file.type, size: file.size, hash: file.hash, isPrivate: false,
                by: author, at: now)
        }
        guard !files.isEmpty else { return }
        let subjects =
            [Journal.Subject(module.key, record.id)]
            + (record["account_id"].id.map { [Journal.Subject("accounts", $0)] } ?? [])
        try Journal(connection).append(
            .init(
                "file.attached", on: subjects,
                detail: ["record": record.title, "files": files.map(\.name).joined(separator: ", ")]), by: author,
            at: now)
    }
}
