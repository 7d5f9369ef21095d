import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/modules/:module/subforms/new`: repeating lines inside a record.
enum SubformNew {
    private static let label = Phrase(fr: "Nom du sous-formulaire", en: "Sub-form name")

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        page(app, context, try await ModuleDesk.open(app, context), .init())
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await ModuleDesk.open(app, context)
        guard let version = form.version else { throw Refusal.unreadable }
        let name = DefinitionForm.Name(form, "label")
        let (phrase, key) = (name.phrase, desk.key)
        switch try await ModuleDesk.change(app, context, { try $0.addSubform(phrase, to: key, version: version) }) {
        case .success: return .seeOther(ModulePath.module(key) + "?done=\(Done.fieldSaved.rawValue)")
        case .failure(let refusal): return page(app, context, desk, name, refusal)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: ModuleDesk, _ name: DefinitionForm.Name,
        _ refusal: DefinitionRefusal? = nil
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Nouveau sous-formulaire", en: "New sub-form")(language)
        let path = ModulePath.module(desk.key)
        let head = PageHead(
            title,
            crumbs: [
                .init(ModuleList.title(language), ModulePath.all), .init(desk.module.many(language), path),
                .init(title),
            ],
            sub: HTML.text(
                Phrase(
                    fr:
                        "Des lignes répétées dans une fiche : pièces, notes, passages. Il commence avec un champ Désignation.",
                    en: "Repeating lines in a record: parts, marks, visits. It begins with a field Description.")(
                        language)))
        let submit = Phrase(fr: "Créer le sous-formulaire", en: "Create the sub-form")(language)
        let inputs = name.inputs(
            "label", label, refusal?.problems()["label"], hint: Phrase(fr: "Pièces", en: "Parts")(language), language)
        let content: HTML = """
            \(head.html(language))\(DefinitionForm.notes(refusal, [("label", label)], context))<div class="panel">\
            <form class="form body" method="post" action="\(path)/subforms/new" novalidate>\(DefinitionForm.version(desk.version))\(inputs)\
            \(DefinitionForm.buttons(submit, cancel: path, language))</form></div>
            """
        return officePage(
            app, context, title, current: "modules", status: refusal == nil ? .ok : .unprocessableContent, content)
    }
}

/// Removing a custom sub-form, and taking it back.
enum SubformRemove {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        return try page(desk, context, context.parameters.get("subform") ?? "").response(app, context)
    }

    private static func page(
        _ desk: ModuleDesk, _ context: OfficeContext, _ key: String, _ refusal: DefinitionRefusal? = nil
    ) throws -> RemovalPage {
        guard let subform = desk.module.subforms.first(where: { $0.key == key && $0.isCustom }) else {
            throw Refusal.notFound
        }
        let label = subform.label
        return RemovalPage(
            desk: desk, name: label(context.language),
            question: Phrase(
                fr: "Retirer le sous-formulaire « \(label.fr) » ?", en: "Remove the sub-form “\(label.en)”?"),
            consequences: [
                Phrase(
                    fr: "Ses lignes ne seront plus affichées, ni dans le back-office ni dans les portails.",
                    en: "Its lines will no longer be shown, neither in the back office nor in portals.")
            ], action: ModulePath.module(desk.key) + "/subforms/\(key)/remove", hidden: [],
            cancel: ModulePath.module(desk.key), refusal: refusal)
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await ModuleDesk.open(app, context)
        guard let version = form.version else { throw Refusal.unreadable }
        let (key, subform) = (desk.key, context.parameters.get("subform") ?? "")
        let removed = try await ModuleDesk.change(app, context) {
            try $0.remove(subform: subform, of: key, version: version)
        }
        switch removed {
        case .success: return .seeOther(ModulePath.module(key) + "?done=\(Done.removedForNow.rawValue)")
        case .failure(let refusal): return try page(desk, context, subform, refusal).response(app, context)
        }
    }

    static func restore(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        let (key, subform) = (desk.key, context.parameters.get("subform") ?? "")
        let restored = try await ModuleDesk.change(app, context) { try $0.restore(subform: subform, of: key) }
        return RestoreAnswer.response(restored, app, context, ModulePath.module(key))
    }
}
