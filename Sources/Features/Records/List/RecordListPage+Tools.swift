import Core
import HTML
import Web

extension RecordListPage {
    /// Search, filters and the *Affichage* menu: one form that works by GET.
    var tools: HTML {
        """
        <form class="tools" method="get" action="\(path)" role="search" data-search>\
        <label class="search"><span class="sr">\(search.label)</span>\
        <input type="search" id="q" name="q" value="\(search.value)" placeholder="\(search.hint)" maxlength="200" autocomplete="off" aria-keyshortcuts="/"></label>\
        <button class="btn sr">\(Words.search(language))</button>\
        \(each: search.hidden, { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\(filters)\(menu)</form>
        """
    }

    private var filters: HTML {
        guard !picks.isEmpty else { return "<ul class=\"filters\" data-live=\"filters\"></ul>" }
        return
            "<ul class=\"filters\" aria-label=\"\(Phrase(fr: "Filtres", en: "Filters")(language))\" data-live=\"filters\">\(each: picks, { $0.html })</ul>"
    }

    private var menu: HTML {
        let title = Phrase(fr: "Affichage", en: "Display")(language)
        return """
            <details class="menu"><summary class="btn"><span class="i i-tune"></span><span class="words">\(title)</span></summary><div class="pop">\(order)\
            \(each: display.facets, { facet($0) })<div class="acts"><button class="btn main small">\(Phrase(fr: "Appliquer", en: "Apply")(language))</button></div>\
            \(columnChoice, if: !display.columns.isEmpty)</div></details>
            """
    }

    private var order: HTML {
        let label = Phrase(fr: "Trier par", en: "Sort by")(language)
        let options: [HTML] = display.sorts.map {
            "<option value=\"\($0.key)\"\(" selected", if: $0.key == display.sort)>\($0.label)</option>"
        }
        return
            "<div class=\"field\"><label for=\"sort\">\(label)</label><select id=\"sort\" name=\"sort\">\(options)</select></div>"
    }

    private func facet(_ input: ListDisplay.FacetInput) -> HTML {
        guard let choices = input.choices else {
            return Input(input.name, input.label, .day, value: input.value).html(language)
        }
        let every = Phrase(fr: "Sans filtre", en: "No filter")(language)
        return Input(input.name, input.label, .choice(choices, emptyLabel: every), value: input.value).html(language)
    }

    /// The boxes belong to a form of their own, so that a search does not carry them along.
    private var columnChoice: HTML {
        let boxes: [HTML] = display.columns.map { column in
            """
            <label class="check"><input type="checkbox" name="col" value="\(column.key)" form="columns"\(" checked", if: column.isOn)> <span>\(column.label)</span></label>
            """
        }
        return """
            <fieldset class="field columns"><legend>\(Phrase(fr: "Colonnes", en: "Columns")(language))</legend><div class="checks">\(boxes)</div></fieldset>\
            <div class="acts"><button class="btn small" form="columns">\(Phrase(fr: "Garder ces colonnes", en: "Keep these columns")(language))</button>\
            <button class="btn small quiet" form="columns" name="reset" value="1">\(Phrase(fr: "Par défaut", en: "Default")(language))</button></div>
            """
    }

    var columnForm: HTML { "<form id=\"columns\" method=\"post\" action=\"\(path)/columns\"></form>" }
}

extension RecordListPage.Pick {
    var html: HTML {
        if let removal {
            return
                "<li><a class=\"pick\" href=\"\(path)\" aria-current=\"true\" aria-label=\"\(removal)\">\(label) <i class=\"i i-close\"></i></a></li>"
        }
        return
            "<li><a class=\"pick\" href=\"\(path)\"\(" aria-current=\"true\"", if: isOn)>\(label)\(count.map { " <span>\($0)</span>" as HTML })</a></li>"
    }
}
