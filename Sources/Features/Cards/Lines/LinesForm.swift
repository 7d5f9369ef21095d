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
