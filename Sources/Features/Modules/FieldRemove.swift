import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// Removing a field, and taking it back.
enum FieldRemove {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let target = try await removable(app, context, ModulePlace(request.query))
        return try await page(app, context, target).response(app, context)
    }

    private static func removable(_ app: App, _ context: OfficeContext, _ place: ModulePlace) async throws
        -> FieldEdit.Target
    {
        let target = try await FieldEdit.target(app, context, place)
        let isNaming = target.desk.module.isCustom && place == .module && target.field.key == Module.nameKey
        guard target.custom != nil, !isNaming else { throw Refusal.notFound }
        return target
    }

    /// `GET`: how many records have a value is said before anything happens.
    private static func page(
        _ app: App, _ context: OfficeContext, _ target: FieldEdit.Target, _ refusal: DefinitionRefusal? = nil
    ) async throws -> RemovalPage {
        let (desk, field) = (target.desk, target.field)
        let table = desk.module.subforms.first { $0.key == target.place.subform }?.table ?? desk.key
        let count = try await app.database.read { try FieldFill($0).count(field.key, of: table) }
        let filled = Phrase(
            fr: count == 0
                ? "Aucune fiche n’a de valeur dans ce champ."
                : "\(count) fiche\(count > 1 ? "s ont" : " a") une valeur dans ce champ : elle ne sera plus affichée.",
            en: count == 0
                ? "No record has a value in this field."
                : "\(count) record\(count > 1 ? "s have" : " has") a value in this field: it will no longer be shown.")
        let everywhere = Phrase(
            fr: "Le champ disparaît des formulaires, des listes, des portails et de l’API, pour tout le monde.",
            en: "The field disappears from forms, lists, portals and the API, for everybody.")
        let path = ModulePath.field(field.key, of: desk.key, .module, "remove")
        let label = field.label
        return RemovalPage(
            desk: desk, name: label(context.language),
            question: Phrase(fr: "Retirer le champ « \(label.fr) » ?", en: "Remove the field “\(label.en)”?"),
            consequences: [filled, everywhere], action: path, hidden: [("in", target.place.subform ?? "")],
            cancel: ModulePath.field(field.key, of: desk.key, target.place), refusal: refusal)
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let target = try await removable(app, context, ModulePlace(form))
        guard let version = form.version else { throw Refusal.unreadable }
        let (key, field, place) = (target.desk.key, target.field.key, target.place.place)
        let removed = try await ModuleDesk.change(app, context) {
            try $0.remove(field: field, of: key, place, version: version)
        }
        switch removed {
        case .success: return .seeOther(ModulePath.module(key) + "?done=\(Done.removedForNow.rawValue)")
        case .failure(let refusal): return try await page(app, context, target, refusal).response(app, context)
        }
    }

    static func restore(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        let (place, field, key) = (ModulePlace(request.query).place, context.parameters.get("field") ?? "", desk.key)
        let restored = try await ModuleDesk.change(app, context) { try $0.restore(field: field, of: key, place) }
        return RestoreAnswer.response(restored, app, context, ModulePath.module(key))
    }
}

/// Where one lands after taking something back, or why that is not possible.
enum RestoreAnswer {
    static func response(
        _ result: Result<Void, DefinitionRefusal>, _ app: App, _ context: OfficeContext, _ path: String
    ) -> Response {
        switch result {
        case .success: return .seeOther(path + "?done=\(Done.restoredThing.rawValue)")
        case .failure(let refusal):
            let language = context.language
            let title = Phrase(fr: "Impossible de rétablir", en: "Cannot restore")(language)
            let back = buttonLink(Phrase(fr: "Revenir au module", en: "Back to the module")(language), path)
            let content: HTML = """
                \(PageHead(title).html(language))<div class="stack">\(DefinitionForm.notes(refusal, [], context))<p>\(back)</p></div>
                """
            return officePage(app, context, title, current: "modules", status: .conflict, content)
        }
    }
}
