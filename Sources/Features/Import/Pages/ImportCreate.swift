import Core
import Foundation
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `POST /admin/imports`: takes a file in. A ZIP is unpacked and a table opened at once, so that what cannot be read is told here.
enum ImportCreate {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let upload = try await ImportUpload.read(request, app)
        guard let file = upload.file else {
            return try await refused(app, context, upload.form, ["file": missing])
        }
        let id = app.ids.next()
        do {
            let request = try await draft(upload.form, file, id, app)
            try await store(request, id, context.viewer, app)
            return .seeOther(ImportList.path(id))
        } catch let problem as Wrong {
            return try await tidied(file.path, id, app) { try await refused(app, context, upload.form, problem.fields) }
        } catch let problem as ImportProblem {
            let fields = ["file": FieldProblem(problem.reason)]
            return try await tidied(file.path, id, app) { try await refused(app, context, upload.form, fields) }
        } catch {
            return try await tidied(file.path, id, app) { throw error }
        }
    }

    /// Fields that are wrong.
    private struct Wrong: Error {
        let fields: [String: FieldProblem]
    }

    private static let missing = FieldProblem(
        fr: "Choisissez un fichier CSV ou ZIP.", en: "Choose a CSV or ZIP file.")

    private static func draft(
        _ form: Form, _ file: (path: String, name: String), _ id: RecordID, _ app: App
    ) async throws -> ImportRequest {
        let isZip =
            try FileHandle(forReadingFrom: URL(filePath: file.path)).read(upToCount: 4) == Data([0x50, 0x4B, 3, 4])
        let kind: ImportRequest.Kind = isZip ? .dolibarr : .csv
        let source = form["source"].isEmpty ? kind.rawValue : form["source"]
        var request = ImportRequest(kind, source: source, fileName: file.name)
        request.isFull = isZip
        var wrong: [String: FieldProblem] = [:]
        wrong["source"] = ImportRequest.sourceProblem(source)
        if !isZip {
            request.module = form["module"]
            if app.catalog[form["module"]] == nil {
                wrong["module"] = FieldProblem(
                    fr: "Choisissez un module de la liste.", en: "Choose a module of the list.")
            }
        }
        guard wrong.isEmpty else { throw Wrong(fields: wrong) }
        try await place(file.path, request, id, app)
        let made = request
        return isZip ? made : try await app.database.read { try made.remembering($0) }
    }

    /// Puts the file where the import will read it, and looks whether it can be read at all.
    private static func place(_ path: String, _ request: ImportRequest, _ id: RecordID, _ app: App) async throws {
        let folder = app.importFolder
        try await apart {
            try ImportFolder.make(folder.folder(of: id))
            let target = folder.source(of: id, request.kind)
            switch request.kind {
            case .csv:
                try FileManager.default.moveItem(atPath: path, toPath: target)
                _ = try CSVFile(path: target, called: request.fileName)
            case .dolibarr:
                try ZipFolder(path: path).unpack(to: target)
                _ = try DolibarrFolder(path: target, called: request.fileName)
                ImportFolder.remove(path)
            }
        }
    }

    private static func store(_ request: ImportRequest, _ id: RecordID, _ viewer: Viewer, _ app: App) async throws {
        let (now, options) = (app.clock.now, try request.json)
        try await app.database.write { connection in
            try Imports(connection).add(
                id, source: request.source, options: options, state: .draft, isDry: true, by: Author(viewer), at: now)
        }
    }

    private static func tidied<T>(_ path: String, _ id: RecordID, _ app: App, _ then: () async throws -> T)
        async throws -> T
    {
        ImportFolder.remove(path)
        app.importFolder.remove(id)
        return try await then()
    }

    private static func refused(
        _ app: App, _ context: OfficeContext, _ form: Form, _ problems: [String: FieldProblem]
    ) async throws -> Response {
        try await ImportList.page(app, context, form, problems: problems, status: .unprocessableContent)
    }
}

extension ImportRequest {
    /// The choices that were made for the last table of this source and module, as far as this one has the same columns.
    func remembering(_ connection: any Connection) throws -> ImportRequest {
        let earlier = try Imports(connection).newest(200).lazy.compactMap(\.request).first {
            $0.kind == .csv && $0.module == module && $0.source == source && !$0.columns.isEmpty
        }
        guard let earlier else { return self }
        var request = self
        (request.columns, request.key) = (earlier.columns, earlier.key)
        (request.defaults, request.isFull) = (earlier.defaults, earlier.isFull)
        return request
    }
}
