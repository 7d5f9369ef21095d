import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/modules/:module/layout`: the sections of forms and cards, and the order of fields.
enum LayoutEdit {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        return page(app, context, desk, LayoutDraft(desk.module.layouts.first ?? LayoutDraft.standard(desk), desk))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await ModuleDesk.open(app, context)
        guard let version = form.int("version", 0...Int64.max) else { throw Refusal.unreadable }
        var draft = LayoutDraft(form, desk)
        if form.has("move") {
            draft.move(form["move"])
            return page(app, context, desk, draft)
        }
        var definition = desk.definition
        // The arrangement made from the fields follows new ones by itself.
        definition.layouts = form.has("reset") ? [] : [draft.layout(LayoutDraft.standard(desk))]
        let (wanted, key) = (definition, desk.key)
        let saved = try await ModuleDesk.change(app, context) {
            try $0.save(wanted, of: key, version: version, verb: "layout.saved")
        }
        switch saved {
        case .success: return .seeOther(ModulePath.module(key) + "?done=\(Done.saved.rawValue)")
        case .failure(let refusal): return page(app, context, desk, draft, refusal)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: ModuleDesk, _ draft: LayoutDraft,
        _ refusal: DefinitionRefusal? = nil
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Disposition", en: "Layout")(language)
        let path = ModulePath.module(desk.key)
        let head = PageHead(
            title,
            crumbs: [
                .init(ModuleList.title(language), ModulePath.all), .init(desk.module.many(language), path),
                .init(title),
            ],
            sub: HTML.text(
                Phrase(
                    fr: "L’ordre des champs dans les formulaires et sur la fiche, rangés en sections.",
                    en: "The order of fields in forms and on the record’s page, in sections.")(language)))
        let reset = Phrase(fr: "Revenir à la disposition automatique", en: "Back to the automatic layout")(language)
        let back: HTML? =
            desk.module.layouts.isEmpty
            ? nil : "<p><button class=\"btn quiet\" name=\"reset\" value=\"1\" formnovalidate>\(reset)</button></p>"
        let form = LayoutForm(desk: desk, draft: draft, language: language)
        let content: HTML = """
            \(head.html(language))\(DefinitionForm.notes(refusal, [], context))<div class="panel"><form class="form body" method="post" \
            action="\(path)/layout" novalidate><button class="sr" tabindex="-1" aria-hidden="true">\(Words.save(language))</button>\
            \(DefinitionForm.version(desk.version))\(form.html)\(back)\(DefinitionForm.buttons(Words.save(language), cancel: path, language))</form></div>
            """
        return officePage(
            app, context, title, current: "modules", status: refusal == nil ? .ok : .unprocessableContent, content)
    }
}

/// The rows of a layout's form, each with buttons that move it.
struct LayoutForm: Sendable {
    let desk: ModuleDesk
    let draft: LayoutDraft
    let language: Language

    var html: HTML {
        let rows: [HTML] = draft.items.indices.map(row)
        let add = Phrase(fr: "Ajouter une section", en: "Add a section")(language)
        return """
            <ol class="arrange" data-arrange>\(rows)</ol><p><button class="btn quiet" name="move" value="add" formnovalidate>\(add)</button></p>
            """
    }

    private func row(_ index: Int) -> HTML {
        switch draft.items[index] {
        case .field(let key):
            let label = desk.module[key]?.label(language) ?? key
            return """
                <li><input type="hidden" name="item" value="\(key)"><span>\(label)</span>\(moves(index, label))</li>
                """
        case .section(let title):
            let number = draft.items[...index].count { if case .section = $0 { true } else { false } }
            let label = Phrase(fr: "Section \(number)", en: "Section \(number)")(language)
            let drop = Phrase(fr: "Enlever la section", en: "Drop the section")(language)
            let button: HTML =
                "<button class=\"btn quiet\" name=\"move\" value=\"drop:\(index)\" formnovalidate>\(drop)</button>"
            return """
                <li class="section"><input type="hidden" name="item" value="section">\
                <input type="text" name="section_fr" value="\(title.fr)" aria-label="\(label), français"><input type="text" name="section_en" value="\(title.en)" aria-label="\(label), English">\
                \(moves(index, label))\(button, if: index > 0)</li>
                """
        }
    }

    private func moves(_ index: Int, _ label: String) -> HTML {
        guard index > 0 else { return .empty }
        func button(_ way: String, _ sign: String, _ word: Phrase) -> HTML {
            """
            <button class="btn quiet icon" name="move" value="\(way):\(index)" formnovalidate aria-label="\(word(language)) : \(label)" title="\(word(language))">\(sign)</button>
            """
        }
        let up = button("up", "↑", Phrase(fr: "Monter", en: "Move up"))
        let down = button("down", "↓", Phrase(fr: "Descendre", en: "Move down"))
        return "<span class=\"acts\">\(up)\(down)</span>"
    }
}
