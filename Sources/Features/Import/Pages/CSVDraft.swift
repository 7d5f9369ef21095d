import Core
import Store

/// A table that was sent, as it would be read with the choices made so far.
struct CSVDraft: Sendable {
    let request: ImportRequest
    let module: Module
    let file: CSVFile
    /// The field of each column; nil where it is left out.
    let fields: [Field?]
    let key: String?
    /// Fields that a row must have and no column gives.
    let lacking: [Field]
    /// The first rows, each as a record or with what is wrong.
    let rows: [Row]
    /// Why the table cannot be read with these choices.
    let problem: Phrase?

    /// One row of the preview.
    struct Row: Sendable {
        let line: Int
        let cells: [String]
        let result: Importer.Row?
    }

    static let shown = 8

    /// Reads the file: not for the threads that serve requests. Throws `ImportProblem` when it cannot be opened at all.
    init(_ request: ImportRequest, path: String, _ catalog: Catalog) throws {
        guard let module = catalog[request.module ?? ""] ?? catalog.modules.first else {
            throw ImportProblem.unknownModule(request.module ?? "", catalog)
        }
        let file = try CSVDraft.open(path, request)
        let match = CSVMatch(module: module, header: file.header)
        let fields = zip(file.header, match.guesses).map { name, guess in
            request.columns[name].map { module[$0] } ?? guess
        }
        (self.module, self.file, self.fields) = (module, file, fields)
        let key = request.key.flatMap { file.header.contains($0) ? $0 : nil } ?? match.keyGuess
        self.key = key
        let given = Set(fields.compactMap { $0?.key })
        lacking = module.fields.filter { $0.isRequired && !given.contains($0.key) && $0.target == nil }
        var whole = request
        whole.columns = CSVDraft.columns(file.header, fields)
        whole.key = key
        whole.defaults = request.defaults.filter {
            module[$0.key] != nil && !$0.value.isEmpty && !given.contains($0.key)
        }
        self.request = whole
        (rows, problem) = try CSVDraft.preview(whole, module, file)
    }

    /// With the encoding that was chosen, unless the bytes make it impossible.
    private static func open(_ path: String, _ request: ImportRequest) throws -> CSVFile {
        try CSVFile(
            path: path, called: request.fileName, encoding: request.encoding, separator: request.separator?.first)
    }

    /// What each column means, said for every one of them; the same name twice means the same.
    private static func columns(_ header: [String], _ fields: [Field?]) -> [String: String] {
        Dictionary(
            zip(header, fields).filter { !$0.0.isEmpty }.map { ($0.0, $0.1?.key ?? "") },
            uniquingKeysWith: { first, _ in first })
    }

    private static func preview(_ request: ImportRequest, _ module: Module, _ file: CSVFile) throws -> ([Row], Phrase?)
    {
        let first = try file.first(shown)
        do {
            let mapping = try CSVMapping(
                module: module, header: file.header, columns: request.columns, keyColumn: request.key,
                defaults: request.defaults)
            return (
                first.map { Row(line: $0.line, cells: $0.cells, result: mapping.record($0.cells, line: $0.line)) }, nil
            )
        } catch let problem as ImportProblem {
            return (first.map { Row(line: $0.line, cells: $0.cells, result: nil) }, problem.reason)
        }
    }
}
