import Core
import HTML
import Store
import Web

/// The grid: a row for each module, a column for each right.
struct GridTable: Sendable {
    let desk: UserTypeDesk
    /// The rights that the grid shows; those of the desk are the ones that are saved.
    let grants: [String: Grant]
    let language: Language

    var html: HTML {
        let rows = desk.related
        let title = Phrase(fr: "Modules et droits", en: "Modules and rights")(language)
        return """
            <div class="panel matrix-panel" data-grid><div class="rights-head"><h2 id="grid-t">\(title)</h2><span class="n">\(rows.count)</span>\(filter)</div>\
            <div class="matrix-box" role="group" aria-labelledby="grid-t"><table class="matrix">\(columns)<thead>\(heads)</thead>\
            <tbody>\(each: rows, { row($0.module, $0.ways).html })</tbody></table></div></div>
            """
    }

    private func row(_ module: Module, _ ways: [ScopePath]) -> GridRow {
        GridRow(
            desk: desk, module: module, ways: ways, grant: grants[module.key] ?? .none,
            stored: desk.grants[module.key] ?? .none, language: language)
    }

    /// With many modules one is found by typing.
    private var filter: HTML {
        let label = Phrase(fr: "Chercher un module", en: "Find a module")(language)
        return """
            <input type="search" data-filter-rows aria-label="\(label)" placeholder="\(label)" hidden autocomplete="off">
            """
    }

    /// Boxes take little, choices what their words need.
    private var columns: HTML {
        "<colgroup><col class=\"m\"><col class=\"e\"><col class=\"b\"><col span=\"3\" class=\"e\"><col span=\"2\" class=\"b\"><col class=\"s\"><col class=\"t\"><col span=\"3\" class=\"p\"><col class=\"f\"></colgroup>"
    }

    private var heads: HTML {
        let module = Phrase(fr: "Module", en: "Module")(language)
        let edit = Phrase(fr: "Modifier", en: "Edit")(language)
        let fields = Phrase(fr: "Champs", en: "Fields")(language)
        let choices: [HTML] = [GridForm.filter, GridForm.states, GridForm.notes, GridForm.files, GridForm.view].map {
            "<th scope=\"col\" rowspan=\"2\" class=\"w\">\($0(language))</th>"
        }
        return """
            <tr><th scope="col" rowspan="2">\(module)</th>\(head("see", GridForm.see, GridForm.see, isTall: true))\(head(GridForm.create, isTall: true))\
            <th scope="colgroup" colspan="3" class="cap">\(edit)</th>\(head(GridForm.delete, isTall: true))\(head(GridForm.clone, isTall: true))\(choices)\
            <th scope="col" rowspan="2" class="w">\(fields)</th></tr><tr>\(each: GridForm.edits, { head($0, isTall: false) })</tr>
            """
    }

    private func head(_ verb: GridForm.Verb, isTall: Bool) -> HTML {
        head(verb.name, verb.head, verb.label, isTall: isTall)
    }

    /// The head of a column of boxes ticks them all, or none. That needs the script; without it the head is a word.
    private func head(_ name: String, _ words: Phrase, _ label: Phrase, isTall: Bool) -> HTML {
        let all = Phrase(fr: "Tout cocher ou décocher : \(label.fr)", en: "Tick or untick all: \(label.en)")(language)
        return """
            <th scope="col" class="c"\(" rowspan=\"2\"", if: isTall) abbr="\(label(language))">\
            <button class="tick-all" type="button" data-tick-column="\(name)" disabled aria-label="\(all)" title="\(all)">\(words(language))</button></th>
            """
    }
}
