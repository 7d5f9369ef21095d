package import Core
package import Store

/// A source that was opened: its modules in the order in which they are stored, how many rows each has, and what nobody reads.
package struct OpenedSource: Sendable {
    package let parts: [Importer.Part]
    package let totals: [Int]
    let links: Arrivals.Links
    package let unread: [ImportSummary.Counted]

    /// Reads the source once to count it. Throws `ImportProblem`. May take a while: not for the threads that serve requests.
    package init(_ request: ImportRequest, path: String, _ app: App) throws {
        switch request.kind {
        case .csv:
            guard let key = request.module, let module = app.catalog[key] else {
                throw ImportProblem.unknownModule(request.module ?? "", app.catalog)
            }
            let file = try CSVImport(
                app: app, file: path, called: request.fileName, module: module, options: request.options,
                source: request.source, dryRun: false)
            (parts, totals, links, unread) = ([file.part], [try file.total()], .anySource, [])
        case .dolibarr:
            let folder = try DolibarrFolder(path: path, called: request.fileName)
            let modules = folder.modulesInOrder
            parts = try modules.map { module in
                Importer.Part(module, isWhole: try folder.isWhole(module)) { try folder.records(of: module, $0) }
            }
            totals = try modules.map { try folder.count(of: $0) }
            links = .sameSource
            unread = try folder.unread.map { ImportSummary.Counted($0.name, $0.count) }
        }
    }

    package var standing: [ImportPart] {
        zip(parts, totals).map { part, total in
            var standing = ImportPart(part.module)
            standing.total = total
            return standing
        }
    }
}

extension ImportProblem {
    package static func unknownModule(_ key: String, _ catalog: Catalog) -> ImportProblem {
        let keys = catalog.modules.map(\.key).joined(separator: ", ")
        return ImportProblem(
            fr: "Il n’y a pas de module \(Quoted.fr(key)). Modules : \(keys).",
            en: "There is no module \(Quoted.en(key)). Modules: \(keys).")
    }
}
