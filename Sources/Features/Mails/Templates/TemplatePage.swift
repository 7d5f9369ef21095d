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
    /// The language of the text; the page itself is in the reader's.
    let language: Language
    let words: MailWords
    var version: Int64
    var problems: [String: FieldProblem] = [:]

    private var reader: Language { context.language }
    private var path: String { TemplateEdit.path(text, language) }

    func response(status: HTTPResponse.Status = .ok, note: HTML = .empty) async throws -> Response {
        let app = app
        let company = try await app.database.read { try PostOffice(app: app, connection: $0).company }
        let title = text.label(reader)
        let crumbs = [PageHead.Crumb(TemplateList.title(reader), "/admin/templates"), PageHead.Crumb(title)]
        let languages = Language.allCases.map {
            NavItem($0.name, TemplateEdit.path(text, $0), isCurrent: $0 == language)
        }
        let content: HTML = """
            \(PageHead(title, crumbs: crumbs, sub: HTML.text(text.occasion(reader))).html(reader))\(note)\
            \(tabs(Phrase(fr: "Langue du modèle", en: "Language of the template")(reader), languages))\(summary)\
            <div class="cols"><div class="stack">\(form)\(resetForm)</div><aside class="stack">\(preview(company))\(placeholders)</aside></div>
            """
        return officePage(app, context, title, current: "templates", status: status, content)
    }

    private static let subjectLabel = Phrase(fr: "Objet du mail", en: "Subject")
    private static let bodyLabel = Phrase(fr: "Message", en: "Message")

    private var summary: HTML {
        let labels = [("subject", TemplatePage.subjectLabel), ("body", TemplatePage.bodyLabel)]
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(reader), $0.message(reader)) } }, reader)
    }

    private var form: HTML {
        let subject = Input(
            "subject", TemplatePage.subjectLabel(reader), value: words.subject,
            error: problems["subject"]?.message(reader), required: true)
        let body = Input(
            "body", TemplatePage.bodyLabel(reader), .paragraph, value: words.body,
            error: problems["body"]?.message(reader), required: true)
        return """
            <div class="panel"><form class="form body" method="post" action="\(path)" novalidate data-again><input type="hidden" name="version" value="\(version)">\
            \(subject.html(reader))\(body.html(reader))<div class="form-acts"><button class="btn main" name="action" value="save">\(Words.save(reader))</button>\
            <button class="btn" name="action" value="preview">\(Phrase(fr: "Aperçu", en: "Preview")(reader))</button></div></form></div>
            """
    }

    private var resetForm: HTML {
        guard version > 0 else { return .empty }
        let label = Phrase(fr: "Rétablir le texte d’origine", en: "Restore the delivered text")(reader)
        let confirm = Confirmation(
            label + (reader == .fr ? "\u{A0}?" : "?"),
            Phrase(fr: "Votre version de ce texte sera perdue.", en: "Your version of this text will be lost.")(reader),
            yes: label)
        return postButton(label, to: path + "/reset", .danger, confirm: confirm)
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
    private func preview(_ company: String) -> HTML {
        let title = Phrase(fr: "Aperçu", en: "Preview")(reader)
        do {
            let values = MailValues.sample(text, company: company, baseAddress: app.site.baseAddress, language)
            let filled = try words.filled(values)
            return bodyPanel(
                title, id: "preview-t",
                "<div lang=\"\(language.rawValue)\" class=\"stack\"><p><b>\(filled.subject)</b></p>\(paragraphs(filled.body))</div>"
            )
        } catch {
            return .empty
        }
    }
}
