import Core
import HTML
import HTTPTypes
import Hummingbird
import Web

/// The labels of S1-57.
enum ComposeLabels {
    static let from = Phrase(fr: "De", en: "From")
    static let to = Phrase(fr: "Adressé à", en: "To")
    static let copies = Phrase(fr: "Copie à", en: "Copy to")
    static let template = Phrase(fr: "Sélectionner un modèle d’e-mail", en: "Choose an e-mail template")
    static let subject = Phrase(fr: "Objet du mail", en: "Subject")
    static let files = Words.files
    static let message = Phrase(fr: "Message", en: "Message")
    static let title = Phrase(fr: "Envoyer un e-mail", en: "Send an e-mail")
}

/// The form in which a mail is written.
struct ComposePage {
    let app: App
    let context: OfficeContext
    let target: ComposeTarget
    let draft: ComposeDraft
    var problems: [String: FieldProblem] = [:]
    /// Files cannot be put back into a form: the page says that they must be chosen again.
    var losesFiles = false

    private var language: Language { context.language }

    func response(status: HTTPResponse.Status = .ok) -> Response {
        let title = ComposeLabels.title(language)
        let isUser = target.back.hasPrefix("/admin/users")
        let list = isUser ? UserFrame.users : Phrase(fr: "Contacts", en: "Contacts")
        let crumbs = [
            PageHead.Crumb(list(language), isUser ? "/admin/users" : "/admin/contacts"),
            PageHead.Crumb(target.name, target.back), PageHead.Crumb(title),
        ]
        let content: HTML = """
            \(PageHead(title, crumbs: crumbs).html(language))\(MailList.warning(app, language, hasLinks: false))\(summary)\(lost)\
            <div class="panel measure"><form class="form body" method="post" action="\(target.action)" enctype="multipart/form-data" novalidate>\
            \(addresses)\(templates)\(words)\(buttons)</form></div>
            """
        return officePage(app, context, title, current: isUser ? "users" : "contacts", status: status, content)
    }

    private var summary: HTML {
        let labels = [
            ("to", ComposeLabels.to), ("cc", ComposeLabels.copies), ("subject", ComposeLabels.subject),
            ("files", ComposeLabels.files), ("message", ComposeLabels.message),
        ]
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(language), $0.message(language)) } },
            language)
    }

    private var lost: HTML {
        guard losesFiles else { return .empty }
        return note(
            .warn,
            HTML.text(
                Phrase(fr: "Choisissez de nouveau les fichiers joints.", en: "Choose the attached files again.")(
                    language)))
    }

    private var addresses: HTML {
        let several = Phrase(
            fr: "Plusieurs adresses se séparent par des virgules.", en: "Separate several addresses by commas.")(
                language)
        let copies = Input(
            "cc", ComposeLabels.copies(language), value: draft.copies, hint: several,
            error: problems["cc"]?.message(language), autocomplete: "off")
        let to = Input(
            "to", ComposeLabels.to(language), value: draft.to, error: problems["to"]?.message(language), required: true,
            autocomplete: "off")
        return """
            <div class="field"><label for="from">\(ComposeLabels.from(language))</label><input id="from" type="text" value="\(target.sender.text)" readonly></div>\
            \(to.html(language))\(copies.html(language))
            """
    }

    /// Templates are about the sign-in, so they need one.
    private var templates: HTML {
        guard target.profile != nil else { return .empty }
        let label = MailText.credentials.label(language) + " (" + MailText.credentials.rawValue + ")"
        let isChosen = draft.template == MailText.credentials.rawValue
        return """
            <div class="field"><label for="template">\(ComposeLabels.template(language))</label><div class="join"><select id="template" name="template">\
            <option value="">–</option><option value="\(MailText.credentials.rawValue)"\(" selected", if: isChosen)>\(label)</option></select>\
            <button class="btn" name="action" value="apply">\(Phrase(fr: "Appliquer", en: "Apply")(language))</button></div></div>
            """
    }

    private var words: HTML {
        let subject = Input(
            "subject", ComposeLabels.subject(language), value: draft.subject,
            error: problems["subject"]?.message(language), required: true)
        let files = Input("files", ComposeLabels.files(language), .file, error: problems["files"]?.message(language))
        let message = Input(
            "message", ComposeLabels.message(language), .paragraph, value: draft.message, hint: hint,
            error: problems["message"]?.message(language), required: true)
        return subject.html(language) + files.html(language) + message.html(language)
    }

    private var hint: String {
        let names = target.placeholders.map(\.braced).joined(separator: " ")
        guard draft.namesLink else {
            return Phrase(fr: "Champs remplacés à l’envoi\u{A0}: \(names)", en: "Replaced when sent: \(names)")(
                language)
        }
        return Phrase(
            fr:
                "{mot_de_passe} devient un lien à usage unique, créé à l’envoi\u{A0}; les anciens liens cessent de fonctionner.",
            en:
                "{mot_de_passe} becomes a one-time link, made when the mail is sent; older links stop working."
        )(language)
    }

    private var buttons: HTML {
        """
        <div class="form-acts"><button class="btn main" name="action" value="send">\(Phrase(fr: "Envoyer l’e-mail", en: "Send the e-mail")(language))</button>\
        <a class="btn" href="\(target.back)">\(Words.cancel(language))</a>\
        <button class="btn quiet" name="action" value="clear">\(Phrase(fr: "Vider", en: "Clear")(language))</button></div>
        """
    }
}
