import Core
import HTML
import Store
import Web

/// The first tab of most modules: lines and totals where there are any, and the fields by kind.
struct RecordMain: CardPanel {
    let lines: [CardLines]
    let events: [JournalEntry]

    static func read(_ reader: CardReader, _ card: Card) throws -> RecordMain {
        let seen = reader.seen(card.module)
        let lines = try card.module.subforms.map { subform in
            let rows = try seen.lines(subform, of: card.record)
            return CardLines(
                subform: subform, rows: rows, titles: try reader.titles(of: rows, subform.fields),
                credits: try Deductions.credits(of: card.record, reader.records, reader.viewer))
        }
        return RecordMain(
            lines: lines, events: card.module.key == "accounts" ? try reader.events(of: card.record, limit: 10) : [])
    }

    func html(_ card: Card) -> HTML {
        if !card.module.subforms.isEmpty, card.module["total_incl"] != nil { return document(card) }
        let panels = FieldPanels.html(card, FieldKind.allCases)
        if !lines.isEmpty {
            return "<div class=\"stack\"><div class=\"halves\">\(panels)</div>\(each: lines, { $0.html(card) })</div>"
        }
        guard card.module.key == "accounts" else { return "<div class=\"halves\">\(panels)</div>" }
        return
            "<div class=\"stack\"><div class=\"halves\">\(panels)</div>\(EventTable(events: events, card: card).latest)</div>"
    }

    private func document(_ card: Card) -> HTML {
        let left = lines.map { $0.html(card) }
        return """
            <div class="cols document"><div class="stack">\(left)</div>\
            <aside class="stack" aria-label="\(Phrase(fr: "Résumé", en: "Summary")(card.language))">\(FieldPanels.html(card, [.identity, .reach, .inside]))</aside></div>
            """
    }
}

/// A record's fields that hold something, one box a kind; the title and the state stand in the head.
enum FieldPanels {
    static func html(_ card: Card, _ kinds: [FieldKind], without: Set<String> = []) -> [HTML] {
        if let layout = card.module.layouts.first { return sections(card, layout, without) }
        return kinds.compactMap { kind in
            let told = without.union([card.module.title, card.module.state?.field ?? ""])
                .union(card.module.isPeople ? ["first_name"] : [])
            let fields = card.module.fields.filter {
                FieldKind($0) == kind && !told.contains($0.key) && card.record.has($0.key)
            }
            let pairs = card.facts(fields)
            guard !pairs.isEmpty else { return nil }
            let title = kind == .identity ? Phrase(fr: "En bref", en: "At a glance") : kind.title(card.module)
            return bodyPanel(title(card.language), id: "facts-\(kind)", facts(pairs, isPlain: true))
        }
    }
}

extension FieldPanels {
    /// One box a section of the layout that an administrator made.
    private static func sections(_ card: Card, _ layout: Layout, _ without: Set<String>) -> [HTML] {
        let told = without.union([card.module.title, card.module.state?.field ?? ""])
        let shown = card.module.fields.filter { !told.contains($0.key) && card.record.has($0.key) }
        return FieldGroup.of(shown, layout, card.module).enumerated().compactMap { index, group in
            let pairs = card.facts(group.fields)
            guard !pairs.isEmpty else { return nil }
            return bodyPanel(group.title(card.language), id: "facts-\(index)", facts(pairs, isPlain: true))
        }
    }
}

/// The lines of a document and its totals.
struct CardLines: Sendable {
    let subform: Subform
    let rows: [Row]
    let titles: [RecordID: String]
    /// The credit notes of an invoice.
    var credits: [Record] = []

    func html(_ card: Card) -> HTML {
        let language = card.language
        let title = subform.label(language)
        guard !rows.isEmpty else {
            let text = Phrase(fr: "Aucune ligne pour l’instant.", en: "No lines yet.")(language)
            return panel(
                title, id: "lines-" + subform.key, action: change(card, isNew: true),
                "<div class=\"body\"><p class=\"soft\">\(text)</p></div>\(totals(card))")
        }
        let columns = columns
        let heads: [HTML] = columns.map {
            "<th scope=\"col\"\(" class=\"num\"", if: $0.type.isNumeric)>\($0.label(language))</th>"
        }
        let table: HTML = """
            <div class="sheet" role="group" aria-label="\(title)" tabindex="0"><table class="rows lines"><thead><tr>\(heads)</tr></thead>\
            <tbody>\(each: rows, { row($0, columns, card) })</tbody></table></div>
            """
        return panel(
            title, id: "lines-" + subform.key, count: rows.count, action: change(card, isNew: false),
            table + totals(card))
    }

    private func change(_ card: Card, isNew: Bool) -> HTML? {
        guard card.mayEdit else { return nil }
        let label =
            isNew
            ? Phrase(fr: "Ajouter des lignes", en: "Add lines")
            : Phrase(fr: "Modifier les lignes", en: "Edit the lines")
        return buttonLink(label(card.language), card.path + "/lines?in=" + subform.key, .quiet)
    }

    /// What the first column and the totals tell already is left out, and what is nothing on every line.
    private var columns: [Field] {
        subform.fields.filter { field in
            !["kind", "product_id", "total_incl"].contains(field.key)
                && rows.contains { !$0[field.key].isNull && $0[field.key] != .int(0) }
        }
    }

    private func row(_ row: Row, _ columns: [Field], _ card: Card) -> HTML {
        let isTitle = row["kind"].text == "title"
        let cells: [HTML] = columns.map { field in
            if field.key == "label" { return "<td class=\"key\">\(label(row, isTitle: isTitle))</td>" }
            guard !row[field.key].isNull, !isTitle, field.key != "discount" || row[field.key] != .int(0) else {
                return "<td class=\"none\"></td>"
            }
            let shown = CardValue.html(field, row[field.key], titles, card.formats, in: card.record.currency)
            let isTotal = field.key == "total_excl"
            return isTotal
                ? "<td class=\"amount\">\(shown)</td>"
                : "<td class=\"num\" data-label=\"\(field.label(card.language))\">\(shown)</td>"
        }
        return "<tr>\(cells)</tr>"
    }

    private func label(_ row: Row, isTitle: Bool) -> HTML {
        let text = row["label"].text ?? ""
        let product = row["product_id"].id.flatMap { id in
            titles[id].map { "<a class=\"ref\" href=\"\(OfficePath.record("products", id))\">\($0)</a> " as HTML }
        }
        return isTitle ? "<b>\(text)</b>" : "\(product)\(CardValue.lines(text))"
    }

    private func deductions(_ card: Card) -> HTML {
        Deductions(record: card.record, credits: credits, formats: card.formats) {
            OfficePath.record($0.module.key, $0.id)
        }.html
    }

    private func totals(_ card: Card) -> HTML {
        guard card.module["total_incl"] != nil, subform.key == card.module.subforms.first?.key else { return .empty }
        let amounts = card.module.fields.filter {
            $0.type is MoneyType && !$0.isInternal && !card.record[$0.key].isNull
        }
        guard !amounts.isEmpty else { return .empty }
        return """
            <dl class="totals">\(each: amounts, { field in
                field.key == "total_incl" ? "<dt class=\"sum\">\(field.label(card.language))</dt><dd class=\"sum\">\(card.value(field))</dd>"
                    : "<dt>\(card.label(field))</dt><dd>\(card.value(field))</dd>"
            })\(deductions(card))</dl>
            """
    }
}
