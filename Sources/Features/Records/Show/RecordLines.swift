import Core
import HTML
import Web

/// The lines of a document with its totals.
struct RecordLines: Sendable {
    let subform: Subform
    let rows: [Row]
    let contents: RecordContents
    let viewer: Viewer
    let formats: Formats
    let place: RecordPlace
    /// Where the lines are changed; nil for whoever may not.
    var edit: String?

    private var language: Language { formats.language }
    /// The columns that hold something on some line.
    private var fields: [Field] {
        viewer.visibleFields(of: subform, in: contents.record.module).filter { field in
            guard !["kind", "product_id", "total_incl"].contains(field.key) else { return false }
            return field.key == "label"
                || rows.contains { !($0[field.key].isNull || field.key == "discount" && $0[field.key].int == 0) }
        }
    }

    var html: HTML {
        let fields = fields
        let label = subform.label(language)
        let id = subform.key
        let words = Phrase(fr: "Modifier les lignes", en: "Edit the lines")(language)
        let action: HTML? = edit.map { buttonLink(words, $0, .quiet) }
        guard !rows.isEmpty else {
            let none = Phrase(fr: "Aucune ligne pour l’instant.", en: "No lines yet.")(language)
            return bodyPanel(label, id: id, action: action, "<p class=\"soft\">\(none)</p>")
        }
        return """
            <section class="panel" aria-labelledby="\(id)"><header><h2 id="\(id)">\(label)</h2>\(action)</header>\
            <div class="sheet" role="group" aria-labelledby="\(id)" tabindex="0"><table class="rows lines"><thead><tr>\
            \(each: fields, { "<th scope=\"col\"\(" class=\"num\"", if: $0.type.isNumeric)>\($0.label(language))</th>" })</tr></thead>\
            <tbody>\(each: rows, { row($0, fields) })</tbody></table></div>\(totals)</section>
            """
    }

    private func row(_ row: Row, _ fields: [Field]) -> HTML {
        if row["kind"].text == "title" {
            return "<tr><th scope=\"colgroup\" colspan=\"\(fields.count)\" class=\"key\">\(name(row))</th></tr>"
        }
        return "<tr>\(each: fields, { cell(row, $0) })</tr>"
    }

    private func cell(_ row: Row, _ field: Field) -> HTML {
        if field.key == "label" { return "<td class=\"key\">\(name(row))</td>" }
        let value = row[field.key]
        guard !value.isNull, field.key != "discount" || value.int != 0 else { return "<td class=\"none\"></td>" }
        let shown = field.show(value, formats, in: contents.record.currency)
        if field.key == "total_excl" { return "<td class=\"amount\">\(shown)</td>" }
        return "<td\(" class=\"num\"", if: field.type.isNumeric) data-label=\"\(field.label(language))\">\(shown)</td>"
    }

    private func name(_ row: Row) -> String {
        row["label"].text ?? row["product_id"].id.flatMap { contents.titles["products"]?[$0] } ?? ""
    }

    private var totals: HTML {
        let record = contents.record
        guard subform.key == record.module.subforms.first?.key else { return .empty }
        let shown = viewer.visibleFields(of: record.module).filter {
            RecordLines.totalKeys.contains($0.key) && !record[$0.key].isNull
        }
        guard !shown.isEmpty else { return .empty }
        let pairs: [HTML] = shown.map { field in
            let isSum = field.key == "total_incl"
            return
                "<dt\(" class=\"sum\"", if: isSum)>\(field.label(language))</dt><dd\(" class=\"sum\"", if: isSum)>\(record.show(field, formats))</dd>"
        }
        return "<dl class=\"totals\">\(pairs)\(deductions)</dl>"
    }

    private var deductions: HTML {
        Deductions(record: contents.record, credits: contents.credits, formats: formats) {
            place.record($0.module.key, $0.id)
        }.html
    }

    static let totalKeys: Set = ["total_excl", "total_vat", "total_incl"]
}
