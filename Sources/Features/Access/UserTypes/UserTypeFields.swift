import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `…/types/:type/fields/:module`: each field hidden, read only or editable, in the layout that `?in=` names. *Save and next* goes
/// through all granted modules and their layouts.
enum UserTypeFields {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await UserTypeDesk.open(app, context)
        return page(
            app, context, desk, try step(desk, context, request.query["in"]), note: Done.note(request, context.language)
        )
    }

    /// A module in one of its layouts: what one page is about.
    private struct Step: Equatable {
        let module: Module
        let layout: String

        static func == (left: Step, right: Step) -> Bool {
            left.module.key == right.module.key && left.layout == right.layout
        }

        func path(_ desk: UserTypeDesk) -> String {
            desk.path.fields(module.key) + (layout.isEmpty ? "?" : "?in=\(escapedForURL(layout))&")
        }
    }

    /// All pages in the order in which they are gone through.
    private static func steps(_ desk: UserTypeDesk) -> [Step] {
        desk.granted.flatMap { module in module.layoutKeys.map { Step(module: module, layout: $0) } }
    }

    private static func step(_ desk: UserTypeDesk, _ context: OfficeContext, _ layout: String) throws -> Step {
        let key = context.parameters.get("module")
        guard let step = steps(desk).first(where: { $0.module.key == key && $0.layout == layout }) else {
            throw Refusal.notFound
        }
        return step
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await UserTypeDesk.open(app, context)
        let step = try step(desk, context, form["in"])
        let module = step.module
        guard let version = form.version, var grant = desk.grants[module.key] else {
            throw Refusal.unreadable
        }
        var rights = grant.rights(in: step.layout)
        for key in module.grantable.keys where form.has("f." + key) {
            rights[key] = FieldRight(rawValue: form["f." + key]) ?? .hidden
        }
        let isShown = !module.hasLayouts || form.all("shown").last == "1"
        grant.set(isShown ? rights : nil, in: step.layout)
        guard module.layoutKeys.contains(where: grant.shows) else {
            return page(
                app, context, desk, step, note: Web.note(.bad, HTML.text(lastLayout(context.language))),
                status: .unprocessableContent)
        }
        var document = desk.document
        document.grants[module.key] = GrantDocument(
            grant.settled(on: module, main: desk.type.mainModule, in: desk.catalog))
        let next = form.has("next") ? following(step, desk) : desk.path.grid
        return try await RightsReview(desk: desk, document: document, version: version, next: next).save(app, context)
    }

    private static func lastLayout(_ language: Language) -> String {
        Phrase(
            fr:
                "C’est la dernière disposition visible. Pour ne plus montrer ces fiches du tout, décochez Afficher dans la grille.",
            en:
                "This is the last layout that is shown. To show none of these records any more, untick Show in the grid."
        )(language)
    }

    /// The fields of the next granted module or layout; the grid after the last one.
    private static func following(_ step: Step, _ desk: UserTypeDesk) -> String {
        let all = steps(desk)
        guard let index = all.firstIndex(of: step), index + 1 < all.count else { return desk.path.grid }
        return all[index + 1].path(desk) + "next=1"
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: UserTypeDesk, _ step: Step, note: HTML,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let (language, module) = (context.language, step.module)
        let all = desk.granted
        let number = (all.firstIndex { $0.key == module.key } ?? 0) + 1
        let title = Phrase(fr: "Champs : \(module.many.fr)", en: "Fields: \(module.many.en)")(language)
        let progress = Phrase(fr: "Module \(number) sur \(all.count)", en: "Module \(number) of \(all.count)")(language)
        let head = PageHead(title, crumbs: desk.crumbs(title, language), sub: HTML.text(progress))
        let table = FieldRightsTable(desk: desk, module: module, layout: step.layout, language: language)
        let layouts = LayoutChoice.links(
            module.layouts, current: step.layout, path: desk.path.fields(module.key), name: "in", language)
        let content: HTML = """
            \(head.html(language))\(note)\(layouts)\(table.warnings)<form class="stack" method="post" action="\(desk.path.fields(module.key))" novalidate data-guard>\
            <input type="hidden" name="in" value="\(step.layout)">\(DefinitionForm.version(desk.type.version))\(table.shown)\(table.html)\
            <div class="savebar">\(unsavedCount(language))<a class="btn quiet" href="\(desk.path.grid)">\(Words.cancel(language))</a>\
            \(buttons(isLast: step == steps(desk).last, language))</div></form>
            """
        return officePage(app, context, title, current: "portals", status: status, content)
    }

    private static func buttons(isLast: Bool, _ language: Language) -> HTML {
        let next =
            isLast
            ? Phrase(fr: "Enregistrer et terminer", en: "Save and finish")
            : Phrase(fr: "Enregistrer et suivant", en: "Save and next")
        let finish = Phrase(fr: "Terminer", en: "Finish")(language)
        return """
            \("<button class=\"btn\">\(finish)</button>", if: !isLast)<button class="btn main" name="next" value="1">\(next(language))</button>
            """
    }
}

/// A row for each field, with one of three rights.
struct FieldRightsTable: Sendable {
    let desk: UserTypeDesk
    let module: Module
    let layout: String
    let language: Language

