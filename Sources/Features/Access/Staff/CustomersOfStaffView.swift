import Core
import HTML
import Store
import Web

/// The page of the customers of a member of staff.
struct CustomersOfStaffView {
    let list: CustomersOfStaffList
    let note: HTML
    let problem: FieldProblem?
    let language: Language

    private var person: Person { list.person }
    var title: String {
        Phrase(fr: "Clients confiés à \(person.name)", en: "Customers given to \(person.name)")(language)
    }

    var html: HTML {
        let staff = Phrase(fr: "Collaborateurs", en: "Staff")(language)
        let about = Phrase(
            fr:
                "Confier un client n’ouvre et ne ferme aucune fiche : ce que cette personne voit dépend de ses droits. Cela dit par quel client elle commence, et qui le suit.",
            en:
                "Giving a customer opens and closes no record: what this person sees depends on the person’s rights. It says where this person begins, and who follows the customer."
        )
        let state = person.disabledAt.map { _ in chip(Phrase(fr: "Désactivé", en: "Deactivated")(language), .neutral) }
        let head = PageHead(
            title, crumbs: [.init(staff, "/admin/staff"), .init(title)], chip: state, sub: HTML.text(about(language)))
        let summary = errorSummary(problem.map { [("q", searchLabel, $0.message(language))] } ?? [], language)
        return "\(head.html(language))\(note)\(summary)<div class=\"stack measure\">\(finder)\(given)</div>"
    }

    private var searchLabel: String {
        Phrase(fr: "Nom, code ou ville du client", en: "Name, code or town of the customer")(language)
    }

    private var finder: HTML {
        let error = problem?.message(language)
        let marks: HTML? = error == nil ? nil : " aria-invalid=\"true\" aria-describedby=\"q-err\""
        return panel(
            Phrase(fr: "Confier un client", en: "Give a customer")(language), id: "give",
            """
            <form class="body" method="get" action="\(CustomersOfStaff.path(person.id))" role="search" data-search><div class="field"><label for="q">\(searchLabel)</label>\
            <div class="join"><input type="search" id="q" name="q" value="\(list.search)" maxlength="100" autocomplete="off"\(marks)>\
            <button class="btn">\(Words.search(language))</button></div>\(error.map { "<p class=\"err\" id=\"q-err\">\($0)</p>" as HTML })</div></form>\
            <div data-live="found" data-announce="\(announcement)">\(found, if: !list.search.isEmpty)</div>
            """)
    }

    private var announcement: String {
        let count = list.found.count
        return Phrase(
            fr: count == 0 ? "Aucun résultat" : "\(count) résultat\(count > 1 ? "s" : "")",
            en: count == 0 ? "No results" : "\(count) result\(count == 1 ? "" : "s")")(language)
    }

    private var found: HTML {
        guard !list.found.isEmpty else {
            let none = Phrase(
                fr: "Aucun client ouvert ne correspond à « \(list.search) ».",
                en: "No open customer matches “\(list.search)”.")
            return "<p class=\"soft body\">\(none(language))</p>"
        }
        let most = CustomersOfStaffList.mostFound
        let more = Phrase(
            fr: "Les \(most) premiers résultats. Précisez la recherche pour voir les autres.",
            en: "The first \(most) results. Search more precisely to see the others.")
        return """
            <ul class="acts-list">\(each: list.found, foundRow)</ul>\("<p class=\"hint body\">\(more(language))</p>", if: list.found.count >= most)
            """
    }

    private func foundRow(_ record: Record) -> HTML {
        guard list.foundGiven.contains(record.id) else {
            return row(record, nil, button(record, "", Phrase(fr: "Confier", en: "Give")))
        }
        let mark = chip(Phrase(fr: "Déjà confié", en: "Given already")(language), .ok)
        return row(record, mark, isWhole ? nil : removal(record))
    }

    private var given: HTML {
        let title = Phrase(fr: "Ses clients", en: "Customers")(language)
        guard !list.given.isEmpty || !list.inBin.isEmpty else { return panel(title, id: "given", nothing) }
        let rows: [HTML] = list.given.map { givenRow($0, $0["state"].text == "open" ? nil : closed) }
        let binned: [HTML] = list.inBin.map { givenRow($0, bin) }
        return panel(
            title, id: "given", count: list.count + list.inBin.count,
            "<ul class=\"acts-list\">\(rows)\(binned)</ul>\(rest)")
    }

    private var closed: Phrase { Phrase(fr: "Clos", en: "Closed") }
    private var bin: Phrase { Phrase(fr: "Dans la corbeille", en: "In the recycle bin") }

    private var nothing: HTML {
        emptyState(
            Phrase(fr: "Aucun client confié", en: "No customer given")(language),
            Phrase(
                fr:
                    "Après la connexion, cette personne arrive sur le tableau de bord. Avec un seul client, elle arrive sur la fiche de ce client.",
                en:
                    "After signing in, this person comes to the dashboard. With a single customer, to that customer’s page."
            )(
                language))
    }

    /// The list below shows all; otherwise the search is the way to take the others back.
    private var isWhole: Bool { list.count <= list.given.count }

    private var rest: HTML? {
        guard !isWhole else { return nil }
        let words = Phrase(
            fr:
                "Les \(list.given.count) premiers sur \(list.count), par ordre alphabétique. Cherchez les autres par leur nom.",
            en: "The first \(list.given.count) of \(list.count), in alphabetical order. Search for the others by name.")
        return "<footer class=\"list-foot\"><span>\(words(language))</span></footer>"
    }

    private func givenRow(_ record: Record, _ state: Phrase?) -> HTML {
        row(record, state.map { chip($0(language), .neutral) }, removal(record))
    }

    private func row(_ record: Record, _ mark: HTML?, _ act: HTML?) -> HTML {
        let about = [record["code"].text, record["town"].text].compactMap(\.self).joined(separator: " · ")
        return """
            <li><span><a href="\(OfficePath.record("accounts", record.id))">\(record.title)</a><small>\(about)</small></span>\(mark)\(act)</li>
            """
    }

    private func removal(_ record: Record) -> HTML {
        button(record, "/remove", Phrase(fr: "Retirer", en: "Remove"))
    }

    /// The button's name tells which customer, for whoever does not see the line.
    private func button(_ record: Record, _ verb: String, _ label: Phrase) -> HTML {
        """
        <form method="post" action="\(CustomersOfStaff.path(person.id))\(verb)"><input type="hidden" name="account" value="\(record.id.text)">\
        <input type="hidden" name="q" value="\(list.search)"><button class="btn">\(label(language))<span class="sr"> \(record.title)</span></button></form>
        """
    }
}
