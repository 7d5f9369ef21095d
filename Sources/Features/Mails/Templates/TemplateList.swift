import Core
import HTML
import Hummingbird
import Store
import Web

/// *Modèles d’e-mail*: every text that Parvis sends by itself, in both languages.
enum TemplateList {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let changed = try await app.database.read { try Templates($0).changed() }
        let language = context.language
        let sub = Phrase(
            fr: "Les e-mails que Parvis envoie de lui-même. Chacun part dans la langue de la personne.",
            en: "The e-mails that Parvis sends by itself, each in the person’s language.")
        let heads: [HTML] = [
            Phrase(fr: "Modèle", en: "Template"), Phrase(fr: "Envoi", en: "When"), Phrase(fr: "Textes", en: "Texts"),
        ].map { "<th scope=\"col\">\($0(language))</th>" }
        let content: HTML = """
            \(PageHead(title(language), sub: HTML.text(sub(language))).html(language))\(Done.note(request, language))\
            <section class="panel" aria-label="\(title(language))"><div class="sheet" role="group" aria-label="\(title(language))" tabindex="0">\
            <table class="rows"><thead><tr>\(heads)</tr></thead><tbody>\(each: MailText.allCases, { row($0, changed, language) })</tbody></table></div></section>
            """
        return officePage(app, context, title(language), current: "templates", content)
    }

    static let title = Phrase(fr: "Modèles d’e-mail", en: "E-mail templates")

    private static func row(_ text: MailText, _ changed: Set<String>, _ language: Language) -> HTML {
        let links: [HTML] = Language.allCases.map { one in
            let isChanged = changed.contains(text.rawValue + "/" + one.rawValue)
            let word: HTML =
                isChanged
                ? " <span class=\"chip info\">\(Phrase(fr: "modifié", en: "changed")(language))</span>" : .empty
            return
                "<a class=\"btn small\" href=\"\(TemplateEdit.path(text, one))\">\(one.name)<span class=\"sr\"> – \(text.label(language))</span></a>\(word)"
        }
        return """
            <tr><td class="key"><a href="\(TemplateEdit.path(text, language))">\(text.label(language))</a><small class="mono">\(text.rawValue)</small></td>\
            <td>\(text.occasion(language))</td><td><div class="acts">\(links)</div></td></tr>
            """
    }
}
