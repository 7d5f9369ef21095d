import Core

/// Lays sent lines over stored ones, by the rights of one viewer.
struct LineMerger {
    let viewer: Viewer
    let module: Module
    let subform: Subform
    let stored: [Row]
    let products: [RecordID: Row]
    private(set) var problems: [String: FieldProblem] = [:]
    /// What lines point to that they did not point to before, by cell.
    private(set) var pointed: [(cell: String, field: Field, id: RecordID)] = []

    init(viewer: Viewer, module: Module, subform: Subform, stored: [Row], products: [RecordID: Row]) {
        self.viewer = viewer
        self.module = module
        self.subform = subform
        self.stored = stored
        self.products = products
    }

    /// Throws `WriteRefusal.notFound` when lines come or go without the right.
    mutating func lines(_ sent: [SentLine], mayAdd: Bool) throws -> [LineToStore] {
        let known = Dictionary(stored.map { ($0["id"].id, $0) }, uniquingKeysWith: { first, _ in first })
        let kept = sent.compactMap(\.id)
        let comesOrGoes = kept.count != sent.count || Set(kept) != Set(stored.compactMap { $0["id"].id })
        guard mayAdd || !comesOrGoes, Set(kept).count == kept.count else { throw WriteRefusal.notFound }
        return try sent.enumerated().map { index, line in
            guard let id = line.id else { return LineToStore(values: merged(index, line, nil)) }
            guard let row = known[id] else { throw WriteRefusal.notFound }
            return LineToStore(id: id, values: merged(index, line, row))
        }
    }

    private mutating func merged(_ index: Int, _ line: SentLine, _ row: Row?) -> [String: Value] {
        var values: [String: Value] = [:]
        for field in subform.fields where !LineAmounts.fields.contains(field.key) || subform["unit_price"] == nil {
            let before = row?[field.key] ?? .null
            guard let value = line.values[field.key], value != before else {
                values[field.key] = before
                continue
            }
            if !mayEdit(field) { problems["\(index).\(field.key)"] = .notAllowed }
            if field.target != nil, let id = value.id { pointed.append(("\(index).\(field.key)", field, id)) }
            values[field.key] = value
        }
        forgetFormerProduct(row, &values)
        takeOver(values["product_id"]?.id.flatMap { products[$0] }, &values)
        check(index, row, &values)
        return values.filter { !$0.value.isNull }
    }

    /// Who puts another product in the line and may not write its price gets the new product's price, not the old one's.
    private func forgetFormerProduct(_ row: Row?, _ values: inout [String: Value]) {
        guard let row, let product = values["product_id"], !product.isNull, product != row["product_id"] else { return }
        for field in subform.fields where ["label", "kind", "unit_price", "vat_rate"].contains(field.key) {
            if !mayEdit(field) { values[field.key] = .null }
        }
    }

    /// What was left empty comes from the product.
    private func takeOver(_ product: Row?, _ values: inout [String: Value]) {
        guard let product else { return }
        let own: [(String, Value)] = [
            ("label", product["label"]), ("kind", product["kind"]),
            ("unit_price", product["price_excl"]),
            ("vat_rate", product["vat_rate"]),
        ]
        for (key, value) in own where (values[key] ?? .null).isNull && subform[key] != nil { values[key] = value }
    }

    private mutating func check(_ index: Int, _ row: Row?, _ values: inout [String: Value]) {
        for field in subform.fields where field.isRequired && (values[field.key] ?? .null).isNull {
            problems["\(index).\(field.key)"] = .required
        }
        if subform["product_id"] != nil, (values["label"] ?? .null).isNull, (values["product_id"] ?? .null).isNull {
            problems["\(index).label"] = FieldProblem(
                fr: "Décrivez la ligne ou indiquez un produit.", en: "Describe the line or name a product.")
        }
        guard subform["unit_price"] != nil, !keeps(row, &values) else { return }
        if values["kind"]?.text == "title" { return makeTitle(index, row, &values) }
        if (values["quantity"] ?? .null).isNull { values["quantity"] = .int(1_000_000) }
        amounts(index, &values)
    }

    /// A line whose figures nobody changed comes to what it came to: business software rounds and deducts in ways of its own.
    private func keeps(_ row: Row?, _ values: inout [String: Value]) -> Bool {
        guard let row, LineAmounts.figures.allSatisfy({ subform[$0] == nil || (values[$0] ?? .null) == row[$0] })
        else { return false }
        for key in LineAmounts.fields where subform[key] != nil { values[key] = row[key] }
        return true
    }

    /// A title has no figures. Whoever may not write one of them does not take it away by this door either.
    private mutating func makeTitle(_ index: Int, _ row: Row?, _ values: inout [String: Value]) {
        for field in subform.fields where LineMerger.figures.contains(field.key) {
            let before = row?[field.key] ?? .null
            if !before.isNull, !mayEdit(field) { problems["\(index).kind"] = .notAllowed }
            values[field.key] = .null
        }
    }

    private static let figures: Set<String> = [
        "product_id", "quantity", "unit_price", "discount", "vat_rate", "progress",
    ]

    private func mayEdit(_ field: Field) -> Bool { viewer.mayEdit(field, of: subform, in: module) }

    private mutating func amounts(_ index: Int, _ values: inout [String: Value]) {
        let amounts = LineAmounts(
            quantity: values["quantity"]?.int ?? 0, unitPrice: values["unit_price"]?.int ?? 0,
            discount: values["discount"]?.int ?? 0, vatRate: values["vat_rate"]?.int ?? 0,
            progress: values["progress"]?.int ?? 10_000)
        guard let amounts else {
            problems["\(index).unit_price"] = FieldProblem(
                fr: "Le montant de cette ligne est trop grand.", en: "The amount of this line is too large.")
            return
        }
        values["total_excl"] = .int(amounts.totalExcl)
        values["total_incl"] = .int(amounts.totalIncl)
    }
}
