import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/modules/:module/layouts/:layout`: sections and the order of fields. `standard` is the first layout, `new` one more.
enum LayoutEdit {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        let named = context.parameters.get("layout") ?? ""
        var draft = LayoutDraft(try layout(named, desk), desk)
        if named == "new" { draft.name = .init() }
        return page(app, context, desk, named, draft)
    }

    /// A new layout begins as the standard one.
    private static func layout(_ named: String, _ desk: ModuleDesk) throws -> Layout {
        let standard = desk.module.layouts.first ?? LayoutDraft.standard(desk)
        if named == "standard" || named == "new" { return standard }
        guard let layout = desk.module.layouts.first(where: { $0.key == named && !named.isEmpty }) else {
            throw Refusal.notFound
        }
        return layout
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await ModuleDesk.open(app, context)
        let named = context.parameters.get("layout") ?? ""
        _ = try layout(named, desk)
        guard let version = form.int("version", 0...Int64.max) else { throw Refusal.unreadable }
        var draft = LayoutDraft(form, desk)
        if form.has("move") {
            draft.move(form["move"])
            return page(app, context, desk, named, draft)
        }
        let problems = named == "standard" ? [:] : DefinitionCheck.label(draft.name.phrase, "name")
        guard problems.isEmpty else { return page(app, context, desk, named, draft, .problems(problems)) }
        let (wanted, key) = (definition(desk, named, draft), desk.key)
        switch try await ModuleDesk.change(
            app, context, { try $0.save(wanted, of: key, version: version, verb: "layout.saved") })
        {
        case .success: return .seeOther(ModulePath.module(key) + "?done=\(Done.saved.rawValue)")
        case .failure(let refusal): return page(app, context, desk, named, draft, refusal)
        }
    }

    private static func definition(_ desk: ModuleDesk, _ named: String, _ draft: LayoutDraft) -> ModuleDefinition {
        var definition = desk.definition
        if definition.layouts.isEmpty { definition.layouts = [LayoutDraft.standard(desk)] }
        switch named {
        case "standard":
            var layout = draft.layout(Layout.standard)
            layout.name = definition.layouts[0].name
            definition.layouts[0] = layout
        case "new":
            let wanted = DefinitionKeys.key(from: draft.name.fr, limit: DefinitionKeys.fieldLimit) ?? "disposition"
            let taken = Set(definition.layouts.map(\.key) + ["standard", "new"])
            definition.layouts.append(draft.layout(DefinitionKeys.free(wanted, taken.contains)))
        default:
            for index in definition.layouts.indices where definition.layouts[index].key == named {
                definition.layouts[index] = draft.layout(named)
            }
        }
        return definition
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: ModuleDesk, _ named: String, _ draft: LayoutDraft,
        _ refusal: DefinitionRefusal? = nil
    ) -> Response {
        let language = context.language
        let title =
            named == "new"
            ? Phrase(fr: "Nouvelle disposition", en: "New layout")(language)
            : Phrase(fr: "Disposition « \(draft.name.fr) »", en: "Layout “\(draft.name.en)”")(language)
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
        let name = Phrase(fr: "Nom de la disposition", en: "Name of the layout")
        let form = LayoutForm(
            desk: desk, draft: draft, hasName: named != "standard", problems: refusal?.problems() ?? [:], name: name,
            language: language)
        let content: HTML = """
            \(head.html(language))\(DefinitionForm.notes(refusal, [("name", name)], context))<div class="panel"><form class="form body" method="post" \
            action="\(path)/layouts/\(named)" novalidate><button class="sr" tabindex="-1" aria-hidden="true">\(Words.save(language))</button>\
            \(DefinitionForm.version(desk.version))\(form.html)\(DefinitionForm.buttons(Words.save(language), cancel: path, language))</form></div>
            """
        return officePage(
            app, context, title, current: "modules", status: refusal == nil ? .ok : .unprocessableContent, content)
    }
}

/// The rows of a layout's form, each with buttons that move it.
struct LayoutForm: Sendable {
    let desk: ModuleDesk
    let draft: LayoutDraft
    let hasName: Bool
    let problems: [String: FieldProblem]
    let name: Phrase
    let language: Language

    var html: HTML {
        let naming: HTML = hasName ? draft.name.inputs("name", name, problems["name"], language) : .empty
        let rows: [HTML] = draft.items.indices.map(row)
        let add = Phrase(fr: "Ajouter une section", en: "Add a section")(language)
        return """
            \(naming)<ol class="arrange" data-arrange>\(rows)</ol><p><button class="btn quiet" name="move" value="add" formnovalidate>\(add)</button></p>
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
