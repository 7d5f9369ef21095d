import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// *Changer de client* in the back office: a member of staff chooses which of its own customers to look at.
enum CustomerChoice {
    static let path = "/admin/switch"

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, search: request.query["q"])
    }

    /// The choice is remembered: the next one begins with it, on whichever computer.
    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        guard let account = form.id("account") else {
            return try await page(app, context, problem: nothingChosen, status: .unprocessableContent)
        }
        let (viewer, now, catalog) = (context.viewer, app.clock.now, app.catalog)
        let standing = try await app.database.write { connection in
            let standing = try OwnCustomers(Records(connection, catalog), viewer).standing(account)
            if standing == .own { try StaffCustomers(connection).show(account, to: viewer.person, at: now) }
            return standing
        }
        switch standing {
        case .own: return .seeOther(OfficePath.record("accounts", account))
        case .notOwn: return try await page(app, context, problem: notOwn, status: .conflict)
        case .unknown: throw Refusal.notFound
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, search: String = "", problem: FieldProblem? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (viewer, words) = (context.viewer, String(search.prefix(100)))
        let choices = try await app.records { try CustomerChoices.read($0, viewer, search: words) }
        let view = CustomerChoiceView(choices: choices, problem: problem, language: context.language)
        return officePage(
            app, context, Words.changeCustomer(context.language), current: "switch", status: status, view.html)
    }

    private static let nothingChosen = FieldProblem(
        fr: "Choisissez un client dans la liste.", en: "Choose a customer from the list.")
    private static let notOwn = FieldProblem(
        fr: "Ce client n’est plus parmi les vôtres, ou il est clos. Choisissez-en un autre.",
        en: "This customer is no longer one of yours, or is closed. Choose another one.")
}

/// What there is to choose from.
struct CustomerChoices: Sendable {
    /// All that were given and are open, counted up to one more than are listed.
    let count: Int
    /// Those that the search found.
    let found: [Record]
    let last: RecordID?
    let search: String

    /// More than these are searched.
    static let few = 20

    static func read(_ records: Records, _ viewer: Viewer, search: String) throws -> CustomerChoices {
        let own = OwnCustomers(records, viewer)
        let last = try StaffCustomers(records.connection).lastShown(to: viewer.person).flatMap { try own.find($0) }
        var found = try own.list(search: search, limit: LookupChoices.most)
        if search.isEmpty, let last, !found.contains(where: { $0.id == last.id }) { found.insert(last, at: 0) }
        return CustomerChoices(
            count: try own.count(upTo: LookupChoices.most + 1), found: found, last: last?.id, search: search)
    }
}
