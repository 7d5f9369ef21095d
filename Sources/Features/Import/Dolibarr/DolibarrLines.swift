import Core

extension DolibarrRow {
    /// The lines of a quote, order or invoice, each with its own texts and figures.
    func commercialLines(_ currency: DolibarrCurrency?) throws -> [IncomingLine] {
        let isSituation = try source.text("type") == "5"
        return try lines { line, fill in
            let kind = try line.text("product_type") ?? "0"
            fill.values["kind"] = .text(kind == "9" ? "title" : kind == "1" ? "service" : "product")
            try fill.product(line)
            guard kind != "9" else { return }
            try fill.number(line, ["qty"], "quantity")
            try fill.amount(line, ["subprice", "pu_ht"], "unit_price", currency)
            try fill.number(line, ["remise_percent"], "discount")
            try fill.number(line, ["tva_tx"], "vat_rate")
            try fill.amount(line, ["total_ht"], "total_excl", currency)
            try fill.amount(line, ["total_ttc"], "total_incl", currency)
            if isSituation { try fill.number(line, ["situation_percent"], "progress") }
        }
    }

    func shipmentLines() throws -> [IncomingLine] {
        try lines { line, fill in
            try fill.product(line)
            try fill.number(line, ["qty_shipped", "qty"], "quantity")
            try fill.number(line, ["qty_asked"], "ordered")
        }
    }

    private func lines(_ read: (DolibarrObject, inout LineFill) throws -> Void) throws -> [IncomingLine] {
        guard let subform = module.subforms.first else { return [] }
        return try source.objects("lines").enumerated().map { index, line in
            var fill = LineFill(fields: subform.fields)
            do { try read(line, &fill) } catch {
                throw ImportProblem(ImportProblem.reason(error)).inLine(index + 1)
            }
            return IncomingLine(values: fill.values, references: fill.references)
        }
    }
}

/// The values of one line as they are read.
private struct LineFill {
    let fields: [Field]
    var values: [String: Value] = [:]
    var references: [String: String] = [:]

    mutating func product(_ line: DolibarrObject) throws {
        if let id = try line.id("fk_product") { references["product_id"] = id }
        guard let field = fields.first(where: { $0.key == "label" }), let text = try label(of: line) else { return }
        do throws(FieldProblem) { values["label"] = try field.importedValue(text) } catch {
            throw ImportProblem.refused(text, field: field, source: "desc", error.message)
        }
    }

    /// The product's name, then what the line adds to it, unless that says the name already.
    private func label(of line: DolibarrObject) throws -> String? {
        let name = try line.text("product_label")
        guard let description = try line.text("desc") else { return try name ?? line.text("label") }
        let text = LineFill.deductions[description] ?? PlainText.from(description)
        guard let name, !text.contains(name) else { return text }
        return name + "\n" + text
    }

    /// Dolibarr's marks for what was paid before.
    private static let deductions = [
        "(DEPOSIT)": "Acompte déduit", "(CREDIT_NOTE)": "Avoir déduit", "(EXCESS RECEIVED)": "Trop-perçu déduit",
        "(EXCESS PAID)": "Trop-payé déduit",
    ]

    mutating func amount(
        _ line: DolibarrObject, _ names: [String], _ key: String, _ currency: DolibarrCurrency?
    ) throws {
        guard let currency else { return try number(line, names, key) }
        guard let field = fields.first(where: { $0.key == key }) else { return }
        values[key] = try currency.amount(names, in: line, for: field)
    }

    mutating func number(_ line: DolibarrObject, _ names: [String], _ key: String) throws {
        guard let field = fields.first(where: { $0.key == key }),
            let name = try names.first(where: { try line.text($0) != nil })
        else { return }
        values[key] = try line.number(name, for: field)
    }
}

extension ImportProblem {
    func inLine(_ number: Int) -> ImportProblem {
        ImportProblem(fr: "Ligne \(number). \(reason.fr)", en: "Line \(number). \(reason.en)")
    }
}
