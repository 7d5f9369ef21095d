import Core
import HTML
import Store
import TestSupport
import Testing

@testable import Features

/// The words of each side, the question from a document, the address for requests.
@Suite struct RequestPagesTests {
    private let own = "Attend votre réponse"
    private let theirs = "Attend la réponse du client"

    @Test func staffReadThatTheCustomerIsWaitedFor() async throws {
        try await RequestDesk.with { desk in
            let id = desk.world.atu["tickets"][1]
            try await desk.move(id, to: "on_hold")
            try await desk.move(id, to: "needs_answer")
            let card = "/admin/tickets/\(id.text)"
            let account = "/admin/accounts/\(desk.world.atu.account.text)"
            for path in [
                "/admin/tickets", "/admin/tickets?f_state=needs_answer", card, card + "?tab=events", card + "/edit",
                account + "?tab=events",
            ] {
                let page = try await desk.staff.get(path)
                #expect(page.status == 200 && page.body.contains(theirs), "\(path)")
                #expect(!page.body.contains(own), "\(path)")
            }
            // The dashboard lists what waits for us.
            #expect(!(try await desk.staff.get("/admin").body).contains(theirs))
            let list = try await desk.staff.get("/admin/tickets")
            #expect(list.body.contains("En attente du client") && !list.body.contains("En attente de votre réponse"))
        }
    }

    @Test func theCustomerReadsThatTheyAreWaitedFor() async throws {
        try await RequestDesk.with { desk in
            let id = desk.world.atu["tickets"][1]
            try await desk.move(id, to: "on_hold")
            try await desk.move(id, to: "needs_answer")
            for path in ["/p/clients/tickets", "/p/clients/tickets/\(id.text)"] {
                let page = try await desk.customer.get(path)
                #expect(page.body.contains(own) && !page.body.contains(theirs), "\(path)")
            }
            #expect(try await desk.customer.get("/p/clients/tickets").body.contains("En attente de votre réponse"))
        }
    }

    @Test func englishStaffReadItToo() {
        let module = Module.tickets.forStaff
        #expect((module["state"]?.type as? ChoiceType)?["needs_answer"]?.label.en == "Waiting for the customer")
        #expect(module.views.first { $0.key == "waiting" }?.label.en == "Waiting for the customer")
        #expect((module["state"]?.type as? ChoiceType)?["solved"]?.label.en == "Solved")
    }

    @Test func aQuestionAboutADocumentArrivesInTheForm() async throws {
        try await RequestDesk.with { desk in
            let invoice = try await desk.customer.get("/p/clients/invoices/\(desk.world.atu["invoices"][0].text)")
            let link = try #require(invoice.body.firstMatch(of: /href="(\/p\/clients\/tickets\/new\?subject=[^"]+)"/))
            let form = try await desk.customer.get(String(link.1))
            #expect(form.body.contains("ATU-0001\""), "the document's reference is in the field")
        }
    }

    @Test func whatTheAddressProposesIsEscapedOrLeftOut() async throws {
        try await RequestDesk.with { desk in
            func form(_ subject: String) async throws -> String {
                try await desk.customer.get("/p/clients/tickets/new?subject=\(subject)").body
            }
            let markup = try await form("%22%3E%3Cscript%3Ealert(1)%3C/script%3E%20%26%20%C3%A9t%C3%A9")
            #expect(!markup.contains("<script>alert") && markup.contains("&lt;script&gt;alert(1)"))
            #expect(markup.contains("&amp; été"))
            for bad in ["a%07b", "un%0Adeux", String(repeating: "a", count: 300)] {
                let page = try await form(bad)
                #expect(page.contains("name=\"subject\"") && !page.contains("value=\"a") && !page.contains("un\ndeux"))
            }
        }
    }

    @Test(arguments: Engine.allCases) func theAddressForRequestsIsSetOnThePortalsPage(_ engine: Engine) async throws {
        try await RequestDesk.with(engine, address: nil) { desk in
            let world = desk.world
            let admin = try await RequestDesk.signedIn(world.administrator, "/admin", world, desk.app)
            func save(_ address: String) async throws -> Client.Answer {
                let portal = try await desk.app.database.read { try Portals($0).find(world.portal.id) }
                return try await admin.post(
                    "/admin/portals/\(world.portal.id.text)",
                    [
                        "name": "Espace clients", "accent": "#1f6f54", "version": String(portal?.version ?? 0),
                        "open": "tickets", "confirmed": "1", "requests_address": address,
                    ])
            }
            func stored() async throws -> String? {
                try await desk.app.database.read { try Settings($0).requestsAddress(of: world.portal.id) }
            }
            let refused = try await save("accueil@")
            #expect(refused.status == 422 && refused.body.contains("Écrivez une adresse comme nom@exemple.fr."))
            #expect(refused.body.contains("value=\"accueil@\""))
            #expect(try await stored() == nil)
            #expect(try await save("accueil@parvis.example").status == 303)
            #expect(try await stored() == "accueil@parvis.example")
            #expect(
                try await admin.get("/admin/portals/\(world.portal.id.text)").body.contains(
                    "value=\"accueil@parvis.example\""))
            #expect(try await save("").status == 303)
            #expect(try await stored() == nil)
        }
    }

    @Test func emptyCellsStandWhereTheFiguresStand() {
        func empty(_ role: ListColumn.Role, optional: Bool = false) -> String {
            var column = ListColumn(key: "a", label: "A", role: role)
            column.isOptional = optional
            return column.empty.text
        }
        #expect(empty(.amount) == "<td class=\"amount none\">–</td>")
        #expect(empty(.figure, optional: true) == "<td class=\"num none opt\">–</td>")
        #expect(empty(.text) == "<td class=\"none\">–</td>")
    }
}
