package import Core
package import HTML

/// A page in front of the door: one card, nothing else. Sign-in, passwords, refusals.
package struct DoorShell {
    package let title: String
    package let brandName: String
    package let brandPath: String
    package let theme: String?
    package let language: Language
    package let card: HTML

    package init(
        title: String, brandName: String, brandPath: String, theme: String? = nil, language: Language, card: HTML
    ) {
        self.title = title
        self.brandName = brandName
        self.brandPath = brandPath
        self.theme = theme
        self.language = language
        self.card = card
    }

    package var html: HTML {
        Document(
            title: title + " · " + brandName, language: language, bodyClass: "door", theme: theme, content: content
        ).html
    }

    private var content: HTML {
        """
        <header>\(brand(brandName, path: brandPath))</header>
        <main id="main" tabindex="-1"><div class="panel">\(card)</div></main>
        <footer class="foot">\(languageSwitch(language))</footer>
        """
    }
}

/// A refusal as a page of its own.
struct RefusalPage {
    let refusal: Refusal
    let area: Area
    let context: SiteContext

    private var home: String {
        switch area {
        case .office: "/admin"
        case .portal(let slug): "/p/" + escapedForURL(slug)
        case .api, .open: "/"
        }
    }

    var html: HTML {
        let language = context.language
        let title = refusal.title(language)
        let card: HTML = """
            <div class="body"><div><h1>\(title)</h1><p class="sub">\(refusal.explanation(language))</p></div>\
            <a class="btn main wide" href="\(home)">\(Words.home(language))</a></div>
            """
        return DoorShell(
            title: title, brandName: context.visitor?.portal?.company ?? "Parvis", brandPath: home, language: language,
            card: card
        ).html
    }
}
