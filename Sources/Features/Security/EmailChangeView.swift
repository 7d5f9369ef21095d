import Core
import HTML
import Web

/// What the page about the own sign-in e-mail shows.
struct EmailChangeView {
    let context: PortalContext
    let current: String?
    /// The new address, while its owner has not confirmed it.
    let pending: String?
    let typed: String
    let problems: [String: Phrase]

    private var language: Language { context.language }
    private var path: String { EmailChange.path(context) }

    func html(_ note: HTML) -> HTML {
        let profile = Phrase(fr: "Mes informations", en: "My information")(language)
        let title = EmailChange.title(language)
        let head = PageHead(
            title, crumbs: [.init(profile, context.portal.path + "/profile"), .init(title)],
            sub: HTML.text(sub(language)))
        return
            "\(head.html(language))\(note)\(summary)<div class=\"measure stack\">\(waiting)\(form)</div>"
    }

    private var sub: Phrase {
        guard let current else {
            return Phrase(
                fr: "Aucune adresse ne vous connecte pour l’instant : vous utilisez votre identifiant.",
                en: "No address signs you in so far: you use your username.")
        }
        return Phrase(fr: "Aujourd’hui : \(current).", en: "Today: \(current).")
    }

    private var waiting: HTML {
        guard let pending else { return .empty }
        let words = Phrase(
            fr:
                "Ouvrez l’e-mail envoyé à \(pending) et confirmez : jusque-là, rien ne change. Il n’arrive pas ? Vérifiez l’adresse ; une adresse qui sert déjà à quelqu’un pour se connecter ne peut pas servir deux fois.",
            en:
                "Open the mail sent to \(pending) and confirm: until then nothing changes. It does not come? Check the address; one that signs somebody in already cannot be used twice."
        )
        let cancel = postButton(
            Phrase(fr: "Abandonner ce changement", en: "Drop this change")(language), to: path + "/cancel")
        return "<div class=\"note info\"><p>\(words(language))</p><div class=\"acts\">\(cancel)</div></div>"
    }

    private static let emailLabel = Phrase(fr: "Nouvel e-mail", en: "New e-mail")
    private static let passwordLabel = Phrase(fr: "Mot de passe actuel", en: "Current password")

    private var summary: HTML {
        let labels = [("email", EmailChangeView.emailLabel), ("current", EmailChangeView.passwordLabel)]
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(language), $0(language)) } }, language)
    }

    private var form: HTML {
        let email = Input(
            "email", EmailChangeView.emailLabel(language), .email, value: typed,
            hint: Phrase(
                fr: "Un lien de confirmation y est envoyé ; l’ancienne adresse est prévenue.",
                en: "A link to confirm is sent there; the old address is told.")(language),
            error: problems["email"]?(language), required: true, autocomplete: "email")
        let password = Input(
            "current", EmailChangeView.passwordLabel(language), .password, error: problems["current"]?(language),
            required: true, autocomplete: "current-password")
        let send = Phrase(fr: "Envoyer la confirmation", en: "Send the confirmation")(language)
        return """
            <div class="panel"><form class="form body" method="post" action="\(path)" novalidate>\(email.html(language))\(password.html(language))\
            <div class="form-acts"><button class="btn main">\(send)</button><a class="btn quiet" href="\(context.portal.path)/profile">\(Words.cancel(language))</a></div></form></div>
            """
    }
}
