import Core
import Store
import Web

/// The lines of a document as a form: what each cell holds as text, and what is wrong with it.
struct LinesForm: Sendable {
    let subform: Subform
    let formats: Formats
    var lines: [Line]
    /// By the name of the cell.
    var problems: [String: FieldProblem] = [:]

    /// One line; a product is named by its reference.
    struct Line: Sendable {
        var cells: [String: String] = [:]
        var isRemoved = false

        /// Nothing was typed: the kind alone is what the form offers.
        var isEmpty: Bool { cells.allSatisfy { $0.key == "kind" || $0.value.isEmpty } }
    }

    /// A form has at most 2,000 fields.
    static let most = 150
    static let spare = 3

    /// What is typed; totals are worked out.
    var fields: [Field] { subform.fields.filter { !LineAmounts.fields.contains($0.key) } }

    static func name(_ line: Int, _ field: String) -> String { "l\(line)_\(field)" }

    /// The lines as they are, with a few empty ones below.
    init(_ subform: Subform, _ rows: [Row], products: [RecordID: String], _ formats: Formats) {
        self.subform = subform
        self.formats = formats
        lines = []
        lines = rows.map { row in
            var line = Line()
            for field in fields where !row[field.key].isNull {
                line.cells[field.key] =
                    field.target == nil
                    ? field.type.edit(row[field.key], formats) : row[field.key].id.flatMap { products[$0] }
            }
            return line
        }
        addSpare()
    }

    /// What was typed, right or wrong.
    init(_ subform: Subform, _ posted: Form, _ formats: Formats) throws {
        self.subform = subform
        self.formats = formats
        lines = []
        guard let count = posted.int("count", 0...Int64(LinesForm.most)) else { throw Refusal.unreadable }
        lines = (0..<Int(count)).map { index in
            var line = Line(isRemoved: posted.has(LinesForm.name(index, "remove")))
            for field in fields { line.cells[field.key] = posted[LinesForm.name(index, field.key)] }
            return line
        }
    }

    mutating func addSpare() {
        for _ in 0..<min(LinesForm.spare, LinesForm.most - lines.count) { lines.append(Line()) }
    }

    /// The references that were typed.
    var references: [String] { lines.compactMap { $0.cells["product_id"] }.filter { !$0.isEmpty } }
}

/// A product as a line takes it over.
struct LineProduct: Sendable {
    let id: RecordID
    let ref: String
    let label: String?
    let kind: String?
    /// Cents.
    let price: Int64?
    let vatRate: Int64?

    init(_ record: Record) {
        id = record.id
        ref = record["ref"].text ?? ""
        label = record["label"].text
        kind = record["kind"].text
        price = record["price_excl"].int
        vatRate = record["vat_rate"].int
    }

    /// The products of these references, by reference.
    static func named(_ references: [String], _ records: Records, _ viewer: Viewer) throws -> [String: LineProduct] {
        guard !references.isEmpty, let module = records.catalog["products"] else { return [:] }
        var query = Query(sort: module.sort)
        query.filters = [Filter("ref", .oneOf(Set(references).sorted().map { .text($0) }))]
        query.limit = LinesForm.most
        let columns = ["ref", "label", "kind", "price_excl", "vat_rate"]
        let found = try records.seen(by: viewer, module).list(query, columns: columns).records.map(LineProduct.init)
        return Dictionary(found.map { ($0.ref, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Some references to choose from; whoever knows another one types it.
    static func offered(_ records: Records, _ viewer: Viewer) throws -> [(ref: String, label: String)] {
        guard let module = records.catalog["products"] else { return [] }
        var query = Query(sort: module.sort)
        query.limit = LookupChoices.most
        return try records.seen(by: viewer, module).list(query, columns: ["ref", "label"]).records.map {
            ($0["ref"].text ?? "", $0["label"].text ?? "")
        }
    }
}
