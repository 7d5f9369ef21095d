import Core
import Foundation
import Store
import TestSupport
import Testing

@testable import Features

/// Imports in the background: told whole, in small steps, gone on with after a kill, stopped when somebody says so.
@Suite struct ImportWorkTests {
    @Test(arguments: Engine.allCases) func aTableIsStoredAndToldRowByRow(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            let text = ImportDesk.products(1...600) + "601,IMP-601,,product,on_sale\n"
            let told = try await desk.run(text, "products")
            #expect(told.run.state == .done && told.run.problem == nil)
            let part = try #require(told.parts.first)
            #expect(part.total == 601 && part.done == 601 && part.created == 600 && part.refused == 1)
            let note = try #require(told.notes[.refused]?.first)
            #expect(note.line == 602 && note.externalID == "601" && note.reason.fr.hasPrefix("Ligne 602"))
            #expect(try await desk.count("products", "\"source\" = 'csv'") == 600)
            #expect(!FileManager.default.fileExists(atPath: desk.app.importFolder.folder(of: told.run.id)))
        }
    }

    @Test(arguments: Engine.allCases) func aDryRunStoresNothingAndSaysAllOfIt(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            let told = try await desk.run(ImportDesk.products(1...30), "products", isDry: true)
            #expect(told.run.state == .done && told.run.isDry && told.parts.first?.created == 30)
            #expect(try await desk.count("products", "\"source\" = 'csv'") == 0)
            let id = told.run.id
            #expect(try await desk.app.database.write { try Imports($0).start(id, isDry: false) })
            #expect(try await desk.done(id).parts.first?.created == 30, "the file is still there")
            #expect(try await desk.app.database.write { try Imports($0).start(id, isDry: false) } == false)
        }
    }

    /// What a killed process stored counts once, as what it was.
    @Test(arguments: Engine.allCases) func anotherProcessGoesOnAfterAKill(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            let id = try await desk.ask(ImportDesk.products(1...900), "products")
            let (app, now) = (desk.app, desk.app.clock.now)
            let run = try #require(try await app.database.write { try Imports($0).claim(at: now, isAlone: false) })
            let path = app.importFolder.source(of: id, .csv)
            let opened = try OpenedSource(try #require(run.request), path: path, app)
            let standing = opened.standing
            try await app.database.write { try Imports($0).begin(run, standing, ids: app.ids) }
            let keeper = ImportKeeper(app: app, run: run, isFull: false)
            let importer = Importer(app: app, source: "csv", links: .anySource, dryRun: false, keeper: keeper)
            await #expect(throws: CancellationError.self) {
                try await importer.run(opened.parts) { if $1.total >= 500 { throw CancellationError() } }
            }
            #expect(try await desk.count("products", "\"source\" = 'csv'") == 500)
            #expect(
                try await app.database.write { try Imports($0).claim(at: now, isAlone: false) } == nil, "it is held")
            world.clock.advance(by: .seconds(61))
            let later = world.now
            #expect(try await app.database.write { try Imports($0).claim(at: later, isAlone: false) }?.claim == 2)
            await #expect(throws: ImportKeeper.Lost.self, "the first has lost it") {
                try await importer.run(opened.parts) { _, _ in }
            }
            world.clock.advance(by: .seconds(61))
            let told = try await desk.done(id)
            let part = try #require(told.parts.first)
            #expect(told.run.state == .done && part.created == 900 && part.unchanged == 0 && part.done == 900)
        }
    }

    @Test(arguments: Engine.allCases) func whatIsStoppedStoresNoMore(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            let id = try await desk.ask(ImportDesk.products(1...10), "products")
            let (app, now) = (desk.app, desk.app.clock.now)
            let run = try #require(try await app.database.write { try Imports($0).claim(at: now, isAlone: true) })
            #expect(try await app.database.write { try Imports($0).stop(id, at: now) })
            try await ImportWork(
                app: app, run: run, path: app.importFolder.source(of: id, .csv), logger: RecordedLog().logger
            ).perform()
            #expect(try await desk.standing(id).run.state == .stopped)
            #expect(try await desk.count("products", "\"source\" = 'csv'") == 0)
            #expect(try await app.database.write { try Imports($0).start(id, isDry: false) })
            #expect(try await desk.done(id).parts.first?.created == 10)
        }
    }

    @Test(arguments: [
        ("", "est vide"), ("id,ref,label,kind,state\n", "aucune ligne à importer"),
        ("id,Nom,Humeur\n1,a,b\n", "Colonnes inconnues"), ("id,ref,label,kind,state\n\"1,a\n", "jamais refermé"),
        ("\u{0}\u{1}\u{2}", "n’est pas du texte"),
    ])
    func whatCannotBeReadSaysWhy(_ text: String, _ reason: String) async throws {
        try await Engine.sqlite.withWorld { world in
            let told = try await ImportDesk(world).run(text, "products")
            #expect(told.run.state == .failed)
            #expect(told.run.problem?.fr.contains(reason) == true, "\(told.run.problem?.fr ?? "")")
        }
    }

    @Test func aMillionMistakesAreCountedAndTheFirstTold() async throws {
        var rounds = ImportRounds(links: .anySource)
        let reason = Phrase(fr: "Non.", en: "No.")
        for _ in 0..<12 {
            var batch = BatchResult()
            batch.count.refused = (0..<1000).map { RefusedRow(module: "products", externalID: "\($0)", reason: reason) }
            rounds.add(batch)
        }
        let count = rounds.finished(PartReading(isWhole: true))
        #expect(count.refusals == 12_000 && count.refused.count == Importer.Count.kept)
        let last = ImportReport(language: .fr, show: 1).lines("products", count).last
        #expect(last?.contains("11999 de plus") == true)
    }

    @Test func aReaderIsNeverFarAhead() async throws {
        let (part, read) = counting(10_000)
        var feed = RowFeed(part)
        let first = try await feed.next()
        #expect(first?.count == Importer.Part.most)
        #expect(read() <= 3 * Importer.Part.most)
        feed.stop()
    }

    /// Rows that count how many were read.
    private func counting(_ rows: Int) -> (Importer.Part, @Sendable () -> Int) {
        let meter = ImportMeter()
        let part = Importer.Part("products") { body in
            for number in 0..<rows {
                try meter.set(number, of: "products")
                try body(.success(IncomingRecord(module: "products", externalID: "\(number)")))
            }
        }
        return (part, { meter.done["products"] ?? 0 })
    }
}
