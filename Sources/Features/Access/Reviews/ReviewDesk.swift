import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/users/review`: the accesses of a portal that wait for a word, kept or deactivated by the tick.
enum ReviewDesk {
    static let title = Phrase(fr: "Revue des accès", en: "Review of accesses")
    static func path(_ portal: RecordID) -> String { "/admin/users/review?portal=" + portal.text }
    static let rows = 50

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, request.query, note: Done.note(request, context.language))
    }

    /// Begins a review by hand.
    static func start(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let (author, now, id) = (Author(context.viewer), app.clock.now, form.id("portal"))
        try await app.database.write { connection in
            try Journal(connection).hold()
            guard let portal = try id.flatMap({ try Portals(connection).find($0) }) else { throw Refusal.notFound }
            // A second press is the first one's.
            guard portal.reviewAt.map({ now - $0 > .minutes(1) }) ?? true else { return }
            try ReviewCalendar.begin(portal, connection, by: author, at: now)
        }
        if let id { try await ReviewCalendar(app: app).askStaff(of: id) }
        return .seeOther("\(path(id ?? RecordID(0)))&done=\(Done.reviewStarted.rawValue)")
    }

    static func decide(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let (decision, asked, author, now) = (
            ReviewDecision(form), form.id("portal"), Author(context.viewer), app.clock.now
        )
        guard !decision.ids.isEmpty else {
            return try await page(app, context, form, note: nobody(context.language), status: .unprocessableContent)
        }
        try await app.database.write { connection in
            guard let portal = try asked.flatMap({ try Portals(connection).find($0) }), let since = portal.reviewAt
            else { throw Refusal.notFound }
            try decision.carryOut(
                .init(portal: portal.id, since: since), shutBy: .staff, by: author, connection, at: now)
        }
        let mine = form["mine"] == "1" ? "&mine=1" : ""
        return .seeOther("\(path(asked ?? RecordID(0)))\(mine)&done=\(Done.reviewed.rawValue)")
    }

    static func nobody(_ language: Language) -> HTML {
        note(.warn, HTML.text(Phrase(fr: "Cochez au moins une ligne.", en: "Tick at least one row.")(language)))
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ query: Form, note: HTML, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (viewer, asked, isMine) = (context.viewer, query.id("portal"), query["mine"] == "1")
        let view = try await app.records { records -> ReviewView? in
            let portals = try Portals(records.connection).all().filter { !$0.isArchived }
            let wanted = query["portal"].isEmpty ? portals.first : portals.first { $0.id == asked }
            guard let portal = wanted else { return nil }
            return try ReviewView(app, context, portals, portal, isMine: isMine, viewer, records)
        }
        guard let view else { throw Refusal.notFound }
        return officePage(app, context, title(context.language), current: "users", status: status, view.html(note))
    }
}
