import Core
import Features
import Foundation
import Store
import TestSupport
import Testing

/// CSV files on their way into the database: what rows may point to, and what is refused with its line.
@Suite struct CSVImportTests {
    /// Imports a file into a world that has Atu SARL, code `CU-ATU`, among others.
    private func importing(
        _ text: String, into key: String, _ world: World, _ options: CSVImport.Options = .init(), dryRun: Bool = false
    ) async throws -> Importer.Count {
        let path = TemporaryFolder.newPath("import.csv")
        try Data(text.utf8).write(to: URL(filePath: path))
        let app = try world.app()
        return try await CSVImport(
            app: app, file: path, module: world.module(key), options: options, source: "csv", dryRun: dryRun
        ).run()
    }

    private func records(_ key: String, _ world: World) async throws -> [String: Record] {
        let sort = try world.module(key).sort
        let all = try await world.read(key, as: world.staff) { try $0.list(Query(sort: sort)).records }
        var found: [String: Record] = [:]
        for record in all {
            found[record.title] = try await world.read(key, as: world.staff) { try $0.find(record.id) }
        }
        return found
    }

    private func reasons(_ rows: [RefusedRow]) -> [String] { rows.map(\.reason.fr) }

    @Test(arguments: Engine.allCases) func rowsPointToRecordsOfAnySource(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let accounts = try await importing("id,Nom,kind,state\nA1,Neuf SA,customer,open\n", into: "accounts", world)
            #expect(accounts.created == 1 && accounts.refused == [])
            let count = try await importing(
                """
                id,Nom,Tiers,state
                1,ParCode,CU-ATU,open
                2,ParNom,Secret SA,open
                3,ParSource,A1,open
                4,Nulle part,Personne,open
                5,Sans,,open

                """, into: "contacts", world)
            #expect(count.created == 4)
            #expect(count.refused.map(\.externalID) == ["4"])
            #expect(reasons(count.refused).first?.hasPrefix(french("Ligne 5. « Tiers » désigne « Personne »")) == true)
            let contacts = try await records("contacts", world)
            #expect(contacts["ParCode"]?["account_id"].id == world.atu.account)
            #expect(contacts["ParNom"]?["account_id"].id == world.secret.account)
            #expect(contacts["ParSource"]?["account_id"].id != nil)
            #expect(contacts["Nulle part"] == nil)
            let tickets = try await importing(
                """
                Référence,Objet,Message,État,Ouverte le,Tiers,Contact,Projet
                N-1,O,M,Résolue,28/05/2025 12:31,CU-ATU,ATU@atu.example,ATU-P-0001
                N-2,O,M,Résolue,28/05/2025 12:31,CU-ATU,nobody@atu.example,

                """, into: "tickets", world)
            #expect(tickets.created == 1 && tickets.refused.map(\.externalID) == ["N-2"], "\(tickets.refused)")
        }
    }

    @Test func aNameThatSeveralHaveIsRefused() async throws {
        try await Engine.sqlite.withWorld { world in
            _ = try await importing(
                "id,Nom,kind,state\n1,Double,customer,open\n2,Double,customer,open\n", into: "accounts", world)
            let count = try await importing("id,Nom,Tiers,state\n9,X,Double,open\n", into: "contacts", world)
            #expect(count.created == 0)
            #expect(reasons(count.refused).first?.contains("plusieurs fiches portent ce code client ou ce nom") == true)
        }
    }

    @Test(arguments: Engine.allCases, [false, true])
    func rowsMayPointToLaterRowsOfTheirFile(_ engine: Engine, _ dryRun: Bool) async throws {
        try await engine.withWorld { world in
            let count = try await importing(
                """
                id,Nom,kind,state,Maison mère
                1,Petite,customer,open,2
                2,Fille,customer,open,3
                3,Mère,customer,open,
                4,Perdue,customer,open,5

                """, into: "accounts", world, dryRun: dryRun)
            #expect(count.created == 3)
            #expect(count.refused.map(\.externalID) == ["4"])
            #expect(reasons(count.refused).first?.hasPrefix("Ligne 5. ") == true)
            let accounts = try await records("accounts", world)
            #expect(accounts["Petite"]?["parent_id"].id == (dryRun ? nil : accounts["Fille"]?.id))
            #expect((accounts["Mère"] == nil) == dryRun)
        }
    }

    @Test func aKeyThatComesTwiceIsRefusedWithTheFirstLine() async throws {
        try await Engine.sqlite.withWorld { world in
            let count = try await importing(
                "id,Nom,kind,state\n1,Premier,customer,open\n2,Autre,customer,open\n1,Second,customer,open\n",
                into: "accounts", world)
            #expect(count.created == 2)
            #expect(
                reasons(count.refused) == [
                    french("Ligne 4. L’identifiant « 1 » est déjà celui de la ligne 2. Gardez une seule des deux.")
                ])
            #expect(try await records("accounts", world)["Second"] == nil)
        }
    }

    @Test func defaultsAndIgnoredColumns() async throws {
        try await Engine.sqlite.withWorld { world in
            let options = CSVImport.Options(
                columns: ["Humeur": ""], defaults: ["kind": "Client", "state": "open", "town": "Lyon"])
            let count = try await importing("id,Nom,Ville,Humeur\n1,Ici,,bonne\n", into: "accounts", world, options)
            #expect(count.created == 1)
            #expect(try await records("accounts", world)["Ici"]?["town"].text == "Lyon")
        }
    }

    @Test func aDatabaseRefusalHasItsLine() async throws {
        try await Engine.sqlite.withWorld { world in
            let count = try await importing(
                "Référence,Date,Tiers,Type,État\nF1,2026-01-01,CU-NONE,standard,paid\n", into: "invoices", world)
            #expect(reasons(count.refused).first?.hasPrefix(french("Ligne 2. « Tiers » désigne « CU-NONE »")) == true)
        }
    }

    @Test func aProblemPrintsAsASentence() throws {
        let problem = #expect(throws: ImportProblem.self) {
            try CSVMapping(module: .accounts, header: ["id", "Nom", "Humeur"])
        }
        let text = try #require(problem).description
        #expect(text.contains("--ignore") && text.contains("--column"))
        #expect(problem?.errorDescription == text)
        #expect(throws: ImportProblem.self) {
            try CSVMapping(
                module: .accounts, header: ["id", "Nom", "kind", "state"], columns: ["Nomm": "name"])
        }
    }

    @Test func theReportFollowsTheLocale() {
        #expect(Language(environment: [:]) == .fr)
        #expect(Language(environment: ["LANG": "en_GB.UTF-8"]) == .en)
        #expect(Language(environment: ["LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR.UTF-8"]) == .fr)
        #expect(Language(environment: ["LC_ALL": "C.UTF-8"]) == .fr)
        var count = Importer.Count()
        count.created = 2
        let reason = Phrase(fr: "Ligne 3. Pourquoi.", en: "Line 3. Why.")
        count.refused = [RefusedRow(module: "accounts", externalID: "7", reason: reason)]
        count.warnings = [RefusedRow(module: "accounts", externalID: "8", reason: reason)]
        let french = ImportReport(language: .fr, show: 20).lines("accounts", count)
        #expect(french[0].hasSuffix("créés 2, mis à jour 0, inchangés 0, refusés 1"))
        #expect(
            french.dropFirst() == [
                "  refusé accounts 7: Ligne 3. Pourquoi.", "  à vérifier accounts 8: Ligne 3. Pourquoi.",
            ])
        let english = ImportReport(language: .en, show: 0).lines("accounts", count)
        #expect(english[1] == "  and 1 more; --show N shows them")
    }
}

/// A French sentence with its spaces as people read it.
private func french(_ text: String) -> String { Phrase(fr: text, en: "").fr }
