package import Core
import Foundation

/// A folder with the answers of Dolibarr's REST API, read as records of our modules.
///
/// Laid out as the API is: `invoices/page-000.json` and so on, `tickets/by-id/12.json`, `categories/objects/3.json`,
/// `documents/download/facture-12.json`, `setup/dictionary-payment_terms.json`. Any of them may be missing.
package struct DolibarrFolder: Sendable {
    private let pages: DolibarrPages
    private let context: DolibarrContext
    private let sources: [DolibarrSource]

    /// Throws `ImportProblem` when there is nothing to import.
    package init(path: String, called name: String? = nil) throws {
        let name = name ?? path
        pages = DolibarrPages(root: DolibarrFolder.root(below: path))
        sources = DolibarrSource.all.filter { [pages] in !pages.files(of: $0.folder).isEmpty }
        guard !sources.isEmpty else {
            throw ImportProblem(
                fr:
                    "\(Quoted.fr(name)) ne contient aucune page de Dolibarr, comme thirdparties/page-000.json. Vérifiez le chemin.",
                en:
                    "\(Quoted.en(name)) holds no page of Dolibarr, such as thirdparties/page-000.json. Check the path."
            )
        }
        context = DolibarrContext(pages)
    }

    /// The folder itself, or the first one inside that has pages: a ZIP often holds the folder it was made of.
    private static func root(below path: String) -> String {
        var level = [path]
        for _ in 0..<3 {
            if let found = level.first(where: hasPages) { return found }
            level = level.flatMap { folder in DolibarrPages(root: folder).folders.prefix(100).map { "\(folder)/\($0)" }
            }
        }
        return level.first(where: hasPages) ?? path
    }

    private static func hasPages(_ path: String) -> Bool {
        DolibarrSource.all.contains { !DolibarrPages(root: path).files(of: $0.folder).isEmpty }
    }

    /// The modules that the folder has rows for; each stands after those that it points to.
    package var modulesInOrder: [String] { sources.map(\.module.key) }

    /// True when the folder has pages of the list: single answers are a choice, which says nothing about the others.
    package func isWhole(_ module: String) throws -> Bool {
        pages.files(of: try source(module).folder).allSatisfy { $0.contains("/page-") }
    }

    /// How many rows the folder has for a module, the bad ones included.
    package func count(of module: String) throws -> Int {
        try pages.files(of: source(module).folder).reduce(0) { try $0 + pages.count($1) }
    }

    /// Gives every row of a module, as a record or as the reason why it is not one; reading never stops before the end.
    ///
    /// A record with a part that had to be left out (a broken file or message) comes first, then a refusal with its
    /// id for each such part.
    package func records(of module: String, _ body: (Result<IncomingRecord, RefusedRow>) throws -> Void) throws {
        let source = try source(module)
        for problem in context.tags.problems[module] ?? [] { try body(.failure(problem)) }
        for gap in pages.gaps(in: source.folder) {
            let reason = DolibarrPages.missing(gap).reason
            try body(.failure(RefusedRow(module: module, externalID: gap, reason: reason, isIdentified: false)))
        }
        for file in pages.files(of: source.folder) {
            try pages.pieces(of: file) { piece in
                for result in translated(piece, source, isListed: file.contains("/page-")) { try body(result) }
            }
        }
    }

    /// What the folder has and nobody reads, by kind.
    package var unread: [(name: Phrase, count: Int)] {
        get throws {
            var all: [(Phrase, Int)] = []
            for kind in DolibarrUnread.all {
                let count = try pages.files(of: kind.folder).reduce(0) { try $0 + kind.count($1, pages) }
                if count > 0 { all.append((kind.name, count)) }
            }
            return all
        }
    }

    private func source(_ module: String) throws -> DolibarrSource {
        guard let source = sources.first(where: { $0.module.key == module }) else {
            throw ImportProblem(
                fr: "Ce dossier n’a rien pour le module \(Quoted.fr(module)).",
                en: "This folder has nothing for the module \(Quoted.en(module)).")
        }
        return source
    }

    private func translated(_ piece: DolibarrPages.Piece, _ source: DolibarrSource, isListed: Bool) -> [Result<
        IncomingRecord, RefusedRow
    >] {
        switch piece {
        case .broken(let place, let reason):
            [
                .failure(
                    RefusedRow(module: source.module.key, externalID: place, reason: reason, isIdentified: false))
            ]
        case .row(let object):
            translated(object, source, isListed)
        }
    }

    private func translated(_ object: DolibarrObject, _ source: DolibarrSource, _ isListed: Bool) -> [Result<
        IncomingRecord, RefusedRow
    >] {
        // What is no id is told by the row itself.
        let id = try? object.id("id")
        let refused = { (reason: Phrase) in
            RefusedRow(
                module: source.module.key, externalID: id ?? shortened((try? object.text("id")) ?? "?", to: 40),
                reason: reason, isIdentified: id != nil)
        }
        do {
            var row = try DolibarrRow(object, module: source.module, isListed: isListed)
            try source.translate(&row, context)
            if let part = source.documents { try row.attach(part, pages) }
            return [.success(try row.finished())] + row.leftOut.map { .failure(refused($0)) }
        } catch {
            return [.failure(refused(ImportProblem.reason(error)))]
        }
    }
}
