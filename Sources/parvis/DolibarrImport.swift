import Core
import Features

/// Reads a Dolibarr folder module by module, in the order that look-ups need.
struct DolibarrImport {
    let app: App
    let folder: String
    let dryRun: Bool
    let report: Report

    /// How many rows were refused.
    func run() async throws -> Int {
        let folder = try DolibarrFolder(path: folder)
        let importer = Importer(app: app, source: "dolibarr", dryRun: dryRun)
        let modules = folder.modulesInOrder
        let totals = try Dictionary(uniqueKeysWithValues: modules.map { ($0, try folder.count(of: $0)) })
        let report = report
        let counts = try await importer.run(
            modules.map { module in Importer.Part(module) { try folder.records(of: module, $0) } },
            progress: { report.progress($0, $1.total, of: totals[$0] ?? $1.total) })
        for (module, count) in zip(modules, counts) { report.result(module, count) }
        report.end(isDry: dryRun)
        return counts.reduce(0) { $0 + $1.refused.count }
    }
}
