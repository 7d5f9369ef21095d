import Core
import HTML
import Store
import Web

/// One module's line of the grid. What differs from the saved rights is marked.
struct GridRow: Sendable {
    let desk: UserTypeDesk
    let module: Module
    let ways: [ScopePath]
    let grant: Grant
    let stored: Grant
    let language: Language

    private var isOn: Bool { grant.see != .nobody }

    /// `data-new` names the scopes by which a new record would be seen, `data-public` the one that is view only: the script closes the boxes
    /// that mean nothing by the chosen scope.
    var html: HTML {
        let takesNew = ways.filter(\.scope.takesNew).map(\.scope.text).joined(separator: " ")
        let boxes: [HTML] = GridForm.verbs.map { box($0) }
        return """
            <tr class="\("shut", if: !isOn)" data-new="\(takesNew)" data-public="\(Scope.everyone.text)"><th scope="row"><div class="name">\
            <input type="hidden" name="m" value="\(module.key)"><span>\(module.many(language))\(closed)</span>\(menu)</div></th>\
            \(cell("see", GridForm.see, isOn: isOn, wasOn: stored.see != .nobody, isPossible: true))\(boxes)\
            \(way)\(GridStates(module: module, grant: grant, stored: stored, language: language).cell)\(parts)\(view)\(fields)</tr>
            """
    }

    private var closed: HTML? {
        guard isOn, !desk.portal.openModules.contains(module.key) else { return nil }
        return "<small>\(Phrase(fr: "fermé dans le portail", en: "closed in the portal")(language))</small>"
    }

    /// All of a line at once; it needs the script.
    private var menu: HTML {
        let name = module.many
        let label = Phrase(fr: "Toute la ligne : \(name.fr)", en: "The whole line: \(name.en)")(language)
        let every = Phrase(fr: "Tout cocher", en: "Tick all")(language)
        let none = Phrase(fr: "Tout décocher", en: "Untick all")(language)
        return """
            <details class="menu" data-tick-row hidden><summary aria-label="\(label)" title="\(label)">⋯</summary><div class="pop start"><ul>\
            <li><button type="button" data-tick="1">\(every)</button></li><li><button type="button" data-tick="">\(none)</button></li></ul></div></details>
            """
    }

    private func box(_ verb: GridForm.Verb) -> HTML {
        cell(
            verb.name, verb.label, isOn: verb.get(grant), wasOn: verb.get(stored),
            isPossible: ways.contains { GridProblem.isPossible(verb, by: $0.scope) })
    }

    private func cell(_ name: String, _ label: Phrase, isOn: Bool, wasOn: Bool, isPossible: Bool) -> HTML {
        let mark: HTML? = isOn != wasOn ? " data-was=\"\(wasOn ? "1" : "")\"" : nil
        return """
            <td class="c\(" was", if: isOn != wasOn)" data-label="\(label(language))"><input type="checkbox" id="\(name).\(module.key)" name="\(name).\(module.key)" value="1" \
            aria-label="\(words(label))"\(" checked", if: isOn)\(" disabled", if: !isPossible && !isOn)\(mark)></td>
            """
    }

    private func words(_ label: Phrase) -> String {
        "\(module.many(language))\(language == .fr ? "\u{A0}: " : ": ")\(label(language))"
    }

    private func select(
        _ name: String, _ label: Phrase, _ options: [(String, String)], _ value: String, was: String
    ) -> HTML {
        let choices: [HTML] = options.map {
            "<option value=\"\($0.0)\"\(" selected", if: $0.0 == value)>\($0.1)</option>"
        }
        let mark: HTML? = value != was ? " data-was=\"\(was)\"" : nil
        return """
            <td class="set\(" was", if: value != was)" data-label="\(label(language))"><select id="\(name).\(module.key)" name="\(name).\(module.key)" \
            aria-label="\(words(label))"\(mark)>\(choices)</select></td>
            """
    }

    private var way: HTML {
        let first = ways.first?.scope.text ?? ""
        func text(_ grant: Grant) -> String { grant.see == .nobody ? first : grant.see.text }
        return select(
            "by", GridForm.filter, ways.map { ($0.scope.text, $0.words(language)) }, text(grant), was: text(stored))
    }

    private var parts: HTML {
        let options = [
            ("hidden", "–"), ("read", Phrase(fr: "Lire", en: "Read")(language)),
            ("edit", Phrase(fr: "Ajouter", en: "Add")(language)),
        ]
        return select("notes", GridForm.notes, options, grant.notes.rawValue, was: stored.notes.rawValue)
            + select("files", GridForm.files, options, grant.files.rawValue, was: stored.files.rawValue)
    }

    private var view: HTML {
        let options = [
            ("list", Phrase(fr: "Liste", en: "List")(language)), ("cards", Phrase(fr: "Cartes", en: "Cards")(language)),
        ]
        return select("view", GridForm.view, options, grant.view.rawValue, was: stored.view.rawValue)
    }

    private var fields: HTML {
        let head = Phrase(fr: "Champs", en: "Fields")(language)
        guard stored.see != .nobody else { return "<td class=\"none\" data-label=\"\(head)\">–</td>" }
        let known = module.grantable
        let layouts = module.layoutKeys.filter(grant.shows)
        let seen = known.keys.count { key in layouts.contains { (grant.rights(in: $0)[key] ?? .hidden) >= .read } }
        let label = Phrase(
            fr: "Champs de \(module.many.fr) : \(seen) sur \(known.count)\(of(layouts.count).fr)",
            en: "Fields of \(module.many.en): \(seen) of \(known.count)\(of(layouts.count).en)")(language)
        return """
            <td class="set" data-label="\(head)"><a href="\(desk.path.fields(module.key))" aria-label="\(label)" title="\(label)">\(seen)/\(known.count)</a></td>
            """
    }

    private func of(_ layouts: Int) -> Phrase {
        guard module.hasLayouts else { return Phrase(same: "") }
        return Phrase(
            fr: ", \(layouts) disposition\(layouts > 1 ? "s" : "") sur \(module.layoutKeys.count)",
            en: ", \(layouts) of \(module.layoutKeys.count) layouts")
    }
}
