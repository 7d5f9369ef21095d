import Core
import Features
import Foundation
import Store
import TestSupport
import Testing

/// Imports as the worker of a node does them, in a world.
struct ImportDesk {
    let world: World
    let app: App

    init(_ world: World) throws { (self.world, app) = (world, try world.app()) }

    var worker: ImportWorker { ImportWorker(app: app, logger: RecordedLog().logger) }

    /// Asks for the import of a table.
    func ask(_ text: String, _ module: String, isDry: Bool = false, isFull: Bool = false) async throws -> RecordID {
        var request = ImportRequest(.csv, source: "csv", fileName: "table.csv")
        (request.module, request.isFull) = (module, isFull)
        return try await ask(request, isDry: isDry) { try Data(text.utf8).write(to: URL(filePath: $0)) }
    }

    /// Asks for the import of a Dolibarr folder made of these files.
    func ask(_ files: [String: String], isFull: Bool = true) async throws -> RecordID {
        var request = ImportRequest(.dolibarr, source: "dolibarr", fileName: "dolibarr.zip")
        request.isFull = isFull
        return try await ask(request, isDry: false) { path in
            for (name, content) in files {
                let file = URL(filePath: path).appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(content.utf8).write(to: file)
            }
        }
    }

    private func ask(_ request: ImportRequest, isDry: Bool, _ fill: (String) throws -> Void) async throws -> RecordID {
        let id = app.ids.next()
        try FileManager.default.createDirectory(
            atPath: app.importFolder.folder(of: id), withIntermediateDirectories: true)
        try fill(app.importFolder.source(of: id, request.kind))
        let (options, now) = (try request.json, app.clock.now)
        try await app.database.write {
            try Imports($0).add(
                id, source: request.source, options: options, state: .waiting, isDry: isDry, by: .system("test"),
                at: now)
        }
        return id
    }

    /// Asks and waits for the end.
    func run(_ text: String, _ module: String, isDry: Bool = false, isFull: Bool = false) async throws -> ImportStanding
    {
        try await done(try await ask(text, module, isDry: isDry, isFull: isFull))
    }

    func done(_ id: RecordID) async throws -> ImportStanding {
        while try await worker.step() {}
        return try await standing(id)
    }

    func standing(_ id: RecordID) async throws -> ImportStanding {
        try #require(try await app.database.read { try ImportStanding.read(id, most: 100, $0) })
    }

    func count(_ module: String, _ condition: SQL = "1 = 1") async throws -> Int64? {
        try await app.database.read { try $0.int("SELECT count(*) FROM \(Identifier(module)) WHERE \(condition)") }
    }

    static func products(_ numbers: ClosedRange<Int>, label: String = "Article") -> String {
        "id,ref,label,kind,state\n"
            + numbers.map { "\($0),IMP-\($0),\(label) \($0),product,on_sale\n" }.joined()
    }
}
