import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// The words of the editor, saved or not, as mails to whoever writes them: one for each language, with made-up values.
struct TemplateTest {
    let app: App
    let context: OfficeContext
    let text: MailText
    let words: TemplateWords

    static let kind = "TEMPLATE_TEST"

    func send(_ page: TemplatePage) async throws -> Response {
        let (person, portal, now) = (context.viewer.person, page.scope.portal, app.clock.now)
        let address = try await app.database.write { [self] connection -> String? in
            guard let known = try People(connection).find(person),
                let recipient = try MailRecipient(known, connection)
            else { return nil }
            let office = PostOffice(app: app, connection: connection)
            for language in Language.allCases {
                let values = MailValues.sample(
                    text, company: try office.company, baseAddress: app.site.baseAddress, slug: portal?.slug, language)
                let filled = try words[language].filled(values)
                let mark = Phrase(fr: "[Essai] ", en: "[Test] ")(language)
                try office.add(
                    MailWords(subject: mark + filled.subject, body: filled.body), kind: TemplateTest.kind,
                    to: recipient.reading(language), portal: portal?.id, about: nil, by: person, at: now)
            }
            return recipient.address
        }
        guard let address else { return try await page.response(status: .unprocessableContent, note: noAddress) }
        app.mailBell.ring()
        let sent = Phrase(
            fr: "Deux essais partent à \(address), un par langue. Rien n’est enregistré.",
            en: "Two tests are on their way to \(address), one for each language. Nothing is saved.")
        return try await page.response(note: note(.ok, HTML.text(sent(context.language))))
    }

    private var noAddress: HTML {
        let words = Phrase(
            fr: "Votre compte n’a pas d’adresse e-mail : un administrateur peut l’ajouter dans « Collaborateurs ».",
            en: "Your account has no e-mail address: an administrator can add it under “Staff”.")
        return note(.warn, HTML.text(words(context.language)))
    }
}
