import Core
import HTML
import Store
import Web

/// What *Mes informations* shows: the contact as a form or as facts, the language, and how one signs in.
struct ProfilePage {
    let own: OwnRecord
    let form: RecordForm
    let context: PortalContext
    let submit: Phrase
    let guess: PreferencesGuess
    let now: Instant

    private var language: Language { context.language }
    private var path: String { context.portal.path + "/profile" }

    func html(_ title: String, note: HTML) -> HTML {
        let sub = Phrase(
            fr: "Ce que \(context.portal.company) sait de vous, et comment vous vous connectez.",
            en: "What \(context.portal.company) knows about you, and how you sign in.")
        let head = PageHead(title, sub: HTML.text(sub(language))).html(language)
        let side = Phrase(fr: "Langue et connexion", en: "Language and sign-in")(language)
        return
            "\(head)\(note)<div class=\"cols\"><div>\(main)</div><aside class=\"stack\" aria-label=\"\(side)\">\(preferences)\(signIn)</aside></div>"
    }

    private var main: HTML {
        guard let record = own.record, own.isEditable(by: context.viewer) else { return readOnly }
        return form.html(
            RecordFormFrame(
                action: path, submit: submit(language), cancel: context.portal.path,
                hidden: [("version", String(record.version))]))
    }

    /// Without the right: what is known, and whom to ask.
    private var readOnly: HTML {
        let title = Phrase(fr: "Vos coordonnées", en: "Your details")(language)
        guard let record = own.record else {
            return bodyPanel(title, id: "own", facts([nameFact], isPlain: true) + ask)
        }
        let fields = context.viewer.visibleFields(of: own.module).filter {
            !record[$0.key].isNull && $0.target == nil && $0.key != own.module.state?.field
        }
        let pairs = fields.map { field in
            (
                label: field.label(for: context.viewer)(language),
                value: CardValue.html(field, record[field.key], [:], context.formats)
            )
        }
        return bodyPanel(title, id: "own", facts(pairs.isEmpty ? [nameFact] : pairs, isPlain: true) + ask)
    }

    private var nameFact: (label: String, value: HTML) {
        (Phrase(fr: "Nom", en: "Name")(language), HTML.text(own.person.name))
    }

    private var ask: HTML {
        let company = context.portal.company
        guard Rule(context.viewer, .tickets).creates else {
            let text = Phrase(
                fr: "Une information à corriger ? Écrivez à votre interlocuteur chez \(company).",
                en: "Something to correct? Write to your contact person at \(company).")
            return "<p class=\"hint\">\(text(language))</p>"
        }
        let text = Phrase(
            fr: "Une information à corriger ? \(company) la modifiera pour vous.",
            en: "Something to correct? \(company) will change it for you.")
        let act = Phrase(fr: "Demander une correction", en: "Ask for a correction")
        return
            "<p class=\"hint\">\(text(language)) <a href=\"\(context.portal.path)/tickets/new\">\(act(language))</a></p>"
    }

    private var preferences: HTML {
        let form = PreferencesForm(guess.preferences)
        let inputs = form.inputs(language, at: now, languageHint: otherMailLanguage)
        let save = Phrase(fr: "Enregistrer les préférences", en: "Save the preferences")(language)
        return panel(
            Phrase(fr: "Langue et région", en: "Language and region")(language), id: "language-t",
            """
            <form class="form body" method="post" action="\(context.portal.path)/preferences"><input type="hidden" name="from" value="profile">\(inputs)\
            <div class="form-acts"><button class="btn">\(save)</button></div></form>
            """)
    }

    /// The switch at the foot of every page changes this browser only; here one sees it, and makes it count for mail too.
    private var otherMailLanguage: String? {
        guard let own = own.person.language, own != language else { return nil }
        return Phrase(
            fr: "Vos e-mails sont encore en anglais : confirmez pour les recevoir en français.",
            en: "Your e-mails are still in French: confirm to get them in English.")(language)
    }

    private var signIn: HTML {
        var pairs: [(label: String, value: HTML)] = []
        if let name = own.person.username {
            pairs.append((Phrase(fr: "Identifiant", en: "Username")(language), HTML.text(name)))
        }
        if let email = own.person.email {
            pairs.append((Phrase(fr: "E-mail de connexion", en: "Sign-in e-mail")(language), emailText(email)))
        }
        let notices = own.notifyEmail ?? own.person.address
        pairs.append(
            (
                Phrase(fr: "Vos notifications vont à", en: "Your notices go to")(language),
                "\(notices.map(emailText) ?? "–") <small><a href=\"\(ProfileNotices.path(context))\">\(Words.edit(language))<span class=\"sr\"> – \(ProfileNotices.label(language))</span></a></small>"
            ))
        let change = Phrase(fr: "Changer le mot de passe", en: "Change the password")(language)
        let sessions = Phrase(fr: "Mes connexions", en: "My sessions")(language)
        let root = context.portal.path
        let email = EmailChange.title(language)
        return bodyPanel(
            Phrase(fr: "Connexion", en: "Sign-in")(language), id: "signin",
            "\(facts(pairs, isPlain: true))<p><a href=\"\(root)/profile/email\">\(email)</a></p><p><a href=\"\(root)/password\">\(change)</a> · <a href=\"\(root)/sessions\">\(sessions)</a></p>"
        )
    }
}
