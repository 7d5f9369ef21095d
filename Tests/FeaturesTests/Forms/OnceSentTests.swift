import Core
import Foundation
import Store
import TestSupport
import Testing

@testable import Features

/// A second press on a button does nothing again; a form that was corrected and sent again counts.
@Suite struct OnceSentTests {
    @Test(arguments: Engine.allCases) func aReplyIsTakenOnce(_ engine: Engine) async throws {
        try await RequestDesk.with(engine) { desk in
            let ticket = try await desk.open()
            let (place, path) = ("/p/clients/tickets/\(ticket.text)", "/p/clients/tickets/\(ticket.text)/comments")
            let address = try action(of: path, on: try await desk.customer.get(place).body)
            for text in ["Bonjour", "Bonjour", "Bonjour, et merci", "Bonjour"] {
                let answer = try await desk.customer.post(address, ["body": text])
                #expect(answer.status == 303 && answer.location?.hasPrefix(place) == true)
            }
            #expect(try await comments(desk) == ["Bonjour", "Bonjour, et merci"])
            // The form of a page that was opened anew says the same words on purpose.
            let again = try action(of: path, on: try await desk.customer.get(place).body)
            #expect(try await desk.customer.post(again, ["body": "Bonjour"]).status == 303)
            #expect(try await comments(desk).count == 3)
        }
    }

    @Test(arguments: Engine.allCases) func pressesAtTheSameTimeMakeOneAnswer(_ engine: Engine) async throws {
        try await RequestDesk.with(engine) { desk in
            let ticket = try await desk.open()
            let path = "/admin/tickets/\(ticket.text)/comments"
            let address = try action(of: path, on: try await desk.staff.get("/admin/tickets/\(ticket.text)").body)
            let (cookies, app) = (desk.staff.cookies, desk.app)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        let client = Client(app)
                        client.keep(cookies)
                        return try await client.post(address, ["body": "Nous passons demain."]).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == [303, 303, 303, 303, 303])
            #expect(try await comments(desk) == ["Nous passons demain."])
            #expect(try await desk.told().filter { $0.hasPrefix("REQUEST_ANSWERED") }.count == 1)
        }
    }

    @Test func aNoteIsTakenOnce() async throws {
        try await RequestDesk.with { desk in
            let contact = "/admin/contacts/\(desk.world.atu.contact.text)"
            let page = try await desk.staff.get(contact + "?tab=notes").body
            let address = try action(of: contact + "/notes", on: page)
            for _ in 0..<2 { #expect(try await desk.staff.post(address, ["note": "Rappeler lundi"]).status == 303) }
            #expect(try await comments(desk) == ["Rappeler lundi"])
        }
    }

    private func comments(_ desk: RequestDesk) async throws -> [String] {
        try await desk.app.database.read { connection in
            try connection.rows(
                "SELECT \"body\" FROM \"comments\" WHERE \"source\" IS NULL ORDER BY \"created_at\", \"id\""
            )
            .compactMap { $0[0].text }
        }
    }

    /// The address that a form of a page goes to, as a browser reads it.
    private func action(of path: String, on page: String) throws -> String {
        let start = try #require(page.range(of: "action=\"\(path)?"))
        let end = try #require(page[start.upperBound...].firstIndex(of: "\""))
        return path + "?" + page[start.upperBound..<end].replacing("&amp;", with: "&")
    }
}
