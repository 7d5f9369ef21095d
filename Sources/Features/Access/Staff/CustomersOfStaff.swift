import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/staff/:id/customers`: the customers that a member of staff was given, to be given and taken back.
enum CustomersOfStaff {
    static func path(_ person: RecordID) -> String { "/admin/staff/\(person.text)/customers" }

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, request.query["q"], note: Done.note(request, context.language))
    }

    /// Two administrators who give the same customer at once give it once.
    static func give(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        guard let account = form.id("account") else {
            return try await page(app, context, form["q"], problem: nothingChosen, status: .unprocessableContent)
        }
        let (person, row, giver) = (try context.id(), app.ids.next(), context.viewer.person)
        let isOpen = try await change(app, context, person, account) { gift, author, now in
            guard gift.isOpen else { return false }
            if try gift.store.give(account, to: person, id: row, by: giver, at: now) {
                try gift.tell("staff.customer_given", by: author, at: now)
            }
            return true
        }
        guard isOpen else {
            return try await page(app, context, form["q"], problem: closed, status: .unprocessableContent)
        }
        return .seeOther(address(person, form["q"], .customerGiven))
    }

    static func take(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        guard let account = form.id("account") else { throw Refusal.notFound }
        let person = try context.id()
        let isTaken = try await change(app, context, person, account) { gift, author, now in
            guard try gift.store.take(account, from: person) else { return false }
            try gift.tell("staff.customer_taken", by: author, at: now)
            return true
        }
        guard isTaken else {
            let words = HTML.text(takenAlready(context.language))
            return try await page(app, context, form["q"], note: note(.warn, words), status: .conflict)
        }
        return .seeOther(address(person, form["q"], .customerTaken))
    }

    private static func change(
        _ app: App, _ context: OfficeContext, _ person: RecordID, _ account: RecordID,
        _ body: @escaping @Sendable (CustomerGift, Author, Instant) throws -> Bool
    ) async throws -> Bool {
        let (viewer, now, catalog) = (context.viewer, app.clock.now, app.catalog)
        return try await app.database.write { connection in
            try body(CustomerGift(Records(connection, catalog), viewer, account, to: person), Author(viewer), now)
        }
    }

    /// The search stays, so that several can be given one after the other.
    private static func address(_ person: RecordID, _ search: String, _ done: Done) -> String {
        let kept = search.isEmpty ? "" : "&q=" + escapedForURL(String(search.prefix(100)))
        return "\(path(person))?done=\(done.rawValue)\(kept)"
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ search: String, note: HTML = .empty, problem: FieldProblem? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (id, viewer, words) = (try context.id(), context.viewer, String(search.prefix(100)))
        let list = try await app.records { try CustomersOfStaffList.read($0, viewer, of: id, search: words) }
        let view = CustomersOfStaffView(list: list, note: note, problem: problem, language: context.language)
        return officePage(app, context, view.title, current: "staff", status: status, view.html)
    }

    private static let nothingChosen = FieldProblem(
        fr: "Cherchez un client, puis choisissez-le dans les résultats.",
        en: "Search for a customer, then choose it from the results.")
    private static let closed = FieldProblem(
        fr: "Ce client est clos ou dans la corbeille : rouvrez-le d’abord.",
        en: "This customer is closed or in the recycle bin: open it again first.")
    private static let takenAlready = Phrase(
        fr: "Ce client n’était plus dans la liste : quelqu’un l’a retiré entre-temps.",
        en: "This customer was no longer on the list: somebody took it away meanwhile.")
}
