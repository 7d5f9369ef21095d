import Core
import HTML
import Store
import Web

/// A few records of one module as a table inside a card.
struct RecordTableView: Sendable {
    let module: Module
    let records: [Record]
    let columns: [Field]
    let titles: [RecordID: String]

    /// The newest or first records that pass `filters`, with the module's own columns without `leaving`.
    static func read(_ reader: CardReader, _ module: Module, _ filters: [Filter], limit: Int, leaving: Set<String> = [])
        throws -> RecordTableView
    {
        var query = Query(sort: module.sort)
        query.filters = filters
        query.limit = limit
        // The name of a person is shown whole, first name first.
        let leaving = module.isPeople ? leaving.union(["first_name"]) : leaving
        let columns = module.columns.filter { !leaving.contains($0) }
        let fields = columns.compactMap { module[$0] }
        let found = try reader.seen(module).list(query, columns: columns).records
        return RecordTableView(
            module: module, records: found, columns: fields, titles: try reader.titles(of: found, fields))
    }

    func html(_ formats: Formats, _ today: Day) -> HTML {
        let language = formats.language
        let heads: [HTML] = columns.map {
            "<th scope=\"col\" class=\"\(" num", if: $0.type.isNumeric)\(" long", if: $0.label(language).utf8.count > 16)\">\($0.label(language))</th>"
        }
        let rows: [HTML] = records.map { record in
            "<tr>\(each: columns.enumerated(), { cell($0.element, record, isFirst: $0.offset == 0, formats, today) })</tr>"
        }
        return """
            <div class="sheet" role="group" aria-label="\(module.many(language))" tabindex="0"><table class="rows">\
            <thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private func cell(_ field: Field, _ record: Record, isFirst: Bool, _ formats: Formats, _ today: Day) -> HTML {
        let value = record[field.key]
        if isFirst {
            let isTitle = value.isNull || field.key == module.title
            let title = isTitle ? record.title : record.show(field, formats)
            return
                "<td class=\"key\(" ref", if: field.key == "ref")\"><a href=\"\(OfficePath.record(module.key, record.id))\">\(title)</a></td>"
        }
        if field.key == module.state?.field, let state = record.chip(today: today) {
            return "<td class=\"state\">\(chip(state.label(formats.language), state.tone))</td>"
        }
        guard !value.isNull else { return "<td class=\"\("num ", if: field.type.isNumeric)none\">–</td>" }
        let shown = CardValue.html(field, value, titles, formats, in: record.currency)
        let label = field.label(formats.language)
        if field.key == "total_incl" { return "<td class=\"amount\">\(shown)</td>" }
        return field.type.isNumeric
            ? "<td class=\"num\" data-label=\"\(label)\">\(shown)</td>" : "<td data-label=\"\(label)\">\(shown)</td>"
    }
}
