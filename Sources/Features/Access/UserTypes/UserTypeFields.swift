import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `…/types/:type/fields/:module`: each field hidden, read only or editable. `?next=1` goes through all granted modules.
enum UserTypeFields {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await UserTypeDesk.open(app, context)
        let module = try module(desk, context)
        return page(
            app, context, desk, module, isGoingThrough: request.query.has("next"),
            note: Done.note(request, context.language))
    }

    private static func module(_ desk: UserTypeDesk, _ context: OfficeContext) throws -> Module {
        guard let module = desk.granted.first(where: { $0.key == context.parameters.get("module") }) else {
            throw Refusal.notFound
        }
        return module
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await UserTypeDesk.open(app, context)
        let module = try module(desk, context)
        guard let version = form.int("version", 0...Int64.max), var grant = desk.grants[module.key] else {
            throw Refusal.unreadable
        }
        for key in module.grantable.keys where form.has("f." + key) {
            grant.fields[key] = FieldRight(rawValue: form["f." + key]) ?? .hidden
        }
        var document = desk.document
        document.grants[module.key] = GrantDocument(
            grant.settled(on: module, main: desk.type.mainModule, in: desk.catalog))
        let next = form.has("next") ? following(module, desk) : desk.path.grid
        return try await RightsReview(desk: desk, document: document, version: version, next: next).save(app, context)
    }

    /// The fields of the next granted module; the grid after the last one.
    private static func following(_ module: Module, _ desk: UserTypeDesk) -> String {
        let all = desk.granted.map(\.key)
        guard let index = all.firstIndex(of: module.key), index + 1 < all.count else { return desk.path.grid }
        return desk.path.fields(all[index + 1]) + "?next=1"
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: UserTypeDesk, _ module: Module, isGoingThrough: Bool, note: HTML
    ) -> Response {
        let language = context.language
        let all = desk.granted
        let number = (all.firstIndex { $0.key == module.key } ?? 0) + 1
        let title = Phrase(fr: "Champs : \(module.many.fr)", en: "Fields: \(module.many.en)")(language)
        let progress = Phrase(fr: "Module \(number) sur \(all.count)", en: "Module \(number) of \(all.count)")(language)
        let head = PageHead(title, crumbs: desk.crumbs(title, language), sub: HTML.text(progress))
        let table = FieldRightsTable(desk: desk, module: module, language: language)
        let isLast = number == all.count
        let next =
            isLast
            ? Phrase(fr: "Enregistrer et terminer", en: "Save and finish")
            : Phrase(fr: "Enregistrer et suivant", en: "Save and next")
        let finish = Phrase(fr: "Terminer", en: "Finish")(language)
        let content: HTML = """
            \(head.html(language))\(note)\(table.warnings)<form class="stack" method="post" action="\(desk.path.fields(module.key))" novalidate>\
            \(DefinitionForm.version(desk.type.version))\(table.html)<div class="form-acts"><button class="btn main" name="next" value="1">\(next(language))</button>\
            \("<button class=\"btn\">\(finish)</button>", if: !isLast)<a class="btn quiet" href="\(desk.path.grid)">\(Words.cancel(language))</a></div></form>
            """
        return officePage(app, context, title, current: "portals", content)
    }
}

/// A row for each field, with one of three rights.
struct FieldRightsTable: Sendable {
    let desk: UserTypeDesk
    let module: Module
    let language: Language

    private var grant: Grant { desk.grants[module.key] ?? .none }
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

    private func section(_ title: String?, _ fields: [(String, Field)]) -> HTML {
        let shown = fields.filter { !$0.1.isInternal }
        let name = title ?? Phrase(fr: "Champs de la fiche", en: "Fields of the record")(language)
        let id: HTML = title == nil ? "fields-t" : "lines-t"
        let heads: [HTML] = FieldRightsTable.rights.map { right, label in
            let all = Phrase(fr: "Tout mettre en : \(label.fr)", en: "Set all to: \(label.en)")(language)
            return """
                <th scope="col" class="c">\(label(language))<span class="tick" data-tick-radio="\(right.rawValue)" hidden><button class="btn quiet" type="button" data-tick="1" aria-label="\(all)">\(Phrase(fr: "Tout", en: "All")(language))</button></span></th>
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
        let right = grant.fields[key] ?? .hidden
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
        let priced = module.subforms.contains { subform in
            subform["unit_price"].map { (grant.fields[subform.right($0)] ?? .hidden) == .hidden } ?? false
        }
        if priced, grant.files != .hidden {
            words.append(
                Phrase(
                    fr:
                        "Le prix unitaire est masqué, mais les PDF joints le montrent : retirez aussi Fichiers dans la grille.",
                    en: "The unit price is hidden, but attached PDFs show it: take Files away in the grid too."))
        }
        let needsProducts =
            module.subforms.contains { $0.fields.contains { $0.target == "products" } }
            && (grant.create || grant.editOwn || grant.editShared)
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
