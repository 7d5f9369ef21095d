import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/modules/:module/settings`: names, order and columns of the list, state, and whether the module is public.
enum ModuleSettings {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        return page(app, context, desk, ModuleSettingsDraft(desk))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await ModuleDesk.open(app, context)
        guard let version = form.version else { throw Refusal.unreadable }
        let draft = ModuleSettingsDraft(form, desk)
        let (wanted, key) = (draft.applied(to: desk.definition), desk.key)
        switch try await ModuleDesk.change(app, context, { try $0.save(wanted, of: key, version: version) }) {
        case .success: return .seeOther(ModulePath.module(key) + "?done=\(Done.saved.rawValue)")
        case .failure(let refusal): return page(app, context, desk, draft, refusal)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: ModuleDesk, _ draft: ModuleSettingsDraft,
        _ refusal: DefinitionRefusal? = nil
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Réglages du module", en: "Module settings")(language)
        let path = ModulePath.module(desk.key)
        let remove =
            desk.module.isCustom
            ? [
                buttonLink(
                    Phrase(fr: "Retirer le module", en: "Remove the module")(language), path + "/remove", .danger)
            ] : []
        let head = PageHead(
            title,
            crumbs: [
                .init(ModuleList.title(language), ModulePath.all), .init(desk.module.many(language), path),
                .init(title),
            ], actions: remove)
        let content: HTML = """
            \(head.html(language))\(DefinitionForm.notes(refusal, ModuleNames().labels, context))<div class="panel">\
            <form class="form body" method="post" action="\(path)/settings" novalidate data-guard>\(DefinitionForm.version(desk.version))\
            \(draft.inputs(desk, refusal?.problems() ?? [:], language))\(DefinitionForm.buttons(Words.save(language), cancel: path, language))</form></div>
            """
        return officePage(
            app, context, title, current: "modules", status: refusal == nil ? .ok : .unprocessableContent, content)
    }
}

/// A module's settings as the form has them.
struct ModuleSettingsDraft: Sendable {
    /// Nil for a built-in module.
    var names: ModuleNames?
    var sort: String
    var isDescending: Bool
    var columns: Set<String>
    var state: String
    var isPublic: Bool

    init(_ desk: ModuleDesk) {
        names = desk.module.isCustom ? ModuleNames(desk.module) : nil
        sort = desk.definition.sort?.field ?? ""
        isDescending = desk.definition.sort?.isDescending ?? true
        columns = Set(desk.module.columns)
        state = desk.definition.state ?? ""
        isPublic = desk.definition.isPublic
    }

    init(_ form: Form, _ desk: ModuleDesk) {
        names = desk.module.isCustom ? ModuleNames(form) : nil
        sort = form["sort"]
        isDescending = form["direction"] == "down"
        columns = Set(form.all("columns"))
        state = form["state"]
        isPublic = form.all("isPublic").last == "1"
    }

    func applied(to definition: ModuleDefinition) -> ModuleDefinition {
        var definition = definition
        definition.isPublic = isPublic
        guard let names else { return definition }
        definition.names = names.names
        definition.sort = sort.isEmpty ? nil : SortDefinition(sort, descending: isDescending)
        definition.columns = definition.liveFields.map(\.key).filter(columns.contains)
        definition.state = state.isEmpty ? nil : state
        return definition
    }

    func inputs(_ desk: ModuleDesk, _ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let open = DefinitionForm.check(
            "isPublic", Phrase(fr: "Module public", en: "Public module"), isPublic,
            hint: Phrase(
                fr:
                    "Un type d’utilisateur peut recevoir toutes ses fiches, en lecture seule : annonces, catalogue, documentation.",
                en: "A user type may get all its records, read only: announcements, catalogue, documentation."),
            language)
        guard let names else { return open }
        return
            "\(names.inputs(problems, language))\(list(desk, problems, language))\(stateInput(desk, language))\(open)"
    }

    private func list(_ desk: ModuleDesk, _ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let sorted = desk.module.fields.filter(\.isSorted).map { (key: $0.key, label: $0.label(language)) }
        let order = Input(
            "sort", Phrase(fr: "Ordre de la liste", en: "Order of the list")(language),
            .choice(sorted, emptyLabel: Phrase(fr: "Les plus récentes d’abord", en: "Newest first")(language)),
            value: sort,
            error: problems["sort"]?.message(language))
        let directions = [
            (key: "up", label: Phrase(fr: "Croissant", en: "Rising")(language)),
            (key: "down", label: Phrase(fr: "Décroissant", en: "Falling")(language)),
        ]
        let direction = Input(
            "direction", Phrase(fr: "Sens", en: "Direction")(language), .choice(directions, emptyLabel: nil),
            value: isDescending ? "down" : "up")
        let boxes = Input(
            "columns", Phrase(fr: "Colonnes de la liste", en: "Columns of the list")(language),
            .checkboxes(desk.module.fields.map { ($0.key, $0.label(language)) }),
            value: columns.sorted().joined(separator: ","))
        return "<div class=\"row2\">\(order.html(language))\(direction.html(language))</div>\(boxes.html(language))"
    }

    private func stateInput(_ desk: ModuleDesk, _ language: Language) -> HTML {
        let lists = desk.definition.liveFields.filter { $0.kind == .choice }.map {
            (key: $0.key, label: $0.label(language))
        }
        guard !lists.isEmpty else { return .empty }
        return Input(
            "state", Phrase(fr: "Champ d’état", en: "State field")(language),
            .choice(lists, emptyLabel: Phrase(fr: "Aucun", en: "None")(language)), value: state,
            hint: Phrase(
                fr: "Sa valeur est affichée en couleur à côté du nom de la fiche.",
                en: "Its value is shown in colour beside the record’s name.")(language)
        ).html(language)
    }
}
