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

    @Test(arguments: Engine.allCases) func theOldestDebtsComeFirstAndTheOthersAreAClickAway(_ engine: Engine)
        async throws
    {
        try await engine.withWorld { world in
            try await world.write("invoices", as: world.staff) { seen in
                let dates = ["ATU-0001": "2026-03-01", "ATU-0002": "2026-01-01", "ATU-0003": "2026-02-01"]
                for record in try seen.list(Query(sort: seen.module.sort)).records {
                    guard let due = dates[record.title] else { continue }
                    let late: [String: Value] = [
                        "due_date": .text(due), "state": .text("unpaid"), "remaining": .int(60_000),
                    ]
                    try seen.update(record.id, version: 1, late, at: TestClock.start)
                }
            }
            let page = try await home(world, world.buyer)
            let invoices = try #require(page.contents.tasks.first { $0.module.key == "invoices" })
            #expect(invoices.records.map(\.title) == ["ATU-0002", "ATU-0003", "ATU-0001"] && invoices.count == 3)
            #expect(!page.html.text.contains("factures en retard"))
            let many = HomeTaskGroup(
                module: invoices.module, view: "late", sort: Sort("due_date"), records: invoices.records, count: 60,
                isWhole: true)
            let html = HomeTasks(groups: [many], place: page.place, language: .fr).html.text
            #expect(html.contains("Voir les 60 factures en retard") && html.contains("<span class=\"n\">60</span>"))
            #expect(html.contains("/p/clients/invoices?view=late&amp;sort=due_date"))
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
            let tiles = DashboardTiles(
                contents: contents, place: RecordPlace(office: staff, catalog),
                tickets: catalog["tickets"].map { catalog.worded($0, for: staff) }, language: .fr
            ).tiles
            #expect(tiles.map(\.figure) == ["3", "3", "3", "0", "0", "Réussi"])
            #expect(tiles[0].remark == "dont 2 clients")
        }
    }

    @Test(arguments: Engine.allCases) func theMenuCountsWhatIsThereAndWhatWaits(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (catalog, staff) = (world.catalog, world.staff)
            let open = try await world.read("tickets", as: staff) { seen in
                var query = Query(sort: seen.module.sort)
                query.filters = [Filter("state", .oneOf(["new", "read", "assigned", "in_progress"].map { .text($0) }))]
                return try seen.count(query, upTo: 100)
            }
            let counts = try await world.database.read { try Records($0, catalog).menuCounts(for: staff) }
            #expect(
                counts == [
                    "accounts": 3, "contacts": 3, "users": 3, "signups": 0, "mails": 0, "tickets": open,
                ])
        }
    }

    @Test func aVerdictThatCannotBeReadIsNone() {
        #expect(LeakVerdict(text: "") == nil)
        #expect(LeakVerdict(text: "x y z") == nil)
        #expect(LeakVerdict(text: "1 2 3")?.problems == 3)
    }
}
