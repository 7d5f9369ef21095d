import HTML
import Core
import Store
import Testing
import TestSupport

@testable import Features

/// The home page of a customer and the dashboard of staff, with the figures of the named world.
struct HomeTests {
    private func home(_ world: World, _ viewer: Viewer, _ language: Language = .fr) async throws -> Home.Page {
        let (catalog, today) = (world.catalog, world.clock.today)
        let modules = PortalNav.order.filter { viewer.grants[$0].see != .nobody }.compactMap { catalog[$0] }
        let contents = try await world.database.read {
            try HomeContents.read(Records($0, catalog), modules, viewer, today: today)
        }
        return Home.Page(
            firstName: "Atu", company: "Norval", contents: contents,
            place: RecordPlace(portal: "/p/clients", viewer: viewer), language: language, today: today,
            hasModules: !modules.isEmpty)
    }

    @Test(arguments: Engine.allCases) func theFiguresAreTheCustomersOwn(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let page = try await home(world, world.buyer)
            let tiles = HomeTiles(contents: page.contents, place: page.place, language: .fr, today: page.today).tiles
            #expect(tiles.map(\.figure) == ["1\u{202F}200,00\u{A0}€", "1", "4", "1"])
            #expect(
                tiles.map(\.remark) == [
                    "2 factures, dont 1 en retard", "en préparation", "publiés en novembre", "1 attend votre réponse",
                ])
            let html = page.html.text
            #expect(html.contains("Régler la facture ATU-0001") && html.contains("Signer le devis ATU-Q-0002"))
            #expect(!html.contains("SECRET") && !html.contains("ROUX"))
        }
    }

    @Test func onlyWhatOneMaySeeIsTold() async throws {
        try await Engine.sqlite.withWorld { world in
            let viewer = world.viewer(of: world.atu, permissions: Permissions([.viewProjects]))
            let html = try await home(world, viewer).html.text
            #expect(
                html.contains("Projets ouverts") && !html.contains("À régler") && !html.contains("Derniers documents"))
            let nobody = world.viewer(of: world.atu, [:])
            #expect(try await home(world, nobody).html.text.contains("Votre espace est prêt"))
        }
    }

    @Test func theMonthsEndWithTodays() {
        let months = Month.last12(Day(number: 20_779))
        #expect(months.first == Month(year: 2025, number: 12))
        #expect(months.last == Month(year: 2026, number: 11))
    }

    @Test(arguments: Engine.allCases) func theDashboardCountsEverybody(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (catalog, today, staff) = (world.catalog, world.clock.today, world.staff)
            try await world.database.write { try Settings($0).set(.leakTest, "1795338000000 1200 0") }
            let contents = try await world.database.read {
                try DashboardContents.read(Records($0, catalog), staff, today: today)
            }
            let tiles = DashboardTiles(contents: contents, place: RecordPlace(office: staff, catalog), language: .fr)
                .tiles
            #expect(tiles.map(\.figure) == ["3", "3", "3", "3", "0", "Réussi"])
        }
    }

    @Test func aVerdictThatCannotBeReadIsNone() {
        #expect(LeakVerdict(text: "") == nil)
        #expect(LeakVerdict(text: "x y z") == nil)
        #expect(LeakVerdict(text: "1 2 3")?.problems == 3)
    }
}
