import Core
import HTML
import Hummingbird
import Store
import Web

/// `GET /admin/modules/:module`: its fields, sub-forms and layouts.
enum ModuleShow {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        let (language, module) = (context.language, desk.module)
        let records = Phrase(fr: "Voir les fiches", en: "See the records")(language)
        let settings = Phrase(fr: "Réglages", en: "Settings")(language)
        let head = PageHead(
            module.many(language), crumbs: crumbs(desk, language), chip: badge(module, language),
            sub: HTML.text(subtitle(desk, language)),
            actions: [
                buttonLink(records, OfficePath.list(module.key), .quiet),
                buttonLink(settings, ModulePath.module(module.key) + "/settings"),
                buttonLink(
                    Phrase(fr: "Ajouter un champ", en: "Add a field")(language),
                    ModulePath.module(module.key) + "/fields/new", .main, icon: "i-plus"),
            ])
        let content: HTML = """
            \(head.html(language))\(Done.note(request, language))<div class="stack">\(FieldTable(desk: desk, place: .module, language: language).html)\
            \(subforms(desk, language))\(layout(desk, language))\(removed(desk, context.formats))</div>
            """
        return officePage(app, context, module.many(language), current: "modules", content)
    }

    private static func crumbs(_ desk: ModuleDesk, _ language: Language) -> [PageHead.Crumb] {
        [.init(ModuleList.title(language), ModulePath.all), .init(desk.module.many(language))]
    }

    private static func badge(_ module: Module, _ language: Language) -> HTML? {
        module.isPublic ? chip(Phrase(fr: "Public", en: "Public")(language), .neutral) : nil
    }

    private static func subtitle(_ desk: ModuleDesk, _ language: Language) -> String {
        desk.module.isCustom
            ? Phrase(
                fr: "Module personnalisé. Ce que vous changez vaut dès la page suivante, pour tout le monde.",
                en: "Custom module. What you change counts from the next page on, for everybody.")(language)
            : Phrase(
                fr: "Module d’origine : ses champs restent, vous pouvez en ajouter et rendre les autres obligatoires.",
                en: "Built-in module: its fields stay; you can add some and make others mandatory.")(language)
    }

    private static func subforms(_ desk: ModuleDesk, _ language: Language) -> HTML {
        let add = Phrase(fr: "Ajouter un sous-formulaire", en: "Add a sub-form")(language)
        let button = buttonLink(add, ModulePath.module(desk.key) + "/subforms/new", .normal, icon: "i-plus")
        let tables = desk.module.subforms.map {
            FieldTable(desk: desk, place: ModulePlace(subform: $0.key), language: language).html
        }
        return "\(tables)<p>\(button)</p>"
    }

    private static func layout(_ desk: ModuleDesk, _ language: Language) -> HTML {
        let title = Phrase(fr: "Dispositions", en: "Layouts")(language)
        let layouts = desk.module.layouts.isEmpty ? [LayoutDraft.standard(desk)] : desk.module.layouts
        let rows: [HTML] = layouts.map { layout in
            let count = layout.sections.count
            let words =
                desk.module.layouts.isEmpty
                ? LayoutDraft.automatic(language) : "\(count) section\(count > 1 ? "s" : "")"
            let name = layout.name(language)
            return """
                <li><span><b>\(name)</b><small>\(words)</small></span><a class="btn quiet" href="\(ModulePath.layout(layout.key, of: desk.key))">\(Words.edit(language))<span class="sr"> \(name)</span></a></li>
                """
        }
        let add = Phrase(fr: "Ajouter une disposition", en: "Add a layout")(language)
        return panel(
            title, id: "layout",
            action: buttonLink(add, ModulePath.module(desk.key) + "/layouts/new", .quiet, icon: "i-plus"),
            "<ul class=\"acts-list\">\(rows)</ul>")
    }

    private static func removed(_ desk: ModuleDesk, _ formats: Formats) -> HTML {
        let language = formats.language
        var things: [RemovedThing] = []
        func add(_ fields: [FieldDefinition], _ place: ModulePlace, _ prefix: String) {
            for field in fields {
                guard let at = field.removedAt else { continue }
                things.append(
                    RemovedThing(
                        name: prefix + field.label(language), removedAt: at,
                        restore: ModulePath.field(field.key, of: desk.key, place, "restore")))
            }
        }
        add(desk.definition.fields, .module, "")
        for subform in desk.definition.subforms {
            let name =
                desk.module.subforms.first { $0.key == subform.key }?.label ?? subform.label
                ?? Phrase(same: subform.key)
            if let at = subform.removedAt {
                things.append(
                    RemovedThing(
                        name: name(language), removedAt: at,
                        restore: ModulePath.module(desk.key) + "/subforms/\(subform.key)/restore"))
            } else {
                add(subform.fields, ModulePlace(subform: subform.key), name(language) + " : ")
            }
        }
        return RemovedThing.panel(things, formats)
    }
}

