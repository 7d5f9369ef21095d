package import Core

/// Which column of a CSV file fills which field of a module, and the records that its rows give.
package struct CSVMapping: Sendable {
    private let module: Module
    private let columns: [CSVColumn?]
    private let headers: [String]
    private let key: Int
    private let required: [Field]
    private let defaults: [String: Value]

    /// Matches headers to fields by key or by label in either language, whole or up to its slash; `columns` (header to
    /// field key, empty to ignore) wins.
    ///
    /// The stable key of a row is `keyColumn`, or else `id`, `external_id`, `identifiant`, or the reference or code.
    /// `defaults` (field key to text) fills fields that have no column or an empty cell. Throws `ImportProblem`.
    package init(
        module: Module, header: [String], columns: [String: String] = [:], keyColumn: String? = nil,
        defaults: [String: String] = [:]
    ) throws {
        self.module = module
        required = module.fields.filter(\.isRequired)
        headers = header
        let match = CSVMatch(module: module, header: header)
        self.columns = try match.columns(asked: columns, keyColumn: keyColumn)
        key = try match.key(keyColumn, among: self.columns)
        self.defaults = try CSVMapping.values(defaults, module)
        try match.checkRequired(self.columns, defaults: Set(defaults.keys))
    }

    /// The record of a row, or the reason why it is refused: the column, the value and what to do.
    package func record(_ cells: [String], line: Int) -> Result<IncomingRecord, RefusedRow> {
        let id = id(cells)
        do throws(ImportProblem) {
            var record = try read(cells, id)
            record.line = line
            return .success(record)
        } catch {
            let isIdentified = !id.isEmpty && id.utf8.count <= 100
            return .failure(
                RefusedRow(
                    module: module.key, externalID: isIdentified ? id : "#\(line)",
                    reason: RefusedRow.on(line, error.reason), line: line, isIdentified: isIdentified))
        }
    }

    /// The stable key of a row; empty when it has none.
    func id(_ cells: [String]) -> String { key < cells.count ? cells[key].withoutOuterBlanks : "" }

    private func read(_ cells: [String], _ id: String) throws(ImportProblem) -> IncomingRecord {
        guard (1...100).contains(id.utf8.count), !hasControlCharacters(id) else {
            throw CSVMapping.badKey(headers[key], id)
        }
        var record = IncomingRecord(module: module.key, externalID: id)
        record.values = defaults
        record.values.reserveCapacity(defaults.count + columns.count)
        for (index, cell) in cells.enumerated() where !cell.isEmpty || index < columns.count {
            guard index < columns.count, !(headers[index].isEmpty && !cell.isEmpty) else {
                if cell.allSatisfy(\.isWhitespace) { continue }
                throw CSVMapping.extraCell(cell)
            }
            if let column = columns[index] { try fill(column, cell, &record) }
        }
        try checkRequired(record)
        return record
    }

    private func fill(_ column: CSVColumn, _ cell: String, _ record: inout IncomingRecord) throws(ImportProblem) {
        do throws(FieldProblem) {
            if column.field.target != nil { return try link(column, cell, &record) }
            let value = try column.value(cell)
            record.values[column.field.key] = value.isNull ? defaults[column.field.key] ?? .null : value
        } catch {
            throw .refused(cell, field: column.field, source: column.header, error.message)
        }
    }

    /// A look-up's cell holds the stable key of the record it points to.
    private func link(_ column: CSVColumn, _ cell: String, _ record: inout IncomingRecord) throws(FieldProblem) {
        let id = cell.withoutOuterBlanks
        if id.isEmpty {
            record.values[column.field.key] = .null
            return
        }
        guard id.utf8.count <= 100, !hasControlCharacters(id) else { throw .invisibleCharacters }
        record.references[column.field.key] = id
    }

    private func checkRequired(_ record: IncomingRecord) throws(ImportProblem) {
        for field in required where record.references[field.key] == nil && record.values[field.key] ?? .null == .null {
            throw .missing(
                field, source: columns.compactMap { $0 }.first { $0.field.key == field.key }?.header ?? field.key)
        }
    }

    private static func values(_ texts: [String: String], _ module: Module) throws -> [String: Value] {
        var values: [String: Value] = [:]
        for (key, text) in texts {
            guard let field = module[key] else { throw CSVMatch.unknownField(key, module) }
            do throws(FieldProblem) { values[key] = try CSVColumn(header: key, field: field).value(text) } catch {
                throw ImportProblem.refused(text, field: field, source: key, error.message)
            }
        }
        return values
    }

    private static func badKey(_ header: String, _ id: String) -> ImportProblem {
        ImportProblem(
            fr:
                "Colonne \(Quoted.fr(header))\u{A0}: il faut un identifiant de 1 à 100 caractères, propre à cette ligne.",
            en: "Column \(Quoted.en(header)): an id of 1 to 100 characters is needed, this row’s own.")
    }

    private static func extraCell(_ cell: String) -> ImportProblem {
        ImportProblem(
            fr:
                "La cellule \(Quoted.fr(shortened(cell, to: 40))) n’a pas de colonne. Mettez entre guillemets les textes qui contiennent le séparateur.",
            en:
                "The cell \(Quoted.en(shortened(cell, to: 40))) has no column. Put texts that contain the separator in quotation marks."
        )
    }
}
