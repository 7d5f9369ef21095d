package import Core

/// A line as somebody sends it: the stored line it stands for, if any, and the fields that were sent.
package struct SentLine: Sendable {
    package let id: RecordID?
    package let values: [String: Value]

    package init(id: RecordID? = nil, _ values: [String: Value]) {
        self.id = id
        self.values = values
    }
}

extension SeenRecords {
    /// Whether the viewer may add lines to the sub-form, and take lines away: whoever may name a line may.
    package func mayAddLines(_ subform: Subform) -> Bool {
        subform.naming.map { viewer.mayEdit($0, of: subform, in: module) } ?? false
    }

    /// Whether the viewer may change anything in the lines of a record that the viewer may change.
    package func mayEditLines(_ subform: Subform) -> Bool {
        subform.fields.contains { viewer.mayEdit($0, of: subform, in: module) }
    }

    /// Puts these lines, in this order, in the place of a record's own, and works amounts and totals out anew.
    ///
    /// What the viewer may not change of a stored line stays as it is; sent all the same, it is refused as `LINE.FIELD`. So is a line that
    /// points to what the viewer may not see, lacks what it must have, or comes to too large an amount.
    package func replaceLines(
        _ subform: Subform, of id: RecordID, version: Int64, with sent: [SentLine], ids: RecordIDGenerator,
        at now: Instant
    ) throws {
        guard let current = try find(id), try mayEdit(id), mayEditLines(subform) else { throw WriteRefusal.notFound }
        guard current.version == version else { throw WriteRefusal.stale(current: current.version) }
        let stored = try storedLines(subform.fields.map(\.key), subform, of: id)
        var merger = LineMerger(
            viewer: viewer, module: module, subform: subform, stored: stored, products: try products(of: sent))
        let lines = try merger.lines(sent, mayAdd: mayAddLines(subform))
        let problems = merger.problems.merging(try dangling(sent, subform)) { first, _ in first }
        guard problems.isEmpty else { throw WriteRefusal.fields(problems) }
        let totals = totals(of: lines, subform, try settlement(of: id))
        guard try RecordTable(connection, module).update(id, version: version, totals, by: viewer.person, at: now)
        else { throw WriteRefusal.stale(current: version + 1) }
        try connection.storeLines(lines, of: id, subform, ids)
    }

    /// What lines take over from their products: the system does that, whatever the viewer may see.
    private func products(of lines: [SentLine]) throws -> [RecordID: Row] {
        let ids = Set(lines.compactMap { $0.values["product_id"]?.id }).sorted()
        guard !ids.isEmpty, catalog["products"] != nil else { return [:] }
        let list = ids.map { "\($0)" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            "SELECT \"id\", \"label\", \"kind\", \"price_excl\", \"vat_rate\" FROM \"products\" WHERE \"id\" IN (\(list))"
        )
        return Dictionary(
            rows.compactMap { row in row["id"].id.map { ($0, row) } }, uniquingKeysWith: { first, _ in first })
    }

    /// Paid and left to pay, whether the viewer may see them or not.
    private func settlement(of id: RecordID) throws -> Row? {
        let names = ["paid", "remaining"].filter { module[$0] != nil }
        return try connection.row("SELECT \(columns(names)) FROM \(table) WHERE \"id\" = \(id)")
    }

    private func dangling(_ lines: [SentLine], _ subform: Subform) throws -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        for field in subform.fields {
            guard let target = field.target.flatMap({ catalog[$0] }) else { continue }
            let seen = SeenRecords(connection: connection, catalog: catalog, viewer: viewer, module: target)
            for (index, line) in lines.enumerated() {
                guard let id = line.values[field.key]?.id, try seen.find(id) == nil else { continue }
                problems["\(index).\(field.key)"] = .dangling
            }
        }
        return problems
    }

    /// The sums of the lines, and what is left to pay of them. A sub-form without prices changes no amount.
    private func totals(of lines: [[String: Value]], _ subform: Subform, _ current: Row?) -> [String: Value] {
        guard module["total_incl"] != nil, subform["total_incl"] != nil else { return [:] }
        let excl = lines.reduce(Int64(0)) { $0 + ($1["total_excl"]?.int ?? 0) }
        let incl = lines.reduce(Int64(0)) { $0 + ($1["total_incl"]?.int ?? 0) }
        var totals: [String: Value] = [
            "total_excl": .int(excl), "total_vat": .int(incl - excl), "total_incl": .int(incl),
        ]
        let isPaidFor = module["paid"] != nil && module["remaining"] != nil
        let (paid, remaining) = (current?["paid"] ?? .null, current?["remaining"] ?? .null)
        if isPaidFor, !remaining.isNull || !paid.isNull { totals["remaining"] = .int(incl - (paid.int ?? 0)) }
        return totals
    }
}

/// Lays sent lines over stored ones, by the rights of one viewer.
private struct LineMerger {
    let viewer: Viewer
    let module: Module
    let subform: Subform
    let stored: [Row]
    let products: [RecordID: Row]
    var problems: [String: FieldProblem] = [:]

