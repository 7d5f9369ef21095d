import Core
import Hummingbird
import Store
import Web

/// What is done with an import as a whole.
enum ImportAction {
    /// Imports for good what was tried, or goes on with what was interrupted.
    static func again(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let run = try await ImportShow.find(app, context).run
        // What was tried is now meant; what was interrupted goes on as it was.
        return try await ImportUpdate.start(app, context, run, isDry: run.state == .done ? false : run.isDry)
    }

    static func stop(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (id, now, author) = (try context.id(), app.clock.now, Author(context.viewer))
        try await app.database.write { connection in
            guard try Imports(connection).stop(id, at: now) else { return }
            try Journal(connection).append(
                .init("import.stopped", detail: ["import": id.text]), by: author, at: now)
        }
        return .seeOther(ImportList.path(id))
    }

    static func remove(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let run = try await ImportShow.find(app, context).run
        guard !run.state.isUnderWay else { return .seeOther(ImportList.path(run.id)) }
        try await app.database.write { try Imports($0).remove(run.id) }
        app.importFolder.remove(run.id)
        return .seeOther(ImportList.path + "?done=" + Done.importRemoved.rawValue)
    }
}

/// `GET …/rows.csv`: every row and value that the import has something to say about.
enum ImportRows {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (id, language) = (try context.id(), context.language)
        let most = Importer.Count.kept * app.catalog.modules.count
        guard let standing = try await app.database.read({ try ImportStanding.read(id, most: most, $0) }) else {
            throw Refusal.notFound
        }
        let lines = ImportNote.Kind.allCases.flatMap { kind in
            (standing.notes[kind] ?? []).map { note in
                [
                    ImportReportView.word(kind)(language), note.module, note.line.map(String.init) ?? "",
                    note.externalID,
                    note.reason(language), note.value ?? "",
                ]
            }
        }
        let heads = [
            Phrase(fr: "Quoi", en: "What"), Phrase(fr: "Module", en: "Module"), Phrase(fr: "Ligne", en: "Line"),
            Phrase(fr: "Identifiant", en: "Id"), Phrase(fr: "Raison", en: "Reason"), Phrase(fr: "Valeur", en: "Value"),
        ]
        return TableFile.response("import.csv", heads.map { $0(language) }, lines)
    }
}
