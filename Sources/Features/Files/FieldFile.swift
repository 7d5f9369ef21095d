import Core
import Hummingbird
import Store
import Web

/// `GET …/:module/:id/fields/:field`: the file that a field of a record holds, for whoever sees the field.
enum FieldFile {
    static func portal(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        try await answer(app, context.viewer, module, context)
    }

    static func office(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        try await answer(app, context.viewer, module, context)
    }

    private static func answer(_ app: App, _ viewer: Viewer, _ module: Module, _ context: some RequestContext)
        async throws -> Response
    {
        let key = context.parameters.get("field") ?? ""
        guard let id = context.parameters.get("id").flatMap({ RecordID(text: $0) }), module[key]?.type is FileType,
            let record = try await app.records({ try $0.seen(by: viewer, module).find(id) }), record.has(key),
            let file = FileValue(record[key])
        else { throw Refusal.notFound }
        return try await FileDownload.send(app, hash: file.hash, name: file.name, context)
    }
}

extension Upload {
    /// The form with the files of its fields.
    var recordForm: Form {
        var form = form
        form.notAttached = problems
        for file in files {
            form.attached[file.field] = FileValue(hash: file.hash, size: file.size, name: file.name).value.text
        }
        return form
    }
}