/// The fields of a module or sub-form, each with a link to what can be changed about it.
struct FieldTable: Sendable {
    let desk: ModuleDesk
    let place: ModulePlace
    let language: Language

    var html: HTML {
        let (fields, title, id) = contents
        let heads = [
            Phrase(fr: "Champ", en: "Field"), Phrase(fr: "Type", en: "Type"), Phrase(fr: "Saisie", en: "Entry"),
            Phrase(fr: "Nom technique", en: "Technical name"),
        ]
        return panel(
            title, id: id, count: fields.count, action: actions,
            """
            <div class="sheet" role="group" aria-labelledby="\(id)" tabindex="0"><table class="rows"><thead><tr>\
            \(each: heads, { "<th scope=\"col\">\($0(language))</th>" })</tr></thead><tbody>\(each: fields, { row($0, heads) })</tbody></table></div>
            """)
    }

    private var contents: ([Field], String, String) {
        guard let subform = desk.module.subforms.first(where: { $0.key == place.subform }) else {
            return (desk.module.fields, Phrase(fr: "Champs", en: "Fields")(language), "fields")
        }
        let name = subform.label
        return (
            subform.fields, Phrase(fr: "Sous-formulaire « \(name.fr) »", en: "Sub-form “\(name.en)”")(language),
            "subform-" + subform.key
        )
    }

    private var actions: HTML? {
        guard let key = place.subform else { return nil }
        let add = buttonLink(
            Phrase(fr: "Ajouter un champ", en: "Add a field")(language),
            ModulePath.module(desk.key) + "/fields/new" + place.query, .quiet)
        guard desk.module.subforms.first(where: { $0.key == key })?.isCustom == true else { return add }
        let remove = buttonLink(
            Phrase(fr: "Retirer", en: "Remove")(language), ModulePath.module(desk.key) + "/subforms/\(key)/remove",
            .danger)
        return "\(add)\(remove)"
    }

    private func row(_ field: Field, _ heads: [Phrase]) -> HTML {
        let name: HTML =
            field.isCustom || place.subform == nil
            ? "<a href=\"\(ModulePath.field(field.key, of: desk.key, place))\">\(field.label(language))</a>"
            : HTML.text(field.label(language))
        let own: HTML? =
            field.isCustom && !desk.module.isCustom
            ? " \(chip(Phrase(fr: "Ajouté", en: "Added")(language), .info))" : nil
        return """
            <tr><td class="key">\(name)\(own)</td><td data-label="\(heads[1](language))">\(FieldWords.type(of: field, desk.catalog)(language))</td>\
            <td data-label="\(heads[2](language))">\(entry(field))</td><td data-label="\(heads[3](language))"><code>\(field.key)</code></td></tr>
            """
    }

    private func entry(_ field: Field) -> String {
        var words: [String] = []
        if field.isRequired { words.append(Phrase(fr: "obligatoire", en: "mandatory")(language)) }
        if field.isReadOnly { words.append(Phrase(fr: "lecture seule", en: "read only")(language)) }
        if field.isInternal { words.append(Phrase(fr: "équipe seulement", en: "staff only")(language)) }
        if words.isEmpty { words.append(Phrase(fr: "facultative", en: "optional")(language)) }
        return words.joined(separator: ", ")
    }
}
