import Core
import Features

/// Reads a Dolibarr folder module by module, in the order that look-ups need, and links records that point to later ones in a second pass.
struct DolibarrImport {
    let app: App
    let folder: String
    let dryRun: Bool
    let report: Report

    func run() async throws {
        let folder = try DolibarrFolder(path: folder)
        let importer = Importer(app: app, source: "dolibarr", dryRun: dryRun)
        for module in folder.modulesInOrder {
            let total = try folder.count(of: module)
            let count = try await importer.run(
                { try folder.records(of: module, $0) }, progress: { report.progress(module, $0.total, of: total) })
            report.result(module, count)
        }
        print(
            dryRun ? "Nothing was stored (dry run)." : "Done. Running it again changes only what changed at the source."
        )
    }
}

/// Reads a CSV file into one module.
struct CSVImport {
    let app: App
    let file: CSVFile
    let mapping: CSVMapping
    let module: Module
    let importer: Importer

    init(
        app: App, file path: String, module: Module, columns: [String: String], key: String?, source: String,
        dryRun: Bool
    ) throws {
        self.app = app
        self.module = module
        file = try CSVFile(path: path)
        mapping = try CSVMapping(module: module, header: file.header, columns: columns, keyColumn: key)
        importer = Importer(app: app, source: source, dryRun: dryRun)
    }

    func run(report: Report) async throws {
        let count = try await importer.run(
            { body in
                try file.rows { cells, line in try body(mapping.record(cells, line: line)) }
            }, progress: { report.progress(module.key, $0.total, of: $0.total) })
        report.result(module.key, count)
    }
}
