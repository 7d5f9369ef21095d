package import Core
package import HTML

/// A refusal as a page of its own, for whom no shell is known.
package struct RefusalPage {
    package let refusal: Refusal
    package let area: Area
    package let brandName: String
    /// The address of the portal's colours, when there is such a portal.
    package var theme: String?
    package let marks: PortalMarks
    package let language: Language

    package init(
        refusal: Refusal, area: Area, brandName: String, theme: String? = nil, marks: PortalMarks = .none,
        language: Language
    ) {
        self.refusal = refusal
        self.area = area
        self.brandName = brandName
        self.theme = theme
        self.marks = marks
        self.language = language
    }

    package var html: HTML {
        let title = refusal.title(language)
        let card: HTML = """
            <div class="body"><div><h1>\(title)</h1><p class="sub">\(refusal.explanation(language))</p></div>\
            <a class="btn main wide" href="\(area.home)">\(Words.home(language))</a></div>
            """
        return DoorShell(
            title: title, brandName: brandName, brandPath: area.home, theme: theme, marks: marks, language: language,
            card: card
        ).html
    }
}

extension Refusal {
    /// What a page says of it inside its area's shell.
    package func content(home: String, _ language: Language) -> HTML {
        let back = buttonLink(Words.home(language), home, .main)
        return PageHead(title(language), sub: HTML.text(explanation(language)), actions: [back]).html(language)
            + typedTexts(language)
    }

    /// What was typed, to be copied.
    private func typedTexts(_ language: Language) -> HTML {
        guard !typed.isEmpty else { return .empty }
        let title = Phrase(fr: "Ce que vous aviez saisi", en: "What you had typed")(language)
        let hint = Phrase(fr: "Copiez-le avant de quitter cette page.", en: "Copy it before you leave this page.")(
            language)
        let texts: [HTML] = typed.enumerated().map { index, field in
            "<div class=\"field\"><label for=\"typed-\(index)\">\(field.label)</label><textarea id=\"typed-\(index)\" rows=\"\(min(12, 2 + field.text.count / 80))\" readonly>\n\(field.text)</textarea></div>"
        }
        return bodyPanel(title, id: "typed", "<p>\(hint)</p><div class=\"form\">\(texts)</div>")
    }
}
