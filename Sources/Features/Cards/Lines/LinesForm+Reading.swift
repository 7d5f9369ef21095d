import Core
import Store
import Web

extension LinesForm {
    /// The lines as they are to be stored, with their totals; empty and removed ones are left out. `problems` says what is wrong.
    mutating func read(_ products: [String: LineProduct]) -> [[String: Value]] {
        var read: [[String: Value]] = []
        for index in lines.indices where !lines[index].isEmpty && !lines[index].isRemoved {
            read.append(line(index, products))
        }
        return read
    }

    private mutating func line(_ index: Int, _ products: [String: LineProduct]) -> [String: Value] {
        var values: [String: Value] = [:]
        for field in fields {
            let text = lines[index].cells[field.key] ?? ""
            guard !text.isEmpty else { continue }
            do {
                values[field.key] = try field.target == nil ? field.type.read(text) : product(text, products)
            } catch {
                problems[LinesForm.name(index, field.key)] = error
            }
        }
        takeOver(lines[index].cells["product_id"].flatMap { products[$0] }, &values)
        check(index, &values)
        return values
    }

    private func product(_ ref: String, _ products: [String: LineProduct]) throws(FieldProblem) -> Value {
        guard let product = products[ref] else {
            throw FieldProblem(
                fr: "Aucun produit ne porte la référence « \(ref) ».", en: "No product has the reference “\(ref)”.")
        }
        return .id(product.id)
    }

    /// What was left empty comes from the product.
    private func takeOver(_ product: LineProduct?, _ values: inout [String: Value]) {
        guard let product else { return }
        let own: [(String, Value?)] = [
            ("label", product.label.map { .text($0) }), ("kind", product.kind.map { .text($0) }),
            ("unit_price", product.price.map { .int($0 * 100) }), ("vat_rate", product.vatRate.map { .int($0) }),
        ]
        for (key, value) in own where values[key] == nil && fields.contains(where: { $0.key == key }) {
            values[key] = value
        }
    }

    private mutating func check(_ index: Int, _ values: inout [String: Value]) {
        if values["label"] == nil, values["product_id"] == nil {
            problems[LinesForm.name(index, "label")] = FieldProblem(
                fr: "Décrivez la ligne ou indiquez un produit.", en: "Describe the line or name a product.")
        }
        guard subform.fields.contains(where: { $0.key == "unit_price" }) else { return }
        if values["kind"]?.text == "title" {
            for key in ["product_id", "quantity", "unit_price", "discount", "vat_rate"] { values[key] = nil }
            return
        }
        values["quantity"] = values["quantity"] ?? .int(1000)
        let amounts = LineAmounts(
            quantity: values["quantity"]?.int ?? 0, unitPrice: values["unit_price"]?.int ?? 0,
            discount: values["discount"]?.int ?? 0, vatRate: values["vat_rate"]?.int ?? 0)
        guard let amounts else {
            problems[LinesForm.name(index, "unit_price")] = FieldProblem(
                fr: "Le montant de cette ligne est trop grand.", en: "The amount of this line is too large.")
            return
        }
        values["total_excl"] = .int(amounts.totalExcl)
        values["total_incl"] = .int(amounts.totalIncl)
    }
}
