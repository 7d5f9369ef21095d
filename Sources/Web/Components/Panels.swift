package import Core
package import HTML

/// A box with a title.
package func panel(_ title: String, id: String, count: Int? = nil, action: HTML? = nil, _ body: HTML) -> HTML {
    """
    <section class="panel" aria-labelledby="\(id)"><header><h2 id="\(id)">\(title)</h2>\(count.map { "<span class=\"n\">\($0)</span>" as HTML })\(action)</header>\(body)</section>
    """
}

/// A box with a title and padding.
package func bodyPanel(_ title: String, id: String, count: Int? = nil, action: HTML? = nil, _ body: HTML) -> HTML {
    panel(title, id: id, count: count, action: action, "<div class=\"body\">\(body)</div>")
}

/// Names and values, *En bref*.
package func facts(_ pairs: [(label: String, value: HTML)], isPlain: Bool = false) -> HTML {
    "<dl class=\"facts\(" plain", if: isPlain)\">\(each: pairs, { "<dt>\($0.label)</dt><dd>\($0.value)</dd>" })</dl>"
}

/// What a list says when it has nothing, and how to fill it.
package func emptyState(_ title: String, _ text: String, action: HTML? = nil) -> HTML {
    "<div class=\"empty\"><span class=\"i i-file\"></span><h2>\(title)</h2><p>\(text)</p>\(action.map { "<div class=\"acts\">\($0)</div>" as HTML })</div>"
}

/// A remark across the page.
package func note(_ tone: Tone, _ text: HTML) -> HTML {
    switch tone {
    case .ok: "<div class=\"note ok\" role=\"status\"><p>\(text)</p></div>"
    case .warn: "<div class=\"note warn\"><p>\(text)</p></div>"
    case .bad: "<div class=\"note bad\" role=\"alert\"><p>\(text)</p></div>"
    case .info, .neutral: "<div class=\"note info\"><p>\(text)</p></div>"
    }
}

/// Tabs that are links.
package func tabs(_ label: String, _ items: [NavItem]) -> HTML {
    let links: [HTML] = items.map { item in
        "<a href=\"\(item.path)\"\(" aria-current=\"page\"", if: item.isCurrent)>\(item.label)\(item.count.map { " <span class=\"n\">\($0)</span>" as HTML })</a>"
    }
    return "<nav class=\"tabs\" aria-label=\"\(label)\">\(links)</nav>"
}

/// One step of what happened.
package struct TrailStep: Sendable {
    package let text: HTML
    package let detail: String
    package let isDone: Bool

    package init(_ text: HTML, _ detail: String, isDone: Bool = true) {
        self.text = text
        self.detail = detail
        self.isDone = isDone
    }
}

/// What happened, newest first, *Suivi*.
package func trail(_ steps: [TrailStep]) -> HTML {
    "<ol class=\"trail\">\(each: steps, { "<li class=\"\("done", if: $0.isDone)\">\($0.text)<small>\($0.detail)</small></li>" })</ol>"
}

/// An e-mail address that breaks before its `@` where a line is too short, rather than inside a word.
package func emailText(_ address: String) -> HTML {
    guard let at = address.firstIndex(of: "@") else { return HTML.text(address) }
    return "\(String(address[..<at]))<wbr>\(String(address[at...]))"
}

/// Text as written: blank lines make paragraphs, line ends are kept.
package func paragraphs(_ text: String) -> HTML {
    let blocks = text.split(separator: "\n\n", omittingEmptySubsequences: true)
    return blocks.reduce(into: HTML.empty) { html, block in
        let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map { HTML.text(String($0)) }
        html += "<p>"
        for (index, line) in lines.enumerated() { html += index == 0 ? line : "<br>" + line }
        html += "</p>"
    }
}
