package import Core
import Store

/// A CSV file on its way into one module.
package struct CSVImport: Sendable {
    private let app: App
    private let file: CSVFile
    private let mapping: CSVMapping
    private let module: Module
    private let source: String
    private let isDry: Bool

    /// What the command line says about the columns.
    package struct Options: Sendable {
        /// Field keys by column; empty to leave the column out.
        package var columns: [String: String] = [:]
        /// The column that identifies a row.
        package var key: String?
        /// Texts by field key, for fields without a column or with an empty cell.
        package var defaults: [String: String] = [:]
        /// Nil to find it out.
        package var encoding: CSVFile.Encoding?
        package var separator: Character?

        package init(
            columns: [String: String] = [:], key: String? = nil, defaults: [String: String] = [:],
            encoding: CSVFile.Encoding? = nil, separator: Character? = nil
        ) {
            self.columns = columns
            self.key = key
            self.defaults = defaults
            self.encoding = encoding
            self.separator = separator
        }
    }

    /// Opens the file and matches its columns. Throws `ImportProblem`.
    package init(
        app: App, file path: String, called name: String? = nil, module: Module, options: Options, source: String,
        dryRun: Bool
    ) throws {
        self.app = app
        self.module = module
        self.source = source
        isDry = dryRun
        file = try CSVFile(path: path, called: name, encoding: options.encoding, separator: options.separator)
        mapping = try CSVMapping(
            module: module, header: file.header, columns: options.columns, keyColumn: options.key,
            defaults: options.defaults)
    }

    package func run() async throws -> Importer.Count {
        try await Importer(app: app, source: source, links: .anySource, dryRun: isDry).run([part]) { _, _ in }.first
            ?? Importer.Count()
    }

    /// How many rows the file has. A file without any is a mistake that somebody wants to hear of.
    package func total() throws -> Int {
        let count = try file.count()
        guard count > 0 else {
            throw ImportProblem(
                fr: "Le fichier n’a que sa ligne de titres : aucune ligne à importer. Vérifiez l’export.",
                en: "The file has its header line only: there is no row to import. Check the export.")
        }
        return count
    }

    /// The rows, each read by the mapping.
    package var part: Importer.Part {
        let (file, mapping, module) = (file, mapping, module.key)
        return Importer.Part(module) { body in
            var lines = FirstLines(module: module)
            try file.rows { cells, line in
                if let double = lines.double(mapping.id(cells), line) { return try body(.failure(double)) }
                try body(mapping.record(cells, line: line))
            }
        }
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
        return RefusedRow(
            module: module, externalID: shortened(key, to: 100), reason: RefusedRow.on(line, reason), line: line)
    }
}
