import Core
import HTML
import Store
import Web

/// The page that asks with which customer one would like to work.
struct CustomerChoiceView {
    let choices: CustomerChoices
    let problem: FieldProblem?
    let language: Language

    var html: HTML {
        let title = Phrase(
            fr: "Avec quel client souhaitez-vous travailler ?", en: "Which customer would you like to work with?")
        guard choices.count > 0 else {
            return "\(PageHead(title(language)).html(language))<section class=\"panel measure\">\(nothing)</section>"
        }
        let sub = Phrase(
            fr: "Vous pourrez en changer à tout moment dans le menu à votre nom.",
            en: "You can change at any time in the menu under your name.")
        return """
            \(PageHead(title(language), sub: HTML.text(sub(language))).html(language))\(summary)<section class="panel measure" aria-label="\(label)">\
            <div class="body form">\(search, if: isSearched)<div data-live="choice" data-announce="\(announcement)">\(choice)</div></div></section>
            """
    }

    private var label: String { Phrase(fr: "Client", en: "Customer")(language) }
    private var isSearched: Bool { choices.count > CustomerChoices.few || !choices.search.isEmpty }

    private var summary: HTML {
        errorSummary(problem.map { [("account", label, $0.message(language))] } ?? [], language)
    }

    private var nothing: HTML {
        emptyState(
            Phrase(fr: "Aucun client ne vous est confié", en: "No customer was given to you")(language),
            Phrase(
                fr:
                    "Un administrateur peut vous en confier. Rien d’autre ne change : vous voyez toujours tous les tiers.",
                en: "An administrator can give you some. Nothing else changes: you still see all accounts.")(language),
            action: dashboard)
    }

    private var dashboard: HTML {
        buttonLink(Phrase(fr: "Aller au tableau de bord", en: "Go to the dashboard")(language), "/admin", .quiet)
    }

    private var search: HTML {
        let words = Phrase(fr: "Rechercher parmi vos clients", en: "Search your customers")(language)
        return """
            <form method="get" action="\(CustomerChoice.path)" role="search" data-search><div class="field"><label for="q">\(words)</label>\
            <div class="join"><input type="search" id="q" name="q" value="\(choices.search)" maxlength="100" autocomplete="off">\
            <button class="btn">\(Words.search(language))</button></div></div></form>
            """
    }

    private var choice: HTML {
        guard !choices.found.isEmpty else { return notFound }
        let open = Phrase(fr: "Ouvrir ce client", en: "Open this customer")(language)
        return """
            <form class="form" method="post" action="\(CustomerChoice.path)" novalidate>\(list.html(language))\
            <div class="form-acts"><button class="btn main">\(open)</button>\(dashboard)</div></form>
            """
    }

    private var list: Input {
        let chosen = choices.found.count == 1 ? choices.found[0].id : choices.last
        let isListed = choices.found.contains { $0.id == chosen }
        return Input(
            "account", label,
            .choice(
                choices.found.map { ($0.id.text, name($0)) },
                emptyLabel: isListed ? nil : Phrase(fr: "Choisissez…", en: "Choose…")(language)),
            value: isListed ? chosen?.text ?? "" : "", hint: hint, error: problem?.message(language), required: true)
    }

    /// With the code, because several may have the same name.
    private func name(_ record: Record) -> String {
        let name = [record.title, record["code"].text].compactMap(\.self).joined(separator: " · ")
        guard record.id == choices.last else { return name }
        return Phrase(fr: "\(name) (affiché en dernier)", en: "\(name) (shown last)")(language)
    }

    /// A narrow screen cuts the end of a long choice off, so that the mark stands here too.
    private var hint: String? {
        let last = choices.found.first { $0.id == choices.last }.map {
            Phrase(fr: "Affiché en dernier : \($0.title).", en: "Shown last: \($0.title).")(language)
        }
        let parts = [last, more].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private var more: String? {
        guard choices.search.isEmpty, choices.count > LookupChoices.most else { return nil }
        let most = LookupChoices.most
        return Phrase(
            fr: "La liste montre les \(most) premiers : cherchez les autres par leur nom.",
            en: "The list shows the first \(most): search for the others by name.")(language)
    }

    private var notFound: HTML {
        let none = Phrase(
            fr: "Aucun de vos clients ne correspond à « \(choices.search) ».",
            en: "None of your customers matches “\(choices.search)”.")
        let all = Phrase(fr: "Tous vos clients", en: "All your customers")(language)
        return """
            <p class="soft">\(none(language))</p><div class="form-acts">\(buttonLink(all, CustomerChoice.path))\(dashboard)</div>
            """
    }

    private var announcement: String {
        let count = choices.found.count
        return Phrase(
            fr: count == 0 ? "Aucun client" : "\(count) client\(count > 1 ? "s" : "")",
            en: "\(count) customer\(count == 1 ? "" : "s")")(language)
    }
}
