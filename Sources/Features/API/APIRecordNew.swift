import Core
import HTTPTypes
import Hummingbird
import Store
import Web

/// `POST /api/v1/:module`: creates a record by the same rule as the pages; 422 names each field that is wrong.
enum APIRecordNew {
    static func handle(_ app: App, _ request: Request, _ context: APIContext) async throws -> Response {
        let viewer = context.viewer
        let module = try APIRecords.openModule(app, context)
        let wanted = request.query.has("layout") ? request.query["layout"] : nil
        guard Rule(viewer, module).creates, let module = LayoutChoice.module(module, wanted, viewer) else {
            throw Refusal.notFound
        }
        let input = try await request.jsonObject()
        let (values, problems) = read(input, module)
        guard problems.isEmpty else { return refused(problems, context, module) }
        let (id, now, catalog) = (app.ids.next(), app.clock.now, app.catalog)
        let portal = context.visitor.portal?.id
        do {
            let record = try await app.database.write { connection -> Record? in
                let seen = Records(connection, catalog).seen(by: viewer, module).inLayout(module.layout)
                _ = try seen.create(values, by: Author(viewer), at: now, id: id)
                let record = try seen.find(id)
                let subjects =
                    [Journal.Subject(module.key, id)]
                    + (record?["account_id"].id.map { [Journal.Subject("accounts", $0)] } ?? [])
                try Journal(connection).append(
                    .init("record.created", on: subjects, detail: ["record": record?.title ?? ""]), by: Author(viewer),
                    at: now)
                if module.key == "tickets", let portal {
                    try RequestMails(app: app, connection: connection).tellStaff(
                        .requestOpened, id, portal: portal, by: Author(viewer), at: now)
                }
                return record
            }
            app.mailBell.ring()
            return created(record, id, viewer, module)
        } catch WriteRefusal.fields(let problems) {
            return refused(problems, context, module)
        }
    }

    /// Every member must be a field; which fields may be set is the writer's question.
    static func read(_ input: [String: JSONInput], _ module: Module) -> (
        values: [String: Value], problems: [String: FieldProblem]
    ) {
        var values: [String: Value] = [:]
        var problems: [String: FieldProblem] = [:]
        for (key, value) in input {
            guard let field = module[key] else {
                problems[key] = FieldProblem(fr: "Ce champ n’existe pas.", en: "There is no such field.")
                continue
            }
            do throws(FieldProblem) { values[key] = try FieldJSON.read(value, field) } catch { problems[key] = error }
        }
        return (values, problems)
    }

    private static func created(_ record: Record?, _ id: RecordID, _ viewer: Viewer, _ module: Module) -> Response {
        let body = record?.json(viewer.visibleFields(of: module)) ?? .object([("id", .text(id.text))])
        var response = Response.json(body.text, status: .created)
        response.headers[.location] = "/api/v1/\(module.key)/\(id.text)"
        return response
    }

    /// A problem by RFC 9457 with one entry a field. A field that the viewer may not know of reads like one that does not exist.
    private static func refused(_ problems: [String: FieldProblem], _ context: APIContext, _ module: Module)
        -> Response
    {
        let language = context.language
        let visible = context.viewer.visibleKeys(of: module)
        let unknown = Phrase(fr: "Ce champ n’existe pas.", en: "There is no such field.")(language)
        let title = Phrase(fr: "Des champs sont à corriger", en: "Some fields are wrong")(language)
        let detail = Phrase(
            fr: "Rien n’a été enregistré. Corrigez les champs nommés dans « errors » et renvoyez la fiche.",
            en: "Nothing was saved. Correct the fields named in errors and send the record again.")(language)
        let errors: [JSON] = problems.sorted { $0.key < $1.key }.map { key, problem in
            let message = visible.contains(key) ? problem.message(language) : unknown
            return .object([("field", .text(shortened(key, to: 60))), ("message", .text(message))])
        }
        let body = JSON.object([
            ("type", .text("about:blank")), ("title", .text(title)), ("status", .int(422)), ("detail", .text(detail)),
            ("errors", .array(errors)),
        ])
        return .json(body.text, status: .unprocessableContent, type: "application/problem+json")
    }
}
