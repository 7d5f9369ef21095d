import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// Which accesses a form of the list of users means.
struct AccessSelection: Sendable {
    let kind: BulkJobs.Kind
    let isAll: Bool
    let query: AccessQuery
    private let ticked: [RecordID]

    init(_ form: Form) throws {
        guard let kind = BulkJobs.Kind(rawValue: form["action"]), kind != .invite else { throw Refusal.unreadable }
        self.kind = kind
        isAll = form["all"] == "1"
        var query = AccessQuery()
        query.search = String(form["q"].prefix(100))
        query.standing = AccessQuery.Standing(rawValue: form["state"])
        self.query = query
        ticked = Array(Set(form.all("access").compactMap { RecordID(text: $0) })).sorted()
    }

    func ids(_ connection: any Connection, today: Day) throws -> [RecordID] {
        guard isAll else { return Array(ticked.prefix(BulkJobs.limit)) }
        var query = query
        query.limit = BulkJobs.limit
        return try Accesses(connection).list(query, today: today, countUpTo: 1).rows.map(\.id)
    }

    func hidden(_ ids: [RecordID]) -> HTML {
        let action: HTML = "<input type=\"hidden\" name=\"action\" value=\"\(kind.rawValue)\">"
        guard isAll else {
            return "\(action)\(each: ids, { "<input type=\"hidden\" name=\"access\" value=\"\($0.text)\">" })"
        }
        let state = query.standing?.rawValue ?? ""
        return """
            \(action)<input type="hidden" name="all" value="1"><input type="hidden" name="q" value="\(query.search)"><input type="hidden" name="state" value="\(state)">
            """
    }
}

/// `POST /admin/users/bulk`: asks before anything is done to several accesses.
enum BulkConfirm {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, AccessSelection(try await request.form()))
    }

    private static let named = 20

    static let nobody = Refusal(
        .unprocessableContent, title: Phrase(fr: "Personne n’est choisi", en: "Nobody is chosen"),
        explanation: Phrase(
            fr: "Revenez à la liste et cochez au moins une ligne.", en: "Go back to the list and tick at least one row."
        ))

    static func page(
        _ app: App, _ context: OfficeContext, _ selection: AccessSelection, problem: FieldProblem? = nil,
        reason: ShutReasonForm = ShutReasonForm()
    ) async throws -> Response {
        let (viewer, today) = (context.viewer, app.today)
        let (ids, names) = try await app.records { records in
            let ids = try selection.ids(records.connection, today: today)
            return (ids, try ids.prefix(named).compactMap { try name($0, viewer, records) })
        }
        guard !ids.isEmpty else { throw nobody }
        let types = selection.kind == .transfer ? try await InviteSelection.types(app) : []
        let language = context.language
        let title = JobWords.question(selection.kind, ids.count)(language)
        let head = PageHead(
            title,
            crumbs: [.init(UserFrame.users(language), "/admin/users"), .init(JobWords.title(selection.kind)(language))])
        let content: HTML = """
            \(head.html(language))<div class="panel measure"><form class="form body" method="post" action="/admin/users/bulk/start">\(selection.hidden(ids))\
            <p>\(JobWords.consequences(selection.kind)(language))</p>\(nameList(names.map { ($0, nil) }, of: ids.count, context.formats))\(choice(types, problem, language))\(reason.inputs(language), if: selection.kind == .deactivate)\
            <div class="form-acts">\(button(selection.kind, language))<a class="btn quiet" href="/admin/users">\(Words.cancel(language))</a></div></form></div>
            """
        return officePage(
            app, context, title, current: "users",
            status: problem == nil && reason.problem == nil ? .ok : .unprocessableContent, content)
    }

    private static func name(_ id: RecordID, _ viewer: Viewer, _ records: Records) throws -> String? {
        do { return try AccessProfile.find(id, viewer, records).person.name } catch is Refusal { return nil }
    }

    private static func choice(
        _ types: [(portal: Portal, type: UserType)], _ problem: FieldProblem?, _ language: Language
    ) -> HTML {
        guard !types.isEmpty else { return .empty }
        let empty = Phrase(fr: "Choisir un type", en: "Choose a type")(language)
        return Input(
            "type", AccountForm.typeLabel(language),
            .choice(
                types.map { ($0.type.id.text, "\($0.type.name(language)) · \($0.portal.name)") }, emptyLabel: empty),
            hint: types.contains { $0.type.mainModule == Module.leads.key } ? converting(language) : nil,
            error: problem?.message(language)
        ).html(language)
    }

    /// Only where prospects sign in.
    private static func converting(_ language: Language) -> String {
        Phrase(
            fr:
                "Un prospect à qui vous donnez un type pour contacts est converti en contact, de son tiers ou d’un nouveau tiers. Une conversion ne s’annule pas.",
            en:
                "A lead to whom you give a type for contacts is converted into a contact, of its account or of a new one. A conversion is final."
        )(language)
    }

    private static func button(_ kind: BulkJobs.Kind, _ language: Language) -> HTML {
        let isHard = kind == .remove || kind == .deactivate
        return "<button class=\"\(isHard ? "btn bad" : "btn main" as HTML)\">\(JobWords.verb(kind)(language))</button>"
    }
}

/// `POST /admin/users/bulk/start`: writes the job down.
enum BulkStart {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let selection = try AccessSelection(form)
        let type = form.id("type")
        if selection.kind == .transfer {
            let isKnown = try await InviteSelection.types(app).contains { $0.type.id == type }
            guard isKnown else {
                let problem = FieldProblem(fr: "Choisissez un type d’utilisateur.", en: "Choose a user type.")
                return try await BulkConfirm.page(app, context, selection, problem: problem)
            }
        }
        let reason = ShutReasonForm(form)
        guard selection.kind != .deactivate || reason.problem == nil else {
            return try await BulkConfirm.page(app, context, selection, reason: reason)
        }
        let today = app.today
        let items = try await app.database.read { connection in
            let ids = try selection.ids(connection, today: today)
            let names = try Accesses(connection).names(ids)
            return ids.map { BulkJobs.New(Journal.Subject("accesses", $0), label: names[$0]) }
        }
        guard !items.isEmpty else { throw BulkConfirm.nobody }
        if selection.kind == .transfer, let type, form[TransferReview.agreed] != "1" {
            return try await TransferReview.read(app, context, items.map(\.subject.id), to: type).page(
                app, context, selection)
        }
        let job = try await add(
            app, context.viewer, selection.kind, type: selection.kind == .transfer ? type : nil, items,
            note: selection.kind == .deactivate ? reason.reason?.text : nil)
        return .seeOther(JobShow.path(job))
    }

    /// The job and its event in one transaction; returns its id.
    static func add(
        _ app: App, _ viewer: Viewer, _ kind: BulkJobs.Kind, type: RecordID?, _ items: [BulkJobs.New],
        _ detail: [String: String] = [:], note: String? = nil
    ) async throws -> RecordID {
        let (id, ids, now) = (app.ids.next(), app.ids, app.clock.now)
        try await app.database.write { connection in
            try Journal(connection).append(
                .init("bulk." + kind.rawValue, detail: detail.merging(["count": String(items.count)]) { $1 }),
                by: Author(viewer), at: now)
            try BulkJobs(connection).add(
                kind, userType: type, on: items, id: id, ids: ids, by: viewer.person, named: viewer.name, note: note,
                at: now)
        }
        app.bulkBell.ring()
        return id
    }
}
