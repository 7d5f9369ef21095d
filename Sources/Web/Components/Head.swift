package import Core
package import HTML

/// The top of a page: where it is, its title with its state, one sentence, what can be done.
package struct PageHead {
    package var crumbs: [Crumb] = []
    package let title: String
    package var chip: HTML?
    package var sub: HTML?
    package var actions: [HTML] = []

    /// A step of the way to the page; the last one has no path.
    package struct Crumb: Sendable {
        package let label: String
        package let path: String?

        package init(_ label: String, _ path: String? = nil) {
            self.label = label
            self.path = path
        }
    }

    package init(_ title: String, crumbs: [Crumb] = [], chip: HTML? = nil, sub: HTML? = nil, actions: [HTML] = []) {
        self.title = title
        self.crumbs = crumbs
        self.chip = chip
        self.sub = sub
        self.actions = actions
    }

    package func html(_ language: Language) -> HTML {
        """
        <header class="head">\(trail(language))<div class="head-row"><div><div class="title"><h1>\(title)</h1>\(chip)</div>\
        \(sub.map { "<p class=\"sub\">\($0)</p>" as HTML })</div>\("<div class=\"acts\">\(actions)</div>", if: !actions.isEmpty)</div></header>
        """
    }

    private func trail(_ language: Language) -> HTML {
        guard !crumbs.isEmpty else { return .empty }
        let steps: [HTML] = crumbs.map { crumb in
            crumb.path.map { "<li><a href=\"\($0)\">\(crumb.label)</a></li>" }
                ?? "<li aria-current=\"page\">\(crumb.label)</li>"
        }
        return
            "<nav class=\"crumbs\" aria-label=\"\(Phrase(fr: "Fil d’Ariane", en: "Breadcrumb")(language))\"><ol>\(steps)</ol></nav>"
    }
}

/// How loud a button is; one main action a page.
package enum Loudness: Sendable {
    case main, normal, quiet, danger

    var classes: HTML {
        switch self {
        case .main: "btn main"
        case .normal: "btn"
        case .quiet: "btn quiet"
        case .danger: "btn quiet bad"
        }
    }
}

/// A link that looks like a button. With `dialog`, the script opens that dialog of the page instead of following the link.
package func buttonLink(
    _ label: String, _ path: String, _ loudness: Loudness = .normal, icon: HTML? = nil, dialog: String? = nil
) -> HTML {
    """
    <a class="\(loudness.classes)" href="\(path)"\(dialog.map { " data-dialog=\"\($0)\"" as HTML })>\
    \(icon.map { "<span class=\"i \($0)\"></span>" as HTML })\(label)</a>
    """
}

/// The lesser actions of a page behind one button; nothing without any.
package func moreMenu(_ actions: [HTML], _ language: Language) -> HTML {
    guard !actions.isEmpty else { return .empty }
    let label = Phrase(fr: "Autres actions", en: "More actions")(language)
    return """
        <details class="menu more"><summary class="btn icon" aria-label="\(label)" title="\(label)"><span class="i i-more"></span></summary>\
        <div class="pop"><ul>\(each: actions, { "<li>\($0)</li>" })</ul></div></details>
        """
}

/// What is asked before something that hurts.
package struct Confirmation: Sendable {
    package let question: String
    package let text: String
    package let yes: String

    package init(_ question: String, _ text: String, yes: String) {
        self.question = question
        self.text = text
        self.yes = yes
    }
}

/// A button that posts.
package func postButton(
    _ label: String, to path: String, _ loudness: Loudness = .normal, fields: [(String, String)] = [],
    confirm: Confirmation? = nil
) -> HTML {
    let asked: HTML? = confirm.map {
        " data-confirm=\"\($0.question)\" data-confirm-text=\"\($0.text)\" data-confirm-yes=\"\($0.yes)\""
    }
    return """
        <form method="post" action="\(path)"\(asked)>\(each: fields, { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" })\
        <button class="\(loudness.classes)">\(label)</button></form>
        """
}

/// A state as word and colour. A long one may take two lines in a table rather than push the table out of the window.
package func chip(_ label: String, _ tone: Tone) -> HTML {
    if label.utf8.count > 22 { return "<span class=\"chip \(tone.rawValue) long\">\(label)</span>" }
    return switch tone {
    case .neutral: "<span class=\"chip\">\(label)</span>"
    case .ok: "<span class=\"chip ok\">\(label)</span>"
    case .warn: "<span class=\"chip warn\">\(label)</span>"
    case .bad: "<span class=\"chip bad\">\(label)</span>"
    case .info: "<span class=\"chip info\">\(label)</span>"
    }
}
