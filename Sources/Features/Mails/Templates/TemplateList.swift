import Core
import HTML
import Hummingbird
import Store
import Web

/// *Modèles d’e-mail*: every text that Parvis sends by itself, for all portals or for one.
enum TemplateList {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let asked = request.query["portal"]
        let (scope, own, common) = try await app.database.read { connection in
            let scope = try TemplateScope.read(asked, connection)
            let templates = Templates(connection)
            return (scope, try templates.changed(portal: scope.portal?.id), try templates.changed(portal: nil))
        }
        let language = context.language
        let sub = Phrase(
            fr: "Les e-mails que Parvis envoie de lui-même, en français ou en anglais selon la personne.",
            en: "The e-mails that Parvis sends by itself, in French or in English as the person reads.")
        let heads: [HTML] = [
            Phrase(fr: "Modèle", en: "Template"), Phrase(fr: "Envoi", en: "When"), Phrase(fr: "Texte", en: "Text"),
        ].map { "<th scope=\"col\">\($0(language))</th>" }
        let choices = scope.choices("/admin/templates", language)
        let choice: HTML = choices.isEmpty ? .empty : tabs(Phrase(fr: "Portail", en: "Portal")(language), choices)
        let texts = MailText.allCases.filter { scope.portal == nil || $0 != .staffWelcome }
        let rows: [HTML] = texts.map { text in
            row(text, scope, isOwn: own.contains(text.rawValue), isCommon: common.contains(text.rawValue), language)
        }
        let content: HTML = """
            \(PageHead(title(language), sub: HTML.text(sub(language))).html(language))\(Done.note(request, language))\(choice)\
            <section class="panel" aria-label="\(title(language))"><div class="sheet" role="group" aria-label="\(title(language))" tabindex="0">\
            <table class="rows"><thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
        return officePage(app, context, title(language), current: "templates", content)
    }

    static let title = Phrase(fr: "Modèles d’e-mail", en: "E-mail templates")

    private static let ownWord = Phrase(fr: "Propre à ce portail", en: "This portal’s")

    private static func row(
        _ text: MailText, _ scope: TemplateScope, isOwn: Bool, isCommon: Bool, _ language: Language
    ) -> HTML {
        let own = scope.portal == nil ? Phrase(fr: "Modifié", en: "Changed") : ownWord
        let common =
            isCommon
            ? Phrase(fr: "Commun, modifié", en: "Common, changed") : Phrase(fr: "D’origine", en: "As delivered")
        let state: HTML = isOwn ? chip(own(language), .info) : "<span class=\"soft\">\(common(language))</span>"
        return """
            <tr><td class="key"><a href="\(TemplateEdit.path(text) + scope.query)">\(text.label(language))</a><small class="mono">\(text.rawValue)</small></td>\
            <td>\(text.occasion(language))</td><td class="state">\(state)</td></tr>
            """
    }
}
