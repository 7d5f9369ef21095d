import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/modules/:module/fields/:field`: what can be changed about a field; of a built-in one its name and whether it is mandatory.
enum FieldEdit {
    /// A field that the address names.
    struct Target: Sendable {
        let desk: ModuleDesk
        let place: ModulePlace
        let field: Field
        /// Nil for a built-in field.
        let custom: FieldDefinition?
    }

    static func target(_ app: App, _ context: OfficeContext, _ place: ModulePlace) async throws -> Target {
        let desk = try await ModuleDesk.open(app, context)
        let key = context.parameters.get("field") ?? ""
        guard let field = try place.fields(desk).first(where: { $0.key == key }) else { throw Refusal.notFound }
        let custom = desk.definition.fields(place.place).first { $0.key == key && $0.isLive }
        guard custom != nil || place == .module else { throw Refusal.notFound }
        return Target(desk: desk, place: place, field: field, custom: custom)
    }

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let target = try await target(app, context, ModulePlace(request.query))
        return page(app, context, target, target.custom.map(FieldDraft.init) ?? builtIn(target))
    }

    private static func builtIn(_ target: Target) -> FieldDraft {
        var draft = FieldDraft(.line)
        draft.label = .init(target.field.label)
        draft.isRequired = target.field.isRequired
        return draft
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let target = try await target(app, context, ModulePlace(form))
        guard let version = form.version else { throw Refusal.unreadable }
        let wider = FieldDefinition.Kind(rawValue: form["kind"])
        var draft = FieldDraft(form, wider ?? target.custom?.kind ?? .line)
        if form.has("more") {
            draft.choices += Array(repeating: .init(), count: FieldDraft.spare)
            return page(app, context, target, draft)
        }
        switch try await save(app, context, target, draft, version) {
        case .success: return .seeOther(ModulePath.module(target.desk.key) + "?done=\(Done.fieldSaved.rawValue)")
        case .failure(let refusal): return page(app, context, target, draft, refusal)
        }
    }

    private static func save(
        _ app: App, _ context: OfficeContext, _ target: Target, _ draft: FieldDraft, _ version: Int64
    ) async throws -> Result<Void, DefinitionRefusal> {
        let (key, place) = (target.desk.key, target.place.place)
        if let custom = target.custom {
            let field = draft.definition(changing: custom)
            return try await ModuleDesk.change(app, context) { try $0.change(field, of: key, place, version: version) }
        }
        let problems = DefinitionCheck.label(draft.label.phrase, "label")
        guard problems.isEmpty else { return .failure(.problems(problems)) }
        var definition = target.desk.definition
        let shipped = app.grants.builtIn[key]?[target.field.key]
        let isRenamed = shipped.map { $0.label != draft.label.phrase } ?? false
        definition.changes[target.field.key] =
            isRenamed || draft.isRequired != (shipped?.isRequired ?? false)
            ? FieldChange(label: isRenamed ? draft.label.phrase : nil, isRequired: draft.isRequired) : nil
        let wanted = definition
        return try await ModuleDesk.change(app, context) {
            try $0.save(wanted, of: key, version: version, verb: "field.changed")
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ target: Target, _ draft: FieldDraft, _ refusal: DefinitionRefusal? = nil
    ) -> Response {
        let (language, desk) = (context.language, target.desk)
        let title = target.field.label(language)
        let isNaming = desk.module.isCustom && target.place == .module && target.field.key == Module.nameKey
        let remove =
            target.custom == nil || isNaming
            ? []
            : [
                buttonLink(
                    Phrase(fr: "Retirer le champ", en: "Remove the field")(language),
                    ModulePath.field(target.field.key, of: desk.key, target.place, "remove"), .danger)
            ]
        let head = PageHead(
            title,
            crumbs: [
                .init(ModuleList.title(language), ModulePath.all),
                .init(desk.module.many(language), ModulePath.module(desk.key)), .init(title),
            ], sub: HTML.text(FieldWords.type(of: target.field, desk.catalog)(language)), actions: remove)
        let content: HTML = """
            \(head.html(language))\(DefinitionForm.notes(refusal, FieldForm.labels, context))<div class="panel">\
            \(form(target, draft, refusal, language))</div>
            """
        return officePage(
            app, context, title, current: "modules", status: refusal == nil ? .ok : .unprocessableContent, content)
    }

    private static func form(
        _ target: Target, _ draft: FieldDraft, _ refusal: DefinitionRefusal?, _ language: Language
    ) -> HTML {
        let desk = target.desk
        let problems = refusal?.problems() ?? [:]
        let inputs: HTML =
            target.custom == nil
            ? builtInInputs(target, draft, problems, language)
            : FieldForm(
                draft: draft, problems: problems, catalog: desk.catalog, isSubform: target.place != .module,
                language: language
            ).html
        return """
            <form class="form body" method="post" action="\(ModulePath.field(target.field.key, of: desk.key, .module))" novalidate>\
            <button class="sr" tabindex="-1" aria-hidden="true">\(Words.save(language))</button>\
            <input type="hidden" name="in" value="\(target.place.subform ?? "")">\(DefinitionForm.version(desk.version))\(kind(target, draft, language))\(inputs)\
            \(DefinitionForm.buttons(Words.save(language), cancel: ModulePath.module(desk.key), language))</form>
            """
    }

    /// A line of text may become a long text; every other change of type would lose data.
    private static func kind(_ target: Target, _ draft: FieldDraft, _ language: Language) -> HTML {
        guard target.custom?.kind == .line, target.field.key != Module.nameKey else { return .empty }
        let kinds = [FieldDefinition.Kind.line, .paragraph].map {
            (key: $0.rawValue, label: FieldWords.of($0).name(language))
        }
        return Input(
            "kind", Phrase(fr: "Type", en: "Type")(language), .choice(kinds, emptyLabel: nil),
            value: draft.kind.rawValue
        ).html(language)
    }

    private static func builtInInputs(
        _ target: Target, _ draft: FieldDraft, _ problems: [String: FieldProblem], _ language: Language
    ) -> HTML {
        let name = draft.label.inputs("label", FieldForm.labels[0].1, problems["label"], language)
        let isFixed = target.field.isNotNull || target.field.isReadOnly
        let required = DefinitionForm.check(
            "isRequired", Phrase(fr: "Obligatoire", en: "Mandatory"), draft.isRequired, language)
        let remark = note(
            .info,
            HTML.text(
                Phrase(
                    fr: "Ce champ d’origine est toujours demandé, ou toujours rempli par le système.",
                    en: "This built-in field is always asked for, or always filled by the system.")(language)))
        return
            "\(name)\(isFixed ? "\(remark)<input type=\"hidden\" name=\"isRequired\" value=\"\(target.field.isRequired ? "1" : "0")\">" : required)"
    }
}
