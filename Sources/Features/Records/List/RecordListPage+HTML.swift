import Core
import HTML
import Web

extension RecordListPage {
    /// The list with its tools; the parts marked `data-live` are refreshed while somebody types.
    var html: HTML {
        let label = Phrase(fr: "Liste : \(name)", en: "List: \(name)")(language)
        return
            "<section class=\"panel\" aria-label=\"\(label)\">\(tools, if: hasTools)\(results)</section>\(columnForm, if: hasTools && !display.columns.isEmpty)"
    }

    private var results: HTML {
        if let empty { return "<div data-live=\"rows\" data-announce=\"\(announcement)\">\(empty.html)</div>" }
        return """
            <div data-live="rows" data-announce="\(announcement)">\(table.html)\
            <footer class="list-foot"><span>\(footer)</span>\(pager)</footer></div>
            """
    }

    private var pager: HTML {
        guard previous != nil || next != nil else { return .empty }
        let label = Phrase(fr: "Pages", en: "Pages")(language)
        return """
            <nav class="pager" aria-label="\(label)">\(previous.map { "<a class=\"btn\" href=\"\($0.path)\" rel=\"prev\">\($0.label)</a>" as HTML })\
            \(next.map { "<a class=\"btn\" href=\"\($0.path)\" rel=\"next\">\($0.label)</a>" as HTML })</nav>
            """
    }
}

extension EmptyList {
    var html: HTML {
        emptyState(title, text, action: action.map { buttonLink($0.label, $0.path, isMainAction ? .main : .normal) })
    }
}
