import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/modules/:module/layouts/new`: another layout, which begins as the standard one is.
enum LayoutNew {
    static let label = Phrase(fr: "Nom de la disposition", en: "Name of the layout")

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        page(app, context, try await ModuleDesk.open(app, context), DefinitionForm.Name(), nil)
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await ModuleDesk.open(app, context)
        guard let version = form.version else { throw Refusal.unreadable }
        let name = DefinitionForm.Name(form, "name")
        var definition = desk.definition
        if definition.layouts.isEmpty { definition.layouts = [LayoutDraft.standard(desk)] }
        let layout = Layout(
            DefinitionKeys.layoutKey(app.ids.next()), name.phrase, definition.layouts.first?.sections ?? [])
        definition.layouts.append(layout)
        let (wanted, key) = (definition, desk.key)
        let saved = try await ModuleDesk.change(app, context) {
            try $0.save(wanted, of: key, version: version, verb: "layout.saved")
        }
        switch saved {
        case .success: return .seeOther(ModulePath.layout(layout.key, of: key))
        case .failure(let refusal): return page(app, context, desk, name, refusal)
        }
    }

    static func head(_ title: String, _ desk: ModuleDesk, _ sub: Phrase, _ language: Language) -> PageHead {
        PageHead(
            title,
            crumbs: [
                .init(ModuleList.title(language), ModulePath.all),
                .init(desk.module.many(language), ModulePath.module(desk.key)), .init(title),
            ], sub: HTML.text(sub(language)))
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: ModuleDesk, _ name: DefinitionForm.Name,
        _ refusal: DefinitionRefusal?
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Nouvelle disposition", en: "New layout")(language)
        let sub = Phrase(
            fr:
                "Chaque fiche a une disposition. Les types d’utilisateur ont leurs droits sur les champs disposition par disposition, et ne voient les fiches de celle-ci qu’une fois qu’elle leur est accordée.",
            en:
                "Every record has a layout. User types have their rights on fields layout by layout, and see records of this one only once it is granted to them."
        )
        let path = ModulePath.module(desk.key)
        let input = name.inputs(
            "name", label, refusal?.problems()["layout"],
            hint: Phrase(fr: "Chantier, Contrat, Dépannage", en: "Building site, Contract, Repair")(language), language)
        let submit = Phrase(fr: "Créer la disposition", en: "Create the layout")(language)
        let content: HTML = """
            \(head(title, desk, sub, language).html(language))\(DefinitionForm.notes(refusal, [("layout", label)], context))<div class="panel">\
            <form class="form body" method="post" action="\(path)/layouts/new" novalidate>\(DefinitionForm.version(desk.version))\(input)\
            \(DefinitionForm.buttons(submit, cancel: path, language))</form></div>
            """
        return officePage(
            app, context, title, current: "modules", status: refusal == nil ? .ok : .unprocessableContent, content)
    }
}
