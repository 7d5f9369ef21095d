package import Core
package import HTML

/// A page in front of the door: one card, nothing else. Sign-in, passwords, refusals.
package struct DoorShell {
    package let title: String
    package let brandName: String
    package let brandPath: String
    package let theme: String?
    package let marks: PortalMarks
    package let language: Language
    package let card: HTML

    package init(
        title: String, brandName: String, brandPath: String, theme: String? = nil, marks: PortalMarks = .none,
        language: Language, card: HTML
    ) {
        self.title = title
        self.brandName = brandName
        self.brandPath = brandPath
        self.theme = theme
        self.marks = marks
        self.language = language
        self.card = card
    }

    package var html: HTML {
        Document(
            title: title + " · " + brandName, language: language, bodyClass: "door", theme: theme,
            icon: marks.icon, content: content
        ).html
    }

    private var content: HTML {
        """
        <header>\(brand(brandName, path: brandPath, logo: marks.logo))</header>
        <main id="main" tabindex="-1"><div class="panel">\(card)</div></main>
        <footer class="foot">\(languageSwitch(language))</footer>
        """
    }
}
