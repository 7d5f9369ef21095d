import HTML
import Core
import Store
import Testing
import TestSupport
import Web

@testable import Features

/// Lists, records and home pages made from the named world, on both engines: what they show and what they must never show.
struct RecordPagesTests {
    private func list(_ world: World, _ key: String, _ viewer: Viewer, _ query: String = "", _ language: Language = .fr)
        async throws -> RecordListPage
    {
        let module = try world.module(key)
        let (catalog, today) = (world.catalog, world.clock.today)
        let request = ListRequest(try Form(urlEncoded: query), module, for: viewer)
        let contents = try await world.database.read {
            try ListContents.read(Records($0, catalog), request, viewer, today: today)
        }
        let place =
            viewer.isStaff ? RecordPlace(office: viewer, catalog) : RecordPlace(portal: "/p/clients", viewer: viewer)
        return RecordListMaker(
            place: place, request: request, contents: contents, formats: Formats(language), today: today,
            nothing: EmptyList(title: "Rien", text: "Bientôt")
        ).page()
    }

    @Test(arguments: Engine.allCases) func aCustomerSeesTheOwnInvoicesOnly(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let page = try await list(world, "invoices", world.buyer)
            let html = page.html.text
            #expect(page.table.rows.count == 3)
            #expect(page.footer == "3\u{A0}factures")
            #expect(html.contains("ATU-0001") && html.contains("/p/clients/invoices/"))
            #expect(!html.contains("SECRET") && !html.contains("ROUX"))
            #expect(!page.table.columns.contains { $0.key == "account_id" })
            #expect(page.picks.map(\.count) == [nil, "2", "1", "1", nil])
        }
    }

    @Test(arguments: Engine.allCases) func searchViewsAndFiltersNarrowTheList(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            #expect(try await list(world, "invoices", world.buyer, "view=late").table.rows.count == 1)
            #expect(try await list(world, "invoices", world.buyer, "q=atu-0003").table.rows.count == 1)
            #expect(try await list(world, "invoices", world.buyer, "f_state=unpaid&f_state=paid").table.rows.count == 2)
            #expect(
                try await list(world, "invoices", world.buyer, "f_date_from=2026-10-01&f_date_to=2026-10-31").table.rows
                    .count == 1)
            let none = try await list(world, "invoices", world.buyer, "q=SECRET")
            #expect(none.table.rows.isEmpty)
            #expect(none.empty?.action?.path == "/p/clients/invoices")
            let foreign = try await list(world, "invoices", world.buyer, "f_account_id=" + world.secret.account.text)
            #expect(foreign.table.rows.isEmpty && !foreign.html.text.contains("Secret SA"))
        }
    }

    /// While somebody searches, the views say how many of what is found they hold, and advice names what was done.
    @Test(arguments: Engine.allCases) func countsAndAdviceFollowTheSearch(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let searched = try await list(world, "invoices", world.buyer, "q=atu-0003")
            #expect(searched.picks.map(\.count) == [nil, "1", nil, nil, nil])
            let viewed = try await list(world, "invoices", world.buyer, "q=atu&view=paid")
            #expect(viewed.picks.map(\.count) == [nil, "2", "1", "1", nil])
            let advice = [
                ("q=zzz", "Essayez avec moins de mots."), ("view=credit", "Rien ne correspond à ce filtre."),
                ("q=zzz&view=late", "Essayez avec moins de mots, ou retirez un filtre."),
            ]
            for (query, words) in advice {
                #expect(
                    try await list(world, "invoices", world.buyer, query).empty?.text.hasPrefix(words) == true,
                    "\(query)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func peopleAreCalledByTheirFirstNameFirst(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let html = try await list(world, "contacts", world.staff).html.text
            #expect(html.contains("Atu Lenobli") && !html.contains("Lenobli Atu"))
        }
    }

    /// On paper a document says who it is from and to.
    @Test func aPrintedDocumentHasAddresses() async throws {
        try await Engine.sqlite.withWorld { world in
            let id = try #require(world.atu["invoices"].first)
            try await world.write("accounts", as: world.staff) { accounts in
                let values: [String: Value] = [
                    "address": .text("3 rue Haute\nBât. B"), "zip": .text("69001"), "country": .text("BE"),
                ]
                try accounts.update(world.atu.account, version: 1, values, at: TestClock.start)
            }
            let (module, catalog) = (try world.module("invoices"), world.catalog)
            let place = RecordPlace(portal: "/p/clients", viewer: world.buyer)
            let contents = try #require(
                try await world.database.read { try RecordContents.read(Records($0, catalog), module, id, place) })
            let html = PortalRecordShow.Page(
                contents: contents, place: place, formats: Formats(.fr), today: world.clock.today, mayAsk: false,
                sender: ("Norval", "1 quai Bas\n75001 Paris")
            ).html.text
            #expect(html.contains("<b>Norval</b><br>1 quai Bas<br>75001 Paris"))
            #expect(html.contains("<b>Atu SARL</b><br>3 rue Haute<br>Bât. B<br>69001 ATU Ville<br>Belgique"))
        }
    }

    @Test(arguments: Engine.allCases) func staffSeeEverythingByNameWithSignInNames(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let html = try await list(world, "invoices", world.staff).html.text
            #expect(html.contains("Secret SA") && html.contains("/admin/accounts/" + world.secret.account.text))
            let contacts = try await list(world, "contacts", world.staff)
            #expect(contacts.table.columns.contains { $0.label == "Identifiant utilisateur" })
            #expect(contacts.html.text.contains("atu.lenobli"))
        }
    }

    @Test(arguments: Engine.allCases) func chosenColumnsArePersonal(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let id = world.ids.next()
            let claire = world.claire
            try await world.database.write {
                try ListChoices($0).set(["ref", "state", "nope"], of: claire, module: "invoices", id: id)
            }
            #expect(try await list(world, "invoices", world.staff).table.columns.map(\.key) == ["ref", "state"])
            let bruno = Viewer(staff: world.bruno, name: "Bruno Petit", grants: .everything(in: world.catalog))
            #expect(try await list(world, "invoices", bruno).table.columns.count > 2)
        }
    }

    @Test func theSearchComesBackEscaped() async throws {
        try await Engine.sqlite.withWorld { world in
            let html = try await list(world, "invoices", world.buyer, "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").html
                .text
            #expect(!html.contains("<script"))
            #expect(html.contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""))
        }
    }

    @Test(arguments: Engine.allCases) func aRecordShowsItsLinesAndWhatBelongsToIt(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let html = try await record(world, "invoices", world.atu["invoices"].first, world.buyer)
            #expect(html?.contains("Facture ATU-0001") == true)
            #expect(html?.contains("ATU article") == true)
            #expect(html?.contains("En retard") == true)
            #expect(html?.contains("note interne") == false)
            let project = try await record(world, "projects", world.atu["projects"].first, world.buyer)
            #expect(project?.contains("ATU-TK-0001") == true && project?.contains("ATU-Q-0002") == true)
            #expect(project?.contains("12\u{202F}500,00") == false)
            #expect(try await record(world, "invoices", world.secret["invoices"].first, world.buyer) == nil)
        }
    }

    /// Where the unit price is hidden, nothing on the page tells it.
    @Test func withoutTheUnitPriceTheLinesHaveNoPrices() async throws {
        try await Engine.sqlite.withWorld { world in
            var grants = Preset.customer(world.catalog)
            for key in ["total_excl", "total_vat", "total_incl", "remaining", "paid", "lines.unit_price"] {
                grants["invoices"]?.fields[key] = .hidden
            }
            let html = try await record(
                world, "invoices", world.atu["invoices"].first, world.viewer(of: world.atu, grants))
            #expect(html?.contains("ATU article") == true)
            #expect(html?.contains("€") == false)
        }
    }

    private func record(_ world: World, _ key: String, _ id: RecordID?, _ viewer: Viewer) async throws -> String? {
        let (module, id, catalog) = (try world.module(key), try #require(id), world.catalog)
        let place = RecordPlace(portal: "/p/clients", viewer: viewer)
        let contents = try await world.database.read {
            try RecordContents.read(Records($0, catalog), module, id, place)
        }
        return contents.map {
            PortalRecordShow.Page(
                contents: $0, place: place, formats: Formats(.fr), today: world.clock.today, mayAsk: true
            )
            .html.text
        }
    }
}
