import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// The page *Convertir en contact*: what will be made, and what there is to choose.
struct ConversionPage {
    let app: App
    let context: OfficeContext
    let lead: ConversionCase
    let draft: ConversionDraft
    let search: String
    var problems: [String: FieldProblem] = [:]

    var language: Language { context.language }

    func response(note: HTML = .empty, _ status: HTTPResponse.Status = .ok) -> Response {
        let title = ConversionPage.title(lead.lead, language)
        let head = PageHead(title, crumbs: ConversionPage.crumbs(lead.lead, language), sub: sub)
        let content: HTML = """
            \(head.html(language))\(note)\(summary)<div class="cols"><div class="stack">\(main)</div>\
            <aside class="stack" aria-label="\(ConversionPage.made(language))">\(carried)</aside></div>
            """
        return officePage(app, context, title, current: lead.lead.module.key, status: status, content)
    }

    static func title(_ lead: Record, _ language: Language) -> String {
        Phrase(fr: "Convertir \(lead.title) en contact", en: "Convert \(lead.title) into a contact")(language)
    }

    static func crumbs(_ lead: Record, _ language: Language) -> [PageHead.Crumb] {
        let module = lead.module
        return [
            .init(module.many(language), OfficePath.list(module.key)),
            .init(lead.title, OfficePath.record(module.key, lead.id)), .init(ConversionNew.action(language)),
        ]
    }

    private var sub: HTML {
        HTML.text(
            Phrase(
                fr:
                    "Le prospect reste dans la liste, marqué « Converti », avec un lien vers le contact. Une conversion ne s’annule pas.",
                en: "The lead stays in the list, marked “Converted”, with a link to the contact. A conversion is final."
            )(language))
    }

    private var summary: HTML {
        errorSummary(
            ConversionDraft.labels.compactMap { key, label in
                problems[key].map { (key, label(language), $0.message(language)) }
            }, language)
    }

    /// The form, or who can do it instead.
    private var main: HTML {
        guard lead.access == nil || context.visitor.powers.contains(.users) else { return withoutPower }
        let known: [HTML] = lead.duplicates.map { "<input type=\"hidden\" name=\"known\" value=\"\($0.id.text)\">" }
        let cancel: HTML = "<a class=\"btn\" href=\"\(lead.path)\">\(Words.cancel(language))</a>"
        let form: HTML = """
            <form class="form" method="post" action="\(lead.path)/convert" novalidate><input type="hidden" name="version" value="\(String(lead.lead.version))">\
            \(known)\(contactChoice)\(accountChoice)\(accessChoice)\
            <div class="form-acts">\(cancel)<button class="btn main">\(ConversionNew.action(language))</button></div></form>
            """
        return bodyPanel(Phrase(fr: "À choisir", en: "To choose")(language), id: "choose-t", form)
    }

    private var withoutPower: HTML {
        let words = Phrase(
            fr:
                "Quelqu’un se connecte au portail avec cette fiche : la conversion change son accès. Demandez-la à un collaborateur qui gère les utilisateurs.",
            en:
                "Somebody signs in to the portal as this record: converting it changes the access. Ask a member of staff who manages users."
        )
        let back = buttonLink(Phrase(fr: "Retour à la fiche", en: "Back to the record")(language), lead.path)
        return note(.warn, HTML.text(words(language))) + "<div class=\"acts\">\(back)</div>"
    }

    static let made = Phrase(fr: "Ce que le contact reprend", en: "What the contact takes over")

    /// The values that go over, and what follows them.
    private var carried: HTML {
        let fields = lead.contacts.fields.filter { lead.carried[$0.key] != nil }
        let pairs = fields.map { field in
            (
                label: field.label(language),
                value: CardValue.html(field, lead.carried[field.key] ?? .null, [:], context.formats)
            )
        }
        return bodyPanel(
            ConversionPage.made(language), id: "carried-t",
            facts(pairs, isPlain: true) + "<p class=\"hint\">\(rest)</p>")
    }

    private var rest: String {
        let stays = Phrase(
            fr: "Notes, fichiers et historique restent sur la fiche du prospect.",
            en: "Notes, files and history stay on the lead’s record.")(language)
        guard lead.followers > 0 else { return stays }
        let count = context.formats.number(Int64(lead.followers))
        let follow = Phrase(
            fr: lead.followers == 1
                ? " 1 fiche qui désigne le prospect désignera aussi le contact."
                : " \(count) fiches qui désignent le prospect désigneront aussi le contact.",
            en: lead.followers == 1
                ? " 1 record that names the lead will name the contact too."
                : " \(count) records that name the lead will name the contact too.")
        return stays + follow(language)
    }
}

/// What is told of a lead that was converted before.
struct ConvertedPage {
    let app: App
    let context: OfficeContext
    let done: ConversionCase.Done

    func response(_ status: HTTPResponse.Status) -> Response {
        let language = context.language
        let title = Phrase(fr: "Ce prospect est déjà converti", en: "This lead is converted already")(language)
        let head = PageHead(title, crumbs: ConversionPage.crumbs(done.lead, language))
        let words = CardConversion(contact: done.contact, name: done.name, at: done.at).words(context.formats)
        return officePage(
            app, context, title, current: done.lead.module.key, status: status,
            "\(head.html(language))\(note(.info, words))")
    }
}
