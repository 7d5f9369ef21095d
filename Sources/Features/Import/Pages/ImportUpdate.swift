import Core
import HTTPTypes
import Hummingbird
import Store
import Web

/// `POST /admin/imports/:id`: keeps the choices, then shows them anew, tries them or imports.
enum ImportUpdate {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (form, standing) = (try await request.form(), try await ImportShow.find(app, context))
        let run = standing.run
        guard ImportShow.mayEdit(run) else { return .seeOther(ImportList.path(run.id)) }
        guard let known = run.request else { throw Refusal.notFound }
        let wanted = choices(form, known)
        var problems: [String: FieldProblem] = [:]
        problems["source"] = ImportRequest.sourceProblem(wanted.source)
        if wanted.kind == .csv, app.catalog[wanted.module ?? ""] == nil {
            problems["module"] = FieldProblem(
                fr: "Choisissez un module de la liste.", en: "Choose a module of the list.")
        }
        guard problems.isEmpty else {
            return try await ImportShow.draft(
                app, context, run, wanted, problems: problems, status: .unprocessableContent)
        }
        // Choices that were made for another module mean nothing here.
        let kept = wanted.module == known.module ? wanted : wanted.withoutColumns
        try await save(kept, run, app)
        let isRun = form["do"] == "run"
        guard isRun || form["do"] == "dry" else { return .seeOther(ImportList.path(run.id) + "?edit=1") }
        if kept.kind == .csv, let problem = try await problem(kept, run, app) {
            return try await ImportShow.draft(app, context, run, problem, status: .unprocessableContent)
        }
        return try await start(app, context, run, isDry: !isRun)
    }

    static func start(_ app: App, _ context: OfficeContext, _ run: ImportRun, isDry: Bool) async throws -> Response {
        let began = try await app.database.write { try Imports($0).start(run.id, isDry: isDry) }
        if began { app.importBell.ring() }
        return .seeOther(ImportList.path(run.id))
    }

    /// The choices when the table cannot be read with them.
    private static func problem(_ request: ImportRequest, _ run: ImportRun, _ app: App) async throws -> ImportRequest? {
        let (path, catalog) = (app.importFolder.source(of: run.id, .csv), app.catalog)
        let draft = try await apart { try CSVDraft(request, path: path, catalog) }
        guard draft.problem == nil, !draft.rows.isEmpty else { return request }
        // What was guessed is kept with what was chosen: the import reads what the preview showed.
        try await save(draft.request, run, app)
        return nil
    }

    private static func save(_ request: ImportRequest, _ run: ImportRun, _ app: App) async throws {
        let options = try request.json
        _ = try await app.database.write { try Imports($0).set(options: options, source: request.source, of: run.id) }
    }

    private static func choices(_ form: Form, _ known: ImportRequest) -> ImportRequest {
        var request = known
        request.source = form["source"]
        request.isFull = form.all("full").last == "1"
        guard known.kind == .csv else { return request }
        request.module = form["module"]
        request.encoding = CSVFile.Encoding(rawValue: form["encoding"])
        let separator = form.raw("separator")
        request.separator = [";", ",", "\t"].contains(separator) ? separator : nil
        request.key = form.raw("key").isEmpty ? nil : form.raw("key")
        request.columns = [:]
        for (index, name) in form.all("column").enumerated() where !name.isEmpty && request.columns[name] == nil {
            request.columns[name] = form["field-\(index)"]
        }
        for (name, value) in form.pairs where name.hasPrefix("default-") && value.utf8.count <= 400 {
            request.defaults[String(name.dropFirst(8))] = value.trimmed
        }
        return request
    }
}

extension ImportRequest {
    fileprivate var withoutColumns: ImportRequest {
        var request = self
        (request.columns, request.key, request.defaults) = ([:], nil, [:])
        return request
    }
}
