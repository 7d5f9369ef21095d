package import Core
package import HTML

/// The frame of every page: head, styles, script, skip link.
package struct Document {
    package let title: String
    package let language: Language
    package let bodyClass: HTML
    /// The address of the portal's colours, when the page belongs to one.
    package var theme: String?
    /// The address of the picture in the browser's tab, when it is not Parvis's own.
    package var icon: String?
    /// Where the script asks how long the session lasts, and how many seconds it has; nil in front of a door.
    package let session: (path: String, seconds: Int64)?
    package let content: HTML

    package init(
        title: String, language: Language, bodyClass: HTML, theme: String? = nil, icon: String? = nil,
        session: (path: String, seconds: Int64)? = nil, content: HTML
    ) {
        self.title = title
        self.language = language
        self.bodyClass = bodyClass
        self.theme = theme
        self.icon = icon
        self.session = session
        self.content = content
    }

    package var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
        <meta name="color-scheme" content="light dark"><title>\(title)</title><link rel="icon" href="\(icon ?? Assets.icon.path)">\
        <link rel="stylesheet" href="\(Assets.style.path)">\(theme.map { "<link rel=\"stylesheet\" href=\"\($0)\">" as HTML })\
        <script src="\(Assets.script.path)" defer></script></head>
        <body class="\(bodyClass)" data-confirm-yes="\(Words.confirm(language))" data-confirm-no="\(Words.cancel(language))"\(clock)>
        <a class="skip" href="#main">\(Phrase(fr: "Aller au contenu", en: "Skip to content")(language))</a>
        \(content)
        </body></html>
        """
    }

    /// What the script says before the session ends, and after.
    private var clock: HTML? {
        guard let session else { return nil }
        let ends = Phrase(fr: "Votre session se termine dans {n} min.", en: "Your session ends in {n} min.")
        let stay = Phrase(fr: "Rester connecté", en: "Stay signed in")
        let ended = Phrase(
            fr:
                "Votre session est terminée. Un texte que vous envoyez maintenant est conservé : vous le retrouverez après vous être reconnecté.",
            en: "Your session has ended. A text that you send now is kept: you will find it again after signing in.")
        return """
             data-session="\(session.path)" data-session-left="\(Int(session.seconds))" data-session-ends="\(ends(language))" \
            data-session-stay="\(stay(language))" data-session-ended="\(ended(language))"
            """
    }
}

/// Words that many pages share.
package enum Words {
    package static let confirm = Phrase(fr: "Confirmer", en: "Confirm")
    package static let cancel = Phrase(fr: "Annuler", en: "Cancel")
    package static let save = Phrase(fr: "Enregistrer", en: "Save")
    package static let search = Phrase(fr: "Rechercher", en: "Search")
    package static let delete = Phrase(fr: "Supprimer", en: "Delete")
    package static let edit = Phrase(fr: "Modifier", en: "Edit")
    package static let home = Phrase(fr: "Accueil", en: "Home")
    package static let all = Phrase(fr: "Tous", en: "All")
    package static let none = Phrase(fr: "Aucun", en: "None")
    package static let changeCustomer = Phrase(fr: "Changer de client", en: "Change customer")
    package static let signOut = Phrase(fr: "Se déconnecter", en: "Sign out")
    package static let next = Phrase(fr: "Suivants", en: "Next")
    package static let previous = Phrase(fr: "Précédents", en: "Previous")
    package static let files = Phrase(fr: "Fichiers joints", en: "Attached files")
}

/// One entry of a menu.
package struct NavItem: Sendable {
    package let label: String
    package let path: String
    package let isCurrent: Bool
    package let count: String?
    /// Leads out of the site, to a window of its own.
    package var isElsewhere = false
    /// The end of the class of its picture, `i-…`.
    package var icon: HTML?

    package init(_ label: String, _ path: String, isCurrent: Bool = false, count: String? = nil, icon: HTML? = nil) {
        self.icon = icon
        self.label = label
        self.path = path
        self.isCurrent = isCurrent
        self.count = count
    }

    var html: HTML {
        "<li><a href=\"\(path)\"\(" target=\"_blank\" rel=\"noopener noreferrer\"", if: isElsewhere)\(" aria-current=\"page\"", if: isCurrent)>\(icon.map { "<span class=\"i i-\($0)\"></span>" as HTML })\(label)\(count.map { " <span class=\"n\">\($0)</span>" as HTML })</a></li>"
    }
}

/// A company's logo, which says its name, or a square with its initial and the name.
func brand(_ name: String, path: String, logo: String? = nil) -> HTML {
    if let logo {
        return "<a class=\"brand\" href=\"\(path)\"><img class=\"mark\" src=\"\(logo)\" alt=\"\(name)\"></a>"
    }
    return
        "<a class=\"brand\" href=\"\(path)\"><span class=\"mark\" aria-hidden=\"true\">\(String(name.prefix(1)).uppercased())</span><span class=\"brand-name\">\(name)</span></a>"
}

/// `AL` for Atu Lenobli.
package func initials(_ name: String) -> String {
    let words = name.split(separator: " ")
    return [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first.map(String.init) }.joined()
        .uppercased()
}

/// The languages, the current one as text and the other as a link.
func languageSwitch(_ current: Language) -> HTML {
    let label = Phrase(fr: "Langue", en: "Language")(current)
    let links: [HTML] = Language.allCases.map { language in
        language == current
            ? "<span aria-current=\"true\">\(language.name)</span>"
            : "<a href=\"/language/\(language.rawValue)\" lang=\"\(language.rawValue)\" hreflang=\"\(language.rawValue)\">\(language.name)</a>"
    }
    return "<nav class=\"langs\" aria-label=\"\(label)\">\(links)</nav>"
}
