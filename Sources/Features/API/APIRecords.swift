import Core
import Hummingbird
import Store
import Web

/// `GET /api/v1/:module` and `GET /api/v1/:module/:id`: the same records, by the same rule, as the pages.
enum APIRecords {
    static func list(_ app: App, _ request: Request, _ context: APIContext) async throws -> Response {
        let viewer = context.viewer
        let module = try openModule(app, context)
        let asked = try APIListQuery(Form(urlEncoded: request.uri.query ?? ""), module, for: viewer).request
        let fields = columns(asked, viewer)
        let today = app.today
        let page = try await app.records {
            try $0.seen(by: viewer, module).list(asked.query(today: today), columns: fields.map(\.key))
        }
        let next: JSON = page.next.map { .text(asked.address("/api/v1/" + module.key, position: $0)) } ?? .null
        return .json(JSON.object([("items", .array(page.records.map { $0.json(fields) })), ("next", next)]))
    }

    /// The columns of the address, or those that a list shows.
    private static func columns(_ asked: ListRequest, _ viewer: Viewer) -> [Field] {
        let keys = asked.columns ?? asked.module.columns
        let visible = viewer.visibleFields(of: asked.module)
        return keys.compactMap { key in visible.first { $0.key == key } }
    }

    static func show(_ app: App, _ request: Request, _ context: APIContext) async throws -> Response {
        let viewer = context.viewer
        let module = try openModule(app, context)
        guard let id = context.parameters.get("id").flatMap({ RecordID(text: $0) }) else { throw Refusal.notFound }
        let found = try await app.records { records -> (Record, [(Subform, [Row])])? in
            let seen = records.seen(by: viewer, module)
            guard let record = try seen.find(id) else { return nil }
            return (record, try module.subforms.map { ($0, try seen.lines($0, of: record)) })
        }
        guard let (record, lines) = found else { throw Refusal.notFound }
        return .json(object(record, lines, viewer))
    }

    private static func object(_ record: Record, _ lines: [(Subform, [Row])], _ viewer: Viewer) -> JSON {
        guard case .object(let members) = record.json(viewer.visibleFields(of: record.module)) else { return .null }
        return .object(
            members
                + lines.map { subform, rows in (subform.key, .array(rows.map { line($0, subform, record, viewer) })) })
    }

    /// A line shows its prices when the record shows its totals.
    private static func line(_ row: Row, _ subform: Subform, _ record: Record, _ viewer: Viewer) -> JSON {
        .object(
            viewer.visibleFields(of: subform, in: record.module).map {
                ($0.key, FieldJSON.value(row[$0.key], $0))
            })
    }

    static func openModule(_ app: App, _ context: APIContext) throws -> Module {
        let module = try app.module(context.parameters.get("module"))
        guard context.viewer.grants[module.key].see != .nobody else { throw Refusal.notFound }
        return module
    }
}
