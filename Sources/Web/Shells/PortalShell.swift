package import Core
package import HTML

/// A page of a portal: company on top, what the person may open below it.
package struct PortalShell {
    package let title: String
    package let portal: PortalLook
    package let visitor: Visitor
    package let language: Language
    package let nav: [NavItem]
    package let content: HTML

    package init(title: String, context: PortalContext, nav: [NavItem], content: HTML) {
        self.title = title
        portal = context.portal
        visitor = context.visitor
        language = context.language
        self.nav = nav
        self.content = content
    }

    package var html: HTML {
        Document(
            title: title + " · " + portal.company, language: language, bodyClass: "portal",
            theme: portal.path + "/theme.css", icon: portal.marks.icon, session: visitor.clock(portal.path),
            content: """
                \(strip)<header class="top"><div class="wrap top-row">\(brand(portal.company, path: portal.path, logo: portal.marks.logo))\(userMenu)</div>
                <nav class="nav wrap" aria-label="\(Phrase(fr: "Navigation principale", en: "Main navigation")(language))"><ul>\(each: nav, { $0.html })</ul></nav></header>
                <main class="wrap" id="main" tabindex="-1">\(content)</main>
                <footer class="foot wrap"><span>\(portal.company)</span>\(policy)\(languageSwitch(language))</footer>
                """
        ).html
    }

    private var policy: HTML? {
        guard visitor.hasPolicy else { return nil }
        let words = Phrase(fr: "Confidentialité", en: "Privacy")(language)
        return "<a href=\"\(portal.path)/policy\">\(words)</a>"
    }

    /// Above everything while staff look in somebody's place.
    private var strip: HTML? {
        guard let staff = visitor.lookedAtBy else { return nil }
        let name = visitor.viewer.name
        let words = lookWords(staff, as: name)
        let leave = Phrase(fr: "Quitter l’aperçu", en: "Leave the preview")(language)
        let label = Phrase(fr: "Aperçu", en: "Preview")(language)
        return """
            <div class="strip" role="region" aria-label="\(label)"><div class="wrap"><p>\(words(language))</p><form method="post" action="/admin/preview/end?portal=\(portal.slug)"><button class="btn">\(leave)</button></form></div></div>
            """
    }

    private func lookWords(_ staff: String, as name: String) -> Phrase {
        guard let day = visitor.lookedAtDay else {
            return Phrase(
                fr: "\(staff), vous voyez le portail comme \(name). Lecture seule.",
                en: "\(staff), you see the portal as \(name). Read only.")
        }
        return Phrase(
            fr: """
                \(staff), vous voyez le portail comme \(name), avec les droits du \(Formats(.fr).day(day)) et sans ce qui a été créé depuis. \
                Les valeurs des fiches sont celles d’aujourd’hui. Lecture seule.
                """,
            en: """
                \(staff), you see the portal as \(name), with the rights of \(Formats(.en).day(day)) and without what was made since. \
                The records’ values are today’s. Read only.
                """)
    }

    private var userMenu: HTML {
        let name = visitor.viewer.name
        let others: HTML =
            visitor.hasOtherAccesses
            ? "<ul><li><a href=\"\(portal.path)/switch\">\(Words.changeCustomer(language))</a></li></ul><hr>" : .empty
        return """
            <details class="menu user"><summary><span class="who"><b>\(name)</b><span>\(visitor.accountName ?? "")</span></span>\
            <span class="avatar" aria-hidden="true">\(initials(name))</span><span class="sr">\(Phrase(fr: "Mon compte", en: "My account")(language))</span></summary>
            <div class="pop">\(others)<ul><li><a href="\(portal.path)/profile">\(Phrase(fr: "Mes informations", en: "My information")(language))</a></li>\
            <li><a href="\(portal.path)/password">\(Phrase(fr: "Mot de passe", en: "Password")(language))</a></li>\
            <li><a href="\(portal.path)/sessions">\(Phrase(fr: "Mes connexions", en: "My sessions")(language))</a></li></ul><hr>
            <ul><li><form method="post" action="\(portal.path)/signout"><button>\(Words.signOut(language))</button></form></li></ul></div></details>
            """
    }
}