    private var grant: Grant { desk.grants[module.key] ?? .none }
    private var granted: [String: FieldRight] { grant.rights(in: layout) }
    private static let rights: [(FieldRight, Phrase)] = [
        (.hidden, Phrase(fr: "Masqué", en: "Hidden")), (.read, Phrase(fr: "Lecture seule", en: "Read only")),
        (.edit, Phrase(fr: "Modifiable", en: "Editable")),
    ]

    var html: HTML {
        let main = section(nil, module.fields.map { ($0.key, $0) })
        let subforms: [HTML] = module.subforms.map { subform in
            section(subform.label(language), subform.fields.map { (subform.right($0), $0) })
        }
        return "\(main)\(subforms)"
    }

    /// Whether records in this layout exist for the type at all.
    var shown: HTML {
        guard module.hasLayouts, let name = module.layouts.first(where: { $0.key == layout })?.name else {
            return .empty
        }
        return DefinitionForm.check(
            "shown",
            Phrase(
                fr: "Les fiches de la disposition « \(name.fr) » sont visibles",
                en: "Records in the layout “\(name.en)” are shown"), grant.shows(layout: layout),
            hint: Phrase(
                fr: "Sinon elles n’existent pas pour ces personnes, ni dans les listes ni par leur adresse.",
                en: "Otherwise they do not exist for these people, neither in lists nor by their address."), language)
    }

    private func section(_ title: String?, _ fields: [(String, Field)]) -> HTML {
        let shown = fields.filter { !$0.1.isInternal }
        let name = title ?? Phrase(fr: "Champs de la fiche", en: "Fields of the record")(language)
        let id: HTML = title == nil ? "fields-t" : "lines-t"
        let heads: [HTML] = FieldRightsTable.rights.map { right, label in
            let all = Phrase(fr: "Tout mettre en : \(label.fr)", en: "Set all to: \(label.en)")(language)
            return """
                <th scope="col" class="c" abbr="\(label(language))">\
                <button class="tick-all" type="button" data-tick-radio="\(right.rawValue)" disabled aria-label="\(all)" title="\(all)">\(label(language))</button></th>
                """
        }
        let field = Phrase(fr: "Champ", en: "Field")(language)
        return """
            <div class="rights panel" data-grid><div class="rights-head"><h2 id="\(id)">\(name)</h2><span class="n">\(shown.count)</span></div>\
            <div class="sheet" role="group" aria-labelledby="\(id)" tabindex="0"><table class="rows"><thead><tr><th scope="col">\(field)</th>\(heads)</tr></thead>\
            <tbody>\(each: shown, { row($0.0, $0.1, title.map { $0 + ", " } ?? "") })</tbody></table></div></div>
            """
    }

    /// `place` goes before the field's name where that alone would not be enough.
    private func row(_ key: String, _ field: Field, _ place: String) -> HTML {
        let right = granted[key] ?? .hidden
        let isForced = grant.create && module.asked.contains { $0.key == key }
        let mark: HTML? = field.isRequired ? " <span class=\"req\" aria-hidden=\"true\">*</span>" : nil
        let why: HTML? =
            isForced
            ? "<small>\(Phrase(fr: "obligatoire pour créer", en: "needed to create")(language))</small>"
            : field.isReadOnly
                ? "<small>\(Phrase(fr: "rempli par le système", en: "filled by the system")(language))</small>" : nil
        let cells: [HTML] = FieldRightsTable.rights.map { option, label in
            let isImpossible =
                option == .edit && (field.isReadOnly || grant.see == .everyone) || isForced && option != .edit
            let words = "\(place)\(field.label(language))\(language == .fr ? "\u{A0}: " : ": ")\(label(language))"
            return """
                <td class="c" data-label="\(label(language))"><input type="radio" name="f.\(key)" value="\(option.rawValue)" aria-label="\(words)"\(" checked", if: option == right)\(" disabled", if: isImpossible)></td>
                """
        }
        return "<tr><th scope=\"row\">\(field.label(language))\(mark)\(why)</th>\(cells)</tr>"
    }

    /// What the rights on fields do not do by themselves.
    var warnings: HTML {
        var words: [Phrase] = []
        if module.isPriceHidden(by: granted), grant.files != .hidden {
            words.append(
                Phrase(
                    fr:
                        "Le prix unitaire est masqué : les documents que vous joignez le montreraient, ils sont donc masqués aussi. Chacun voit les fichiers ajoutés depuis le portail.",
                    en:
                        "The unit price is hidden: documents that you attach would show it, so they are hidden too. Files added from the portal are shown."
                ))
        }
        let needsProducts =
            module.subforms.contains { $0.fields.contains { $0.target == "products" } }
            && (grant.create || !grant.editable.isEmpty)
        if needsProducts, (desk.grants["products"]?.see ?? .nobody) == .nobody {
            words.append(
                Phrase(
                    fr:
                        "Les produits ne sont pas partagés avec ce type : personne ne pourra en choisir dans les lignes.",
                    en: "Products are not shared with this type: nobody can choose any in lines."))
        }
        return words.reduce(into: HTML.empty) { $0 += note(.warn, HTML.text($1(language))) }
    }
}
