import Core
import HTML
import Store
import Web

/// The grid: a row for each module, a column for each right.
struct GridTable: Sendable {
    let desk: UserTypeDesk
    let grants: [String: Grant]
    let language: Language

    var html: HTML {
        let rows = desk.related
        let title = Phrase(fr: "Modules et droits", en: "Modules and rights")(language)
        return """
            <div class="rights panel" data-grid><div class="rights-head"><h2 id="grid-t">\(title)</h2><span class="n">\(rows.count)</span>\(filter(rows.count))</div>\
            <div class="sheet" role="group" aria-labelledby="grid-t" tabindex="0"><table class="rows"><thead><tr>\(heads)</tr></thead>\
            <tbody>\(each: rows, { row($0.module, $0.ways) })</tbody></table></div></div>
            """
    }

    /// With many modules one is found by typing.
    private func filter(_ count: Int) -> HTML {
        let label = Phrase(fr: "Chercher un module", en: "Find a module")(language)
        return """
            <input type="search" data-filter-rows aria-label="\(label)" placeholder="\(label)" hidden autocomplete="off">
            """
    }

    private var heads: HTML {
        let module = Phrase(fr: "Module", en: "Module")(language)
        let boxes: [HTML] = ([("see", GridForm.see)] + GridForm.verbs.map { ($0.name, $0.label) }).map { name, label in
            "<th scope=\"col\" class=\"c\">\(label(language))\(all(column: name, label))</th>"
        }
        let selects: [HTML] = [GridForm.filter, GridForm.notes, GridForm.files, GridForm.view].map {
            "<th scope=\"col\">\($0(language))</th>"
        }
        let fields = Phrase(fr: "Champs", en: "Fields")(language)
        return "<th scope=\"col\">\(module)</th>\(boxes)\(selects)<th scope=\"col\">\(fields)</th>"
    }

    /// *Tout* and *Aucun* need the script; without it they are not there.
    private func all(column: String, _ label: Phrase) -> HTML {
        let every = Phrase(fr: "Tout cocher : \(label.fr)", en: "Tick all: \(label.en)")(language)
        let none = Phrase(fr: "Tout décocher : \(label.fr)", en: "Untick all: \(label.en)")(language)
        return """
            <span class="tick" data-tick-column="\(column)" hidden><button class="btn quiet" type="button" data-tick="1" aria-label="\(every)">\(GridTable.all(language))</button>\
            <button class="btn quiet" type="button" data-tick="" aria-label="\(none)">\(GridTable.none(language))</button></span>
            """
    }

    private static func all(_ language: Language) -> String { Phrase(fr: "Tout", en: "All")(language) }
    private static func none(_ language: Language) -> String { Phrase(fr: "Aucun", en: "None")(language) }

    private func row(_ module: Module, _ ways: [ScopePath]) -> HTML {
        let grant = grants[module.key] ?? .none
        let name = module.many
        let isOn = grant.see != .nobody
        let boxes: [HTML] = GridForm.verbs.map { box($0.name, $0.label, module, $0.get(grant)) }
        let closed: HTML? =
            isOn && !desk.portal.openModules.contains(module.key)
            ? " \(chip(Phrase(fr: "fermé dans le portail", en: "closed in the portal")(language), .warn))" : nil
        return """
            <tr><th scope="row"><input type="hidden" name="m" value="\(module.key)">\(name(language))\(closed)\(line(module))</th>\(box("see", GridForm.see, module, isOn))\(boxes)\
            \(way(module, ways, grant))\(parts(module, grant))\(view(module, grant))\(fields(module, grant))</tr>
            """
    }

    private func box(_ name: String, _ label: Phrase, _ module: Module, _ isOn: Bool) -> HTML {
        let words = "\(module.many(language))\(language == .fr ? "\u{A0}: " : ": ")\(label(language))"
        return """
            <td class="c" data-label="\(label(language))"><input type="checkbox" name="\(name).\(module.key)" value="1" aria-label="\(words)"\(" checked", if: isOn)></td>
            """
    }

    private func select(
        _ name: String, _ label: Phrase, _ module: Module, _ options: [(String, String)], _ value: String
    ) -> HTML {
        let words = "\(module.many(language))\(language == .fr ? "\u{A0}: " : ": ")\(label(language))"
        let choices: [HTML] = options.map {
            "<option value=\"\($0.0)\"\(" selected", if: $0.0 == value)>\($0.1)</option>"
        }
        return
            "<td data-label=\"\(label(language))\"><select name=\"\(name).\(module.key)\" aria-label=\"\(words)\">\(choices)</select></td>"
    }

    private func way(_ module: Module, _ ways: [ScopePath], _ grant: Grant) -> HTML {
        let options = ways.map { ($0.scope.text, $0.words(language)) }
        return select(
            "by", GridForm.filter, module, options, grant.see == .nobody ? options.first?.0 ?? "" : grant.see.text)
    }

    private func parts(_ module: Module, _ grant: Grant) -> HTML {
        let options = [
            ("hidden", "–"), ("read", Phrase(fr: "Lire", en: "Read")(language)),
            ("edit", Phrase(fr: "Ajouter", en: "Add")(language)),
        ]
        return select("notes", GridForm.notes, module, options, grant.notes.rawValue)
            + select("files", GridForm.files, module, options, grant.files.rawValue)
    }

    private func view(_ module: Module, _ grant: Grant) -> HTML {
        let options = [
            ("list", Phrase(fr: "Liste", en: "List")(language)), ("cards", Phrase(fr: "Cartes", en: "Cards")(language)),
        ]
        return select("view", GridForm.view, module, options, grant.view.rawValue)
    }

    private func fields(_ module: Module, _ grant: Grant) -> HTML {
        guard desk.grants[module.key].map({ $0.see != .nobody }) ?? false else { return "<td class=\"soft\">–</td>" }
        let all = module.grantable.count
        let layouts = module.layoutKeys.filter(grant.shows)
        let seen = module.grantable.keys.count { key in
            layouts.contains { (grant.rights(in: $0)[key] ?? .hidden) >= .read }
        }
        let of = Phrase(fr: "sur", en: "of")(language)
        let more =
            module.hasLayouts
            ? ", "
                + Phrase(
                    fr: "\(layouts.count) disposition\(layouts.count > 1 ? "s" : "") sur \(module.layoutKeys.count)",
                    en: "\(layouts.count) of \(module.layoutKeys.count) layouts")(language) : ""
        let words = "\(seen) \(of) \(all)\(more)"
        let label = Phrase(fr: "Champs de \(module.many.fr) : \(words)", en: "Fields of \(module.many.en): \(words)")(
            language)
        return
            "<td data-label=\"\(Phrase(fr: "Champs", en: "Fields")(language))\"><a href=\"\(desk.path.fields(module.key))\" aria-label=\"\(label)\">\(words)</a></td>"
    }

    private func line(_ module: Module) -> HTML {
        let name = module.many
        let every = Phrase(fr: "Tout cocher : \(name.fr)", en: "Tick all: \(name.en)")(language)
        let none = Phrase(fr: "Tout décocher : \(name.fr)", en: "Untick all: \(name.en)")(language)
        return """
            <span class="tick row" data-tick-row hidden><button class="btn quiet" type="button" data-tick="1" aria-label="\(every)">\(GridTable.all(language))</button>\
            <button class="btn quiet" type="button" data-tick="" aria-label="\(none)">\(GridTable.none(language))</button></span>
            """
    }
}
