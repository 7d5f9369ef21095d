import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/modules/:module/fields/new`: first the kind, then what that kind needs.
enum FieldNew {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        let place = ModulePlace(request.query)
        _ = try place.fields(desk)
        guard let kind = FieldDefinition.Kind(rawValue: request.query["kind"]) else {
            return choice(app, context, desk, place)
        }
        return page(app, context, desk, place, FieldDraft(kind))
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        let form = try await request.form()
        let place = ModulePlace(form)
        _ = try place.fields(desk)
        guard let kind = FieldDefinition.Kind(rawValue: form["kind"]), let version = form.version
        else { throw Refusal.unreadable }
        var draft = FieldDraft(form, kind)
        if form.has("more") {
            draft.choices += Array(repeating: .init(), count: FieldDraft.spare)
            return page(app, context, desk, place, draft)
        }
        let (field, key) = (draft.definition(), desk.key)
        let added = try await ModuleDesk.change(app, context) {
            try $0.add(field, to: key, place.place, version: version)
        }
        switch added {
        case .success: return .seeOther(ModulePath.module(key) + "?done=\(Done.fieldSaved.rawValue)")
        case .failure(let refusal): return page(app, context, desk, place, draft, refusal)
        }
    }

    private static func title(_ language: Language) -> String { Phrase(fr: "Nouveau champ", en: "New field")(language) }

    private static func head(_ desk: ModuleDesk, _ sub: Phrase, _ language: Language) -> HTML {
        let crumbs: [PageHead.Crumb] = [
            .init(ModuleList.title(language), ModulePath.all),
            .init(desk.module.many(language), ModulePath.module(desk.key)), .init(title(language)),
        ]
        return PageHead(title(language), crumbs: crumbs, sub: HTML.text(sub(language))).html(language)
    }

    private static func choice(_ app: App, _ context: OfficeContext, _ desk: ModuleDesk, _ place: ModulePlace)
        -> Response
    {
        let language = context.language
        let base = ModulePath.module(desk.key) + "/fields/new?"
        let within = place.subform.map { "&in=" + escapedForURL($0) } ?? ""
        let kinds = FieldDefinition.Kind.allCases.filter { place == .module || $0 != .file }
        let cards: [HTML] = kinds.map { kind in
            let words = FieldWords.of(kind)
            return """
                <li><a class="way" href="\(base)kind=\(kind.rawValue)\(within)"><b>\(words.name(language))</b><small>\(words.use(language))</small></a></li>
                """
        }
        let sub = Phrase(fr: "Que contiendra ce champ ?", en: "What will this field hold?")
        let content: HTML = "\(head(desk, sub, language))<ul class=\"ways\">\(cards)</ul>"
        return officePage(app, context, title(language), current: "modules", content)
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: ModuleDesk, _ place: ModulePlace, _ draft: FieldDraft,
        _ refusal: DefinitionRefusal? = nil
    ) -> Response {
        let language = context.language
        let form = FieldForm(
            draft: draft, problems: refusal?.problems() ?? [:], catalog: desk.catalog, isSubform: place != .module,
            language: language)
        let address = ModulePath.module(desk.key) + "/fields/new"
        let submit = Phrase(fr: "Ajouter le champ", en: "Add the field")(language)
        let hidden: HTML = """
            <input type="hidden" name="kind" value="\(draft.kind.rawValue)"><input type="hidden" name="in" value="\(place.subform ?? "")">\(DefinitionForm.version(desk.version))
            """
        let content: HTML = """
            \(head(desk, FieldWords.of(draft.kind).name, language))\(DefinitionForm.notes(refusal, FieldForm.labels, context))<div class="panel">\
            <form class="form body" method="post" action="\(address)" novalidate><button class="sr" tabindex="-1" aria-hidden="true">\(submit)</button>\(hidden)\(form.html)\
            \(DefinitionForm.buttons(submit, cancel: address + place.query, language))</form></div>
            """
        return officePage(
            app, context, title(language), current: "modules", status: refusal == nil ? .ok : .unprocessableContent,
            content)
    }
}