    /// Throws `WriteRefusal.notFound` when lines come or go without the right.
    mutating func lines(_ sent: [SentLine], mayAdd: Bool) throws -> [[String: Value]] {
        let known = Dictionary(stored.map { ($0["id"].id, $0) }, uniquingKeysWith: { first, _ in first })
        let kept = sent.compactMap(\.id)
        let comesOrGoes = kept.count != sent.count || Set(kept) != Set(stored.compactMap { $0["id"].id })
        guard mayAdd || !comesOrGoes, Set(kept).count == kept.count else { throw WriteRefusal.notFound }
        return try sent.enumerated().map { index, line in
            guard let id = line.id else { return merged(index, line, nil) }
            guard let row = known[id] else { throw WriteRefusal.notFound }
            return merged(index, line, row)
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
            if !viewer.mayEdit(field, of: subform, in: module) { problems["\(index).\(field.key)"] = .notAllowed }
            values[field.key] = value
        }
        forgetFormerProduct(row, &values)
        takeOver(values["product_id"]?.id.flatMap { products[$0] }, &values)
        check(index, &values)
        return values.filter { !$0.value.isNull }
    }

    /// Who puts another product in the line and may not write its price gets the new product's price, not the old one's.
    private func forgetFormerProduct(_ row: Row?, _ values: inout [String: Value]) {
        guard let row, let product = values["product_id"], product != row["product_id"] else { return }
        for field in subform.fields where ["label", "kind", "unit_price", "vat_rate"].contains(field.key) {
            if !viewer.mayEdit(field, of: subform, in: module) { values[field.key] = .null }
        }
    }

    /// What was left empty comes from the product.
    private func takeOver(_ product: Row?, _ values: inout [String: Value]) {
        guard let product else { return }
        let own: [(String, Value)] = [
            ("label", product["label"]), ("kind", product["kind"]),
            ("unit_price", product["price_excl"].int.map { .int($0 * 100) } ?? .null),
            ("vat_rate", product["vat_rate"]),
        ]
        for (key, value) in own where (values[key] ?? .null).isNull && subform[key] != nil { values[key] = value }
    }

    private mutating func check(_ index: Int, _ values: inout [String: Value]) {
        for field in subform.fields where field.isRequired && (values[field.key] ?? .null).isNull {
            problems["\(index).\(field.key)"] = .required
        }
        if subform["product_id"] != nil, (values["label"] ?? .null).isNull, (values["product_id"] ?? .null).isNull {
            problems["\(index).label"] = FieldProblem(
                fr: "Décrivez la ligne ou indiquez un produit.", en: "Describe the line or name a product.")
        }
        guard subform["unit_price"] != nil else { return }
        if values["kind"]?.text == "title" {
            for key in ["product_id", "quantity", "unit_price", "discount", "vat_rate"] { values[key] = .null }
            return
        }
        if (values["quantity"] ?? .null).isNull { values["quantity"] = .int(1000) }
        amounts(index, &values)
    }

    private mutating func amounts(_ index: Int, _ values: inout [String: Value]) {
        let amounts = LineAmounts(
            quantity: values["quantity"]?.int ?? 0, unitPrice: values["unit_price"]?.int ?? 0,
            discount: values["discount"]?.int ?? 0, vatRate: values["vat_rate"]?.int ?? 0)
        guard let amounts else {
            problems["\(index).unit_price"] = FieldProblem(
                fr: "Le montant de cette ligne est trop grand.", en: "The amount of this line is too large.")
            return
        }
        values["total_excl"] = .int(amounts.totalExcl)
        values["total_incl"] = .int(amounts.totalIncl)
    }
}

extension Subform {
    /// The field that says what a line is.
    package var naming: Field? { self["label"] ?? fields.first { $0.target == nil } ?? fields.first }
}

extension Connection {
    /// Puts the lines of a sub-form, in this order, in the place of those that a record has; a new record has none.
    func storeLines(
        _ lines: [[String: Value]], of parent: RecordID, _ subform: Subform, _ ids: RecordIDGenerator,
        isNew: Bool = false
    ) throws {
        if !isNew { try run("DELETE FROM \(Identifier(subform.table)) WHERE \"parent_id\" = \(parent)") }
        for (index, line) in lines.enumerated() {
            let system: [(String, Value)] = [
                ("id", .id(ids.next())), ("parent_id", .id(parent)), ("position", .int(Int64(index + 1))),
            ]
            let columns = system + subform.fields.compactMap { field in line[field.key].map { (field.key, $0) } }
            let names = columns.map { "\(Identifier($0.0))" as SQL }.joined(by: ", ")
            let values = columns.map { "\($0.1)" as SQL }.joined(by: ", ")
            try run("INSERT INTO \(Identifier(subform.table)) (\(names)) VALUES (\(values))")
        }
    }
}
