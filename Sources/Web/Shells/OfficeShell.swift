package import Core
package import HTML

/// A group of entries in the back office's side menu.
package struct NavGroup: Sendable {
    package let title: String?
    package let items: [NavItem]

    package init(_ title: String?, _ items: [NavItem]) {
        self.title = title
        self.items = items
    }
}

/// A page of the back office: menu at the side, denser than the portal.
package struct OfficeShell {
    package let title: String
    package let visitor: Visitor
    package let language: Language
    package let nav: [NavGroup]
    package let content: HTML

    package init(title: String, visitor: Visitor, language: Language, nav: [NavGroup], content: HTML) {
        self.title = title
        self.visitor = visitor
        self.language = language
        self.nav = nav
        self.content = content
    }

    package var html: HTML {
        Document(
            title: title + " · Parvis", language: language, bodyClass: "office", session: visitor.clock("/admin"),
            content: """
                <header class="rail"><button class="btn quiet icon burger" type="button" popovertarget="side" aria-label="Menu"><span class="i i-menu"></span></button>
                \(brand("Parvis", path: "/admin"))
                <nav class="side" id="side" popover aria-label="\(Phrase(fr: "Navigation principale", en: "Main navigation")(language))">\(groups)</nav>
                \(userMenu)</header>
                <main id="main" tabindex="-1">\(content)</main>
                """
        ).html
    }

    private var groups: [HTML] {
        nav.enumerated().map { index, group in
            guard let title = group.title else { return "<ul>\(each: group.items, { $0.html })</ul>" }
            return
                "<h2 id=\"side-\(index)\">\(title)</h2><ul aria-labelledby=\"side-\(index)\">\(each: group.items, { $0.html })</ul>"
        }
    }

    private var userMenu: HTML {
        let name = visitor.viewer.name
        let role =
            visitor.isAdministrator
            ? Phrase(fr: "Administration", en: "Administrator") : Phrase(fr: "Collaborateur", en: "Staff")
        let change: HTML =
            visitor.ownCustomers > 1
            ? "<ul><li><a href=\"/admin/switch\">\(Words.changeCustomer(language))</a></li></ul><hr>" : .empty
        return """
            <details class="menu user"><summary><span class="who"><b>\(name)</b><span>\(role(language))</span></span>\
            <span class="avatar" aria-hidden="true">\(initials(name))</span><span class="sr">\(Phrase(fr: "Mon compte", en: "My account")(language))</span></summary>
            <div class="pop">\(change)<ul><li><a href="/admin/password">\(Phrase(fr: "Mot de passe", en: "Password")(language))</a></li>\
            <li><a href="/admin/sessions">\(Phrase(fr: "Mes connexions", en: "My sessions")(language))</a></li></ul><hr>
            <ul>\(otherLanguage)<li><form method="post" action="/admin/signout"><button>\(Words.signOut(language))</button></form></li></ul></div></details>
            """
    }

    private var otherLanguage: HTML {
        let other: Language = language == .fr ? .en : .fr
        return
            "<li><a href=\"/language/\(other.rawValue)\" lang=\"\(other.rawValue)\" hreflang=\"\(other.rawValue)\">\(other.name)</a></li>"
    }
}
