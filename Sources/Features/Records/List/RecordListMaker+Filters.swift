import Core
import Store

extension RecordListMaker {
    /// *Toutes*, the module's views with their counts, and the filters of the address, each with the way to take it off.
    var picks: [RecordListPage.Pick] {
        let all = RecordListPage.Pick(
            label: words.all, path: request.address(path, view: .some(nil)), isOn: request.view == nil)
        let views = zip(module.views, contents.narrowed.views).map { view, count in
            RecordListPage.Pick(
                label: view.label(language), path: request.address(path, view: .some(view.key)),
                count: count.flatMap { $0.number > 0 ? $0.text(formats) : nil },
                isOn: request.view?.key == view.key)
        }
        return (module.views.isEmpty ? [] : [all] + views) + ownPick + facetPicks
    }

    /// *Mes clients*, beside whichever view is open.
    private var ownPick: [RecordListPage.Pick] {
        let isOn = request.givenTo != nil
        guard offersOwn || isOn else { return [] }
        let removal = Phrase(fr: "Retirer le filtre Mes clients", en: "Remove the filter My customers")
        return [
            RecordListPage.Pick(
                label: Phrase(fr: "Mes clients", en: "My customers")(language),
                path: request.address(path, isOwn: !isOn), isOn: isOn, removal: isOn ? removal(language) : nil)
        ]
    }

    private var facetPicks: [RecordListPage.Pick] {
        request.facets.map { facet in
            let others = request.facets.filter { $0.field.key != facet.field.key }
            let label =
                facet.field.label(for: place.viewer)(language) + (language == .fr ? "\u{A0}: " : ": ")
                + shownValue(facet)
            let removal = Phrase(fr: "Retirer le filtre \(label)", en: "Remove the filter \(label)")
            return RecordListPage.Pick(
                label: label, path: request.address(path, facets: others), isOn: true, removal: removal(language))
        }
    }

    private func shownValue(_ facet: Facet) -> String {
        if let target = facet.field.target {
            let names = facet.ids.compactMap { contents.titles[target]?[$0] }
            return names.isEmpty ? "–" : names.joined(separator: ", ")
        }
        if facet.field.type.storage == .day || facet.field.type is InstantType { return range(facet) }
        return facet.pairs.map { pair in
            (try? facet.field.type.read(pair.value)).map { facet.field.type.show($0, formats) } ?? pair.value
        }.joined(separator: ", ")
    }

    private func range(_ facet: Facet) -> String {
        facet.pairs.compactMap { pair in
            Day(iso: pair.value).map { day in
                (pair.name.hasSuffix("_from")
                    ? Phrase(fr: "depuis le ", en: "from ") : Phrase(fr: "jusqu’au ", en: "to "))(language)
                    + formats.day(day)
            }
        }.joined(separator: " ")
    }

    var display: ListDisplay {
        let visible = place.viewer.visibleFields(of: module)
        return ListDisplay(
            sorts: visible.filter(\.isSorted).flatMap(sorts), sort: request.sort.text,
            facets: place.isOffice ? visible.flatMap(inputs) : [],
            columns: place.isOffice ? choices(visible) : [])
    }

    private func sorts(_ field: Field) -> [(key: String, label: String)] {
        let label = field.label(for: place.viewer)(language)
        let ways: (rising: Phrase, falling: Phrase) =
            field.type.storage == .day || field.type is InstantType
            ? (Phrase(fr: "du plus ancien", en: "oldest first"), Phrase(fr: "du plus récent", en: "newest first"))
            : field.type.isNumeric
                ? (Phrase(fr: "du plus petit", en: "smallest first"), Phrase(fr: "du plus grand", en: "largest first"))
                : (Phrase(fr: "de A à Z", en: "A to Z"), Phrase(fr: "de Z à A", en: "Z to A"))
        return [
            ("-" + field.key, "\(label), \(ways.falling(language))"), (field.key, "\(label), \(ways.rising(language))"),
        ]
    }

    /// Controls for lists of values, and for the day by which the list is usually read. Several values at once come only from addresses.
    private func inputs(_ field: Field) -> [ListDisplay.FacetInput] {
        let pairs = request.facets.first { $0.field.key == field.key }?.pairs ?? []
        let label = field.label(for: place.viewer)(language)
        func value(_ name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }
        if let type = field.type as? ChoiceType, pairs.count <= 1 {
            return [
                .init(
                    name: "f_" + field.key, label: label, value: value("f_" + field.key),
                    choices: type.choices.map { ($0.key, $0.label(language)) })
            ]
        }
        guard field.key == module.sort.field, field.type.storage == .day || field.type is InstantType else { return [] }
        return [
            .init(
                name: "f_\(field.key)_from", label: label + Phrase(fr: ", depuis le", en: ", from")(language),
                value: value("f_\(field.key)_from"), choices: nil),
            .init(
                name: "f_\(field.key)_to", label: label + Phrase(fr: ", jusqu’au", en: ", to")(language),
                value: value("f_\(field.key)_to"), choices: nil),
        ]
    }

    private func choices(_ visible: [Field]) -> [(key: String, label: String, isOn: Bool)] {
        let on = Set(contents.fields.map(\.key))
        return visible.map { ($0.key, $0.label(language), on.contains($0.key)) }
    }
}
