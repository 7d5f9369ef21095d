import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/modules/:module/layout`: the sections of forms and cards, and the order of fields; `?in=` names a layout beside the standard one.
enum LayoutEdit {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        let layout = try layout(request.query["in"], desk)
        return page(app, context, desk, layout, LayoutDraft(layout, desk))
    }

    private static func layout(_ key: String, _ desk: ModuleDesk) throws -> Layout {
        let found = desk.definition.layouts.first { $0.key == key }
        guard let layout = found ?? (key == Layout.standard ? LayoutDraft.standard(desk) : nil) else {
            throw Refusal.notFound
        }
        return layout
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await ModuleDesk.open(app, context)
        guard let version = form.version else { throw Refusal.unreadable }
        var layout = try layout(form["in"], desk)
        var draft = LayoutDraft(form, desk)
        if form.has("name_fr") { layout.name = DefinitionForm.Name(form, "name").phrase }
        if form.has("move") {
            draft.move(form["move"])
            return page(app, context, desk, layout, draft)
        }
        let wanted = form.has("reset") ? LayoutDraft.standard(desk, named: layout) : draft.layout(layout)
        var definition = desk.definition
        if let index = definition.layouts.firstIndex(where: { $0.key == layout.key }) {
            definition.layouts[index] = wanted
        } else {
            definition.layouts.insert(wanted, at: 0)
        }
        // The arrangement made from the fields follows new ones by itself.
        if form.has("reset"), definition.layouts.count == 1 { definition.layouts = [] }
        return try await save(definition, version, app, context, desk, layout, draft)
    }

    /// `POST …/layout/remove`: only a layout that no record lies in goes.
    static func remove(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await ModuleDesk.open(app, context)
        guard let version = form.version, form["in"] != Layout.standard else {
            throw Refusal.unreadable
        }
        let layout = try layout(form["in"], desk)
        var definition = desk.definition
        definition.layouts.removeAll { $0.key == layout.key }
        return try await save(definition, version, app, context, desk, layout, LayoutDraft(layout, desk))
    }

    private static func save(
        _ wanted: ModuleDefinition, _ version: Int64, _ app: App, _ context: OfficeContext, _ desk: ModuleDesk,
        _ layout: Layout, _ draft: LayoutDraft
    ) async throws -> Response {
        let key = desk.key
        let saved = try await ModuleDesk.change(app, context) {
            try $0.save(wanted, of: key, version: version, verb: "layout.saved")
        }
        switch saved {
        case .success: return .seeOther(ModulePath.module(key) + "?done=\(Done.saved.rawValue)")
        case .failure(let refusal): return page(app, context, desk, layout, draft, refusal)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: ModuleDesk, _ layout: Layout, _ draft: LayoutDraft,
        _ refusal: DefinitionRefusal? = nil
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Disposition « \(layout.name.fr) »", en: "Layout “\(layout.name.en)”")(language)
        let path = ModulePath.module(desk.key)
        let head = LayoutNew.head(
            title, desk,
            Phrase(
                fr: "L’ordre des champs dans les formulaires et sur la fiche, rangés en sections.",
                en: "The order of fields in forms and on the record’s page, in sections."), language)
        let form = LayoutForm(desk: desk, draft: draft, language: language)
        let name = DefinitionForm.Name(layout.name).inputs(
            "name", LayoutNew.label, refusal?.problems()["layout"], language)
        let content: HTML = """
            \(head.html(language))\(DefinitionForm.notes(refusal, [("layout", LayoutNew.label)], context))<div class="panel"><form class="form body" method="post" \
            action="\(path)/layout" novalidate data-guard><button class="sr" tabindex="-1" aria-hidden="true">\(Words.save(language))</button>\
            <input type="hidden" name="in" value="\(layout.key)">\(DefinitionForm.version(desk.version))\(name)\(form.html)\(reset(desk, language))\
            \(DefinitionForm.buttons(Words.save(language), cancel: path, language))</form></div>\(removal(desk, layout, language))
            """
        return officePage(
            app, context, title, current: "modules", status: refusal == nil ? .ok : .unprocessableContent, content)
    }

    private static func reset(_ desk: ModuleDesk, _ language: Language) -> HTML? {
        let words = Phrase(fr: "Revenir à la disposition automatique", en: "Back to the automatic layout")(language)
        return desk.module.layouts.isEmpty
            ? nil : "<p><button class=\"btn quiet\" name=\"reset\" value=\"1\" formnovalidate>\(words)</button></p>"
    }

    private static func removal(_ desk: ModuleDesk, _ layout: Layout, _ language: Language) -> HTML? {
        guard layout.key != Layout.standard else { return nil }
        let confirm = Confirmation(
            Phrase(fr: "Enlever la disposition « \(layout.name.fr) » ?", en: "Remove the layout “\(layout.name.en)”?")(
                language),
            Phrase(
                fr: "Les champs et leurs valeurs restent. Le changement peut être annulé.",
                en: "Fields and their values stay. The change can be undone.")(language),
            yes: Phrase(fr: "Enlever", en: "Remove")(language))
        let button = postButton(
            Phrase(fr: "Enlever cette disposition", en: "Remove this layout")(language),
            to: ModulePath.module(desk.key) + "/layout/remove", .danger,
            fields: [("in", layout.key), ("version", String(desk.version))], confirm: confirm)
        return "<div class=\"form-acts\">\(button)</div>"
    }
}
