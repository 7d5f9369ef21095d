import Core
import HTML
import Store
import Web

/// A web tab as its form has it.
struct WebTabDraft: Sendable {
    var title = DefinitionForm.Name()
    var isLink = false
    var url = ""
    var body = DefinitionForm.Name()
    var types: Set<RecordID> = []

    init(types: Set<RecordID>) { self.types = types }
    init(_ tab: WebTab) {
        title = .init(tab.title)
        types = tab.userTypes
        switch tab.content {
        case .link(let address): (isLink, url) = (true, address)
        case .page(let text): body = .init(text)
        }
    }
    init(_ form: Form) {
        title = .init(form, "title")
        isLink = form["kind"] == "link"
        url = form["url"]
        body = .init(fr: form["body_fr"], en: form["body_en"])
        types = Set(form.all("types").compactMap { RecordID(text: $0) })
    }

    static let labels: [(String, Phrase)] = [
        ("title", Phrase(fr: "Titre de l’onglet", en: "Title of the tab")),
        ("url", Phrase(fr: "Adresse", en: "Address")),
        ("body_fr", Phrase(fr: "Texte (français)", en: "Text (French)")),
    ]

    var problems: [String: FieldProblem] {
        var problems = DefinitionCheck.label(title.phrase, "title")
        if isLink, !isSafeAddress(url) || url.hasPrefix("mailto:") {
            problems["url"] = FieldProblem(
                fr: "Écrivez une adresse comme https://exemple.fr/page.",
                en: "Write an address such as https://example.com/page.")
        }
        if !isLink, body.fr.isEmpty || body.fr.utf8.count > 100_000 || body.en.utf8.count > 100_000 {
            problems["body_fr"] = FieldProblem(
                fr: "Écrivez le texte de la page, en 100 000 caractères au plus.",
                en: "Write the page’s text, in 100,000 characters at most.")
        }
        return problems
    }

    func tab(id: RecordID, key: String) -> WebTab {
        WebTab(
            id: id, key: key, title: title.phrase, content: isLink ? .link(url) : .page(body.phrase), userTypes: types)
    }

    func summary(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        errorSummary(
            WebTabDraft.labels.compactMap { key, label in
                problems[key].map { (key == "title" ? "title_fr" : key, label(language), $0.message(language)) }
            }, language)
    }

    func inputs(_ problems: [String: FieldProblem], _ known: [UserType], _ language: Language) -> HTML {
        let name = title.inputs(
            "title", WebTabDraft.labels[0].1, problems["title"],
            hint: Phrase(fr: "Annonces", en: "Announcements")(language), language)
        return "\(name)\(kinds(problems, language))\(people(known, language))"
    }

    private func kinds(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let kind = Input(
            "kind", Phrase(fr: "Contenu", en: "Content")(language),
            .choice(
                [
                    ("page", Phrase(fr: "Une page écrite ici", en: "A page written here")(language)),
                    ("link", Phrase(fr: "Une adresse sur le Web", en: "An address on the web")(language)),
                ], emptyLabel: nil), value: isLink ? "link" : "page")
        let address = Input(
            "url", WebTabDraft.labels[1].1(language), value: url,
            hint: Phrase(
                fr: "Pour une adresse : elle s’ouvre dans une autre fenêtre.",
                en: "For an address: it opens in another window.")(language),
            error: problems["url"]?.message(language))
        let hint = Phrase(
            fr: "Pour une page, en Markdown : # titre, **gras**, - liste, [lien](https://exemple.fr).",
            en: "For a page, in Markdown: # heading, **bold**, - list, [link](https://example.com).")(language)
        let french = Input(
            "body_fr", WebTabDraft.labels[2].1(language), .paragraph, value: body.fr, hint: hint,
            error: problems["body_fr"]?.message(language))
        let english = Input(
            "body_en", Phrase(fr: "Texte (anglais)", en: "Text (English)")(language), .paragraph, value: body.en)
        return "\(kind.html(language))\(address.html(language))\(french.html(language))\(english.html(language))"
    }

    private func people(_ known: [UserType], _ language: Language) -> HTML {
        Input(
            "types",
            Phrase(fr: "Types d’utilisateur qui ont cet onglet", en: "User types that have this tab")(language),
            .checkboxes(known.map { ($0.id.text, $0.name(language)) }), value: types.map(\.text).joined(separator: ",")
        ).html(language)
    }
}
