import Core
import HTML
import HTTPTypes
import Hummingbird
import Mail
import Store
import Web

/// What the editor shows.
struct TemplatePage {
    let app: App
    let context: OfficeContext
    let text: MailText
    let scope: TemplateScope
    var words: TemplateWords
    var version: Int64
    var problems: [String: FieldProblem] = [:]

    private var reader: Language { context.language }
    private var path: String { TemplateEdit.path(text) }

    func response(status: HTTPResponse.Status = .ok, note: HTML = .empty) async throws -> Response {
        let app = app
        let company = try await app.database.read { try PostOffice(app: app, connection: $0).company }
        let title = text.label(reader)
        let crumbs = [
            PageHead.Crumb(TemplateList.title(reader), "/admin/templates" + scope.query), PageHead.Crumb(title),
        ]
        let content: HTML = """
            \(PageHead(title, crumbs: crumbs, sub: HTML.text(text.occasion(reader))).html(reader))\(note)\
            \(choice)\(summary)\
            <div class="cols"><div class="stack">\(form)\(resetForm)</div><aside class="stack">\(placeholders)\(each: Language.allCases, { preview($0, company) })</aside></div>
            """
        return officePage(app, context, title, current: "templates", status: status, content)
    }

    private var choice: HTML {
        let items = text == .staffWelcome ? [] : scope.choices(path, reader)
        guard !items.isEmpty else { return .empty }
        return tabs(Phrase(fr: "Portail", en: "Portal")(reader), items)
    }

    private static let subjectLabel = Phrase(fr: "Objet du mail", en: "Subject")
    private static let bodyLabel = Phrase(fr: "Message", en: "Message")

    private var summary: HTML {
        let labels = Language.allCases.flatMap { language in
            [
                ("subject_" + language.rawValue, TemplatePage.subjectLabel),
                ("body_" + language.rawValue, TemplatePage.bodyLabel),
            ]
            .map { ($0.0, $0.1(reader) + " (" + language.name + ")") }
        }
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label, $0.message(reader)) } }, reader)
    }

    private var form: HTML {
        let act =
            scope.portal.map {
                Phrase(fr: "Enregistrer pour \($0.name)", en: "Save for \($0.name)")
            } ?? Words.save
        return """
            <form class="stack" method="post" action="\(path)" novalidate data-again><input type="hidden" name="version" value="\(version)">\
            <input type="hidden" name="portal" value="\(scope.portal?.id.text ?? "")">\(inherited)\(each: Language.allCases, fields)\
            <div class="form-acts"><button class="btn main" name="action" value="save">\(act(reader))</button>\
            <button class="btn" name="action" value="preview">\(Phrase(fr: "Aperçu", en: "Preview")(reader))</button>\
            <button class="btn" name="action" value="test">\(Phrase(fr: "M’envoyer un essai", en: "Send me a test")(reader))</button></div></form>
            """
    }

    /// A portal without words of its own shows those of all.
    private var inherited: HTML {
        guard let portal = scope.portal, version == 0 else { return .empty }
        let words = Phrase(
            fr: "\(portal.name) envoie le texte commun à tous les portails. Modifiez-le ici pour lui donner le sien.",
            en: "\(portal.name) sends the text of all portals. Change it here to give it one of its own.")
        return note(.info, HTML.text(words(reader)))
    }

    private func fields(_ language: Language) -> HTML {
        let (subjectName, bodyName) = ("subject_" + language.rawValue, "body_" + language.rawValue)
        let subject = Input(
            subjectName, TemplatePage.subjectLabel(reader), value: words[language].subject,
            error: problems[subjectName]?.message(reader), required: true)
        let body = Input(
            bodyName, TemplatePage.bodyLabel(reader), .paragraph, value: words[language].body,
            error: problems[bodyName]?.message(reader), required: true)
        return bodyPanel(
            language.name, id: "text-" + language.rawValue,
            "<div class=\"form tall\" lang=\"\(language.rawValue)\">\(subject.html(reader))\(body.html(reader))</div>")
    }

    private var resetForm: HTML {
        guard version > 0 else { return .empty }
        let label =
            scope.portal == nil
            ? Phrase(fr: "Rétablir le texte d’origine", en: "Restore the delivered text")(reader)
            : Phrase(fr: "Revenir au texte de tous les portails", en: "Go back to the text of all portals")(reader)
        let confirm = Confirmation(
            label + (reader == .fr ? "\u{A0}?" : "?"),
            Phrase(
                fr: "Votre version de ce texte sera perdue, dans les deux langues.",
                en: "Your version of this text will be lost, in both languages.")(reader),
            yes: label)
        return postButton(
            label, to: path + "/reset", .danger, fields: [("portal", scope.portal?.id.text ?? "")], confirm: confirm)
    }

    private var placeholders: HTML {
        let needed = Set(text.needed)
        let pairs: [(label: String, value: HTML)] = text.placeholders.map { one in
            let must: HTML =
                needed.contains(one)
                ? " <small>\(Phrase(fr: "obligatoire dans le message", en: "required in the message")(reader))</small>"
                : .empty
            return (one.braced, "\(one.meaning(reader))\(must)")
        }
        return bodyPanel(
            Phrase(fr: "Champs à insérer", en: "Placeholders")(reader), id: "fields-t", facts(pairs, isPlain: true))
    }

    /// With made-up values; words that cannot be filled show no preview, the errors say why.
    private func preview(_ language: Language, _ company: String) -> HTML {
        do {
            let values = MailValues.sample(
                text, company: company, baseAddress: app.site.baseAddress, slug: scope.portal?.slug, language)
            let filled = try words[language].filled(values)
            return bodyPanel(
                Phrase(fr: "Aperçu", en: "Preview")(reader) + " · " + language.name, id: "preview-" + language.rawValue,
                "<div lang=\"\(language.rawValue)\" class=\"stack\"><p><b>\(filled.subject)</b></p>\(paragraphs(filled.body))</div>"
            )
        } catch {
            return .empty
        }
    }
}
