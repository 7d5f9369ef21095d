import Core
import Store

/// Turns what was read into what is shown.
struct RecordListMaker {
    let place: RecordPlace
    let request: ListRequest
    let contents: ListContents
    let formats: Formats
    let today: Day
    /// What the list says while it has nothing at all.
    let nothing: EmptyList
    /// The list offers to show one's own customers alone.
    var offersOwn = false

    var module: Module { request.module }
    var words: ModuleWords { ModuleWords(module, language) }
    var language: Language { formats.language }
    var path: String { place.list(module.key) }

    func page() -> RecordListPage {
        RecordListPage(
            name: module.many(language), path: path, language: language, search: searchBox, picks: picks, table: table,
            footer: footer,
            announcement: announcement,
            previous: turn(words.previous, contents.page.previous, by: -Query(sort: module.sort).limit),
            next: turn(words.next, contents.page.next, by: contents.page.records.count),
            empty: empty, hasTools: contents.overview.total.number > 0 || request.isNarrowed, display: display)
    }

    private var table: ListTable {
        ListTableMaker(
            place: place, module: module, fields: contents.fields, records: contents.page.records,
            titles: contents.titles, files: contents.files,
            signInNames: contents.signInNames, formats: formats, today: today, request: request
        ).table(module.many(language))
    }

    private var searchBox: RecordListPage.SearchBox {
        let label = Phrase(fr: "Rechercher : \(words.many)", en: "Search \(words.many)")
        var hidden: [(name: String, value: String)] = request.view.map { [("view", $0.key)] } ?? []
        if request.givenTo != nil { hidden.append(("mine", "1")) }
        let shown = Set(display.facets.map(\.name))
        hidden += request.facets.flatMap(\.pairs).filter { !shown.contains($0.name) }
        hidden += (request.columns ?? []).map { ("col", $0) }
        return .init(
            label: label(language), hint: words.searchHint(place.viewer), value: request.search ?? "", hidden: hidden)
    }

    private var footer: String {
        let shown = contents.page.records.count
        let found = contents.found
        guard found.number > shown || found.isMore else { return words.counted(found) }
        let all = found.text(formats)
        guard let first = request.first, shown > 0, found.isMore || first + shown - 1 <= found.number else {
            return Phrase(fr: "\(shown) sur \(all)", en: "\(shown) of \(all)")(language)
        }
        let (from, to) = (formats.number(Int64(first)), formats.number(Int64(first + shown - 1)))
        return Phrase(fr: "\(from) à \(to) sur \(all)", en: "\(from) to \(to) of \(all)")(language)
    }

    private var announcement: String {
        contents.page.records.isEmpty ? Phrase(fr: "Aucun résultat", en: "No results")(language) : footer
    }

    /// The page before or after, `step` records away.
    private func turn(_ label: String, _ position: Position?, by step: Int) -> RecordListPage.Turn? {
        position.map { position in
            let first = request.first.map { max(1, $0 + step) }
            return .init(label: label, path: request.address(path, position: position, first: first))
        }
    }

    /// What may help, as far as it was done.
    private var advice: Phrase {
        let isFiltered = request.view != nil || !request.facets.isEmpty || request.givenTo != nil
        switch (request.search != nil, isFiltered) {
        case (true, true):
            return Phrase(
                fr: "Essayez avec moins de mots, ou retirez un filtre.", en: "Try fewer words, or take a filter away.")
        case (true, false): return Phrase(fr: "Essayez avec moins de mots.", en: "Try fewer words.")
        case (false, true):
            return Phrase(
                fr: "Rien ne correspond à ce filtre. Retirez-le pour tout voir.",
                en: "Nothing matches this filter. Take it away to see everything.")
        case (false, false):
            return Phrase(fr: "Il n’y a rien de plus à cet endroit.", en: "There is nothing more here.")
        }
    }

    private var empty: EmptyList? {
        guard contents.page.records.isEmpty else { return nil }
        guard request.isNarrowed || request.position != .first else { return nothing }
        let title =
            request.search.map { Phrase(fr: "Aucun résultat pour « \($0) »", en: "No results for “\($0)”")(language) }
            ?? words.none
        let clear =
            request.search == nil
            ? Phrase(fr: "Tout afficher", en: "Show all") : Phrase(fr: "Effacer la recherche", en: "Clear the search")
        return EmptyList(
            title: title,
            text: advice(language),
            action: .init(label: clear(language), path: path))
    }
}
