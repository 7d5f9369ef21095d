package import Core
import Store

/// A CSV file on its way into one module.
package struct CSVImport: Sendable {
    private let app: App
    private let file: CSVFile
    private let mapping: CSVMapping
    private let module: Module
    private let importer: Importer

    /// What the command line says about the columns.
    package struct Options: Sendable {
        /// Field keys by column; empty to leave the column out.
        package var columns: [String: String] = [:]
        /// The column that identifies a row.
        package var key: String?
        /// Texts by field key, for fields without a column or with an empty cell.
        package var defaults: [String: String] = [:]

        package init(columns: [String: String] = [:], key: String? = nil, defaults: [String: String] = [:]) {
            self.columns = columns
            self.key = key
            self.defaults = defaults
        }
    }

    /// Opens the file and matches its columns. Throws `ImportProblem`.
    package init(app: App, file path: String, module: Module, options: Options, source: String, dryRun: Bool) throws {
        self.app = app
        self.module = module
        file = try CSVFile(path: path)
        mapping = try CSVMapping(
            module: module, header: file.header, columns: options.columns, keyColumn: options.key,
            defaults: options.defaults)
        importer = Importer(app: app, source: source, links: .anySource, dryRun: dryRun)
    }

    package func run(progress: @escaping @Sendable (Importer.Count) -> Void = { _ in }) async throws -> Importer.Count {
        let (file, mapping, module) = (file, mapping, module.key)
        let part = Importer.Part(module) { body in
            var lines = FirstLines(module: module)
            try file.rows { cells, line in
                if let double = lines.double(mapping.id(cells), line) { return try body(.failure(double)) }
                try body(mapping.record(cells, line: line))
            }
        }
        return try await importer.run([part]) { progress($1) }.first ?? Importer.Count()
    }
}

/// Where each key of a file stood first: a key names one record, so the second row is refused instead of overwriting the first.
private struct FirstLines {
    let module: String
    private var lines: [String: Int] = [:]

    init(module: String) { self.module = module }

    mutating func double(_ key: String, _ line: Int) -> RefusedRow? {
        guard !key.isEmpty else { return nil }
        guard let first = lines[key] else {
            lines[key] = line
            return nil
        }
        let reason = Phrase(
            fr:
                "L’identifiant « \(shortened(key, to: 60)) » est déjà celui de la ligne \(first). Gardez une seule des deux.",
            en: "The id “\(shortened(key, to: 60))” is that of line \(first) already. Keep one of the two.")
        return RefusedRow(module: module, externalID: shortened(key, to: 100), reason: RefusedRow.on(line, reason))
    }
}
