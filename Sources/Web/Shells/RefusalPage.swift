package import Core
package import HTML
import HTTPTypes

/// A refusal as a page of its own, for whom no shell is known.
package struct RefusalPage {
    package let refusal: Refusal
    package let area: Area
    package let brandName: String
    /// The address of the portal's colours, when there is such a portal.
    package var theme: String?
    package let marks: PortalMarks
    /// The request's name, to be told to whoever is asked for help.
    package let reference: String?
    package let language: Language

    package init(
        refusal: Refusal, area: Area, brandName: String, theme: String? = nil, marks: PortalMarks = .none,
        reference: String?, language: Language
    ) {
        self.refusal = refusal
        self.area = area
        self.brandName = brandName
        self.theme = theme
        self.marks = marks
        self.reference = reference
        self.language = language
    }

    package var html: HTML {
        let title = refusal.title(language)
        let card: HTML = """
            <div class="body"><div><h1>\(title)</h1><p class="sub">\(refusal.explanation(language))</p>\(referenceLine(reference, language))</div>\
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
    package func content(home: String, reference: String?, _ language: Language) -> HTML {
        let back = buttonLink(Words.home(language), home, .main)
        let head = PageHead(title(language), sub: HTML.text(explanation(language)), actions: [back]).html(language)
        return "\(head)\(referenceLine(reference, language))\(typedTexts(language))"
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

    /// The name of the request, where somebody may have to be asked: what does not exist needs no inquiry.
    package func reference(_ context: SiteContext) -> String? { status == .notFound ? nil : context.requestID }
}

private func referenceLine(_ reference: String?, _ language: Language) -> HTML? {
    guard let reference else { return nil }
    let label = Phrase(fr: "Référence de cet incident\u{A0}:", en: "Reference of this incident:")(language)
    return "<p class=\"hint\">\(label) <code>\(reference)</code></p>"
}
