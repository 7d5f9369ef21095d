import Core
import Store
import Web

/// The lines of a record as a form: what each cell holds as text, and what is wrong with it.
struct LinesForm: Sendable {
    let subform: Subform
    let module: Module
    let viewer: Viewer
    let formats: Formats
    /// What the amounts of the document are in.
    let currency: String
    /// Lines may be added and taken away.
    let mayAdd: Bool
    /// What look-ups other than to products offer, by field.
    let choices: [String: LookupChoices]
    var lines: [Line] = []
    /// By the name of the cell.
    var problems: [String: FieldProblem] = [:]

    /// One line; a product is named by its reference. `shown` is what a cell that may not be changed says.
    struct Line: Sendable {
        var id: RecordID?
        var cells: [String: String] = [:]
        var shown: [String: String] = [:]
        /// Look-ups to what the viewer may not see, or what is in the bin: left empty, they stay as they are.
        var unnamed: Set<String> = []
        var isRemoved = false

        /// Nothing was typed: the kind alone is what the form offers.
        var isEmpty: Bool { id == nil && cells.allSatisfy { $0.key == "kind" || $0.value.isEmpty } }
    }

    /// A form has at most 2,000 fields.
    static let most = 150
    static let spare = 3

    /// What is typed or read; amounts that are worked out are left out.
    var fields: [Field] {
        viewer.visibleFields(of: subform, in: module).filter {
            subform["unit_price"] == nil || !LineAmounts.fields.contains($0.key)
        }
    }

    func mayEdit(_ field: Field) -> Bool {
        guard viewer.mayEdit(field, of: subform, in: module) else { return false }
        return field.target != "products" || viewer.grants["products"].see != .nobody
    }

    static func name(_ line: Int, _ field: String) -> String { "l\(line)_\(field)" }

    /// The lines as they are, with a few empty ones below for whoever may add some.
    init(_ read: LinesRead, _ viewer: Viewer, _ formats: Formats) {
        (subform, module, self.viewer, self.formats) = (read.subform, read.record.module, viewer, formats)
        (mayAdd, choices, currency) = (read.mayAdd, read.choices, read.record.currency)
        lines = read.rows.map { row in
            var line = Line(id: row["id"].id)
            for field in fields where !row[field.key].isNull {
                let title = row[field.key].id.flatMap { read.titles[$0] }
                line.shown[field.key] = field.target == nil ? field.show(row[field.key], formats, in: currency) : title
                line.cells[field.key] = cell(field, row[field.key], title)
                if field.target != nil, title == nil { line.unnamed.insert(field.key) }
            }
            return line
        }
        addSpare()
    }

    private func cell(_ field: Field, _ value: Value, _ title: String?) -> String? {
        if field.target != nil, title == nil { return nil }
        return field.target == "products" ? title : field.type.edit(value, formats)
    }

    /// What was typed, right or wrong, over the lines as they are.
    mutating func take(_ posted: Form) throws {
        guard let count = posted.int("count", 0...Int64(LinesForm.most)) else { throw Refusal.unreadable }
        let known = Dictionary(
            lines.compactMap { line in line.id.map { ($0, line) } }, uniquingKeysWith: { first, _ in first })
        let editable = fields.filter(mayEdit)
        lines = (0..<Int(count)).map { index in
            let id = posted.id(LinesForm.name(index, "id"))
            let stored = id.flatMap { known[$0] }
            var line = Line(id: id, shown: stored?.shown ?? [:], unnamed: stored?.unnamed ?? [])
            line.isRemoved = posted.has(LinesForm.name(index, "remove"))
            for field in editable { line.cells[field.key] = posted[LinesForm.name(index, field.key)] }
            return line
        }
    }

    /// What was typed before somebody else saved, over the lines as they are now: lines that came meanwhile are added below, and those
    /// that were taken away are new ones, if there may be new ones.
    mutating func meet(_ posted: Form) throws {
        let now = lines.filter { $0.id != nil }
        let known = Set(now.compactMap(\.id))
        try take(posted)
        let typed = Set(lines.compactMap(\.id))
        if !mayAdd { lines.removeAll { $0.id.map { !known.contains($0) } ?? false } }
        for index in lines.indices where lines[index].id.map({ !known.contains($0) }) ?? false { lines[index].id = nil }
        let empty = lines.firstIndex(where: \.isEmpty) ?? lines.endIndex
        lines.insert(contentsOf: now.filter { $0.id.map { !typed.contains($0) } ?? false }, at: empty)
        lines.removeLast(max(0, lines.count - LinesForm.most))
    }

    mutating func addSpare() {
        guard mayAdd else { return }
        for _ in 0..<max(0, min(LinesForm.spare, LinesForm.most - lines.count)) { lines.append(Line()) }
    }

    /// The references that were typed.
    var references: [String] { lines.compactMap { $0.cells["product_id"] }.filter { !$0.isEmpty } }
}

/// What the page of a record's lines reads.
struct LinesRead: Sendable {
    let record: Record
    let subform: Subform
    let rows: [Row]
    let titles: [RecordID: String]
    let products: [(ref: String, label: String)]
    let choices: [String: LookupChoices]
    let mayAdd: Bool

    /// Nil when there is no such record whose lines the viewer may change. `key` names the sub-form; the first one when empty.
    static func read(_ records: Records, _ module: Module, _ id: RecordID, _ key: String, _ viewer: Viewer) throws
        -> LinesRead?
    {
        let seen = try records.seen(by: viewer, module).laid(outAs: id)
        let module = seen.module
        guard let subform = key.isEmpty ? module.subforms.first : module.subforms.first(where: { $0.key == key }),
            seen.mayEditLines(subform), try seen.mayEdit(id), let record = try seen.find(id)
        else { return nil }
        let rows = try seen.lines(subform, of: record)
        var (titles, choices): ([RecordID: String], [String: LookupChoices]) = ([:], [:])
        for field in viewer.visibleFields(of: subform, in: module) {
            guard let target = field.target.flatMap({ records.catalog[$0] }) else { continue }
            titles.merge(try records.seen(by: viewer, target).titles(Set(rows.compactMap { $0[field.key].id }))) {
                first, _ in first
            }
            guard target.key != "products" else { continue }
            choices[field.key] = try LookupReader(records: records, viewer: viewer).first(of: target)
        }
        return LinesRead(
            record: record, subform: subform, rows: rows, titles: titles,
            products: try LineProduct.offered(records, viewer), choices: choices, mayAdd: seen.mayAddLines(subform))
    }
}

extension LookupReader {
    /// The first records, for lists that cannot be searched.
    func first(of target: Module) throws -> LookupChoices {
        var query = Query(sort: target.sort)
        query.limit = LookupChoices.most
        return LookupChoices(
            options: try records.seen(by: viewer, target).list(query, columns: []).records.map(
                LookupChoices.Option.init))
    }
}
