import Core
import HTML
import Hummingbird
import Store
import Web

/// Adds a member of staff, or gives one a new link.
enum StaffCreate {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let draft = StaffDraft(try await request.form())
        let (id, token, now, viewer) = (app.ids.next(), Token(), app.clock.now, context.viewer)
        var problems = draft.problems
        if problems.isEmpty { problems = try await app.database.read { try draft.names.taken(except: nil, $0) } }
        guard problems.isEmpty else {
            return try await StaffList.page(app, context, draft, problems: problems, status: .unprocessableContent)
        }
        do {
            let person = try await app.database.write { connection in
                try People(connection).add(draft.new, id: id, at: now)
                try Journal(connection).append(
                    .init(
                        "staff.added", on: [Journal.Subject("people", id)],
                        detail: ["name": "\(draft.firstName) \(draft.lastName)", "role": draft.role.rawValue]),
                    by: Author(viewer), at: now)
                return try StaffInvitation(app: app, connection: connection).issue(
                    token, to: id, by: viewer.person, at: now)
            }
            return answer(app, context, person, token)
        } catch StoreError.duplicate {
            let taken = try await app.database.read { try draft.names.taken(except: nil, $0) }
            return try await StaffList.page(app, context, draft, problems: taken, status: .unprocessableContent)
        }
    }

    static func link(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (id, token, now, viewer) = (try context.id(), Token(), app.clock.now, context.viewer)
        let person = try await app.database.write { connection in
            guard let person = try People(connection).find(id), person.kind == .staff, person.disabledAt == nil else {
                throw Refusal.notFound
            }
            try Journal(connection).append(
                .init("staff.link", on: [Journal.Subject("people", id)], detail: ["name": person.name]),
                by: Author(viewer), at: now)
            return try StaffInvitation(app: app, connection: connection).issue(
                token, to: id, by: viewer.person, at: now)
        }
        return answer(app, context, person, token)
    }

    /// By mail when there is an address and a way to send; otherwise the link is on this answer and nowhere else.
    private static func answer(_ app: App, _ context: OfficeContext, _ invited: StaffInvitation.Invited, _ token: Token)
        -> Response
    {
        guard !invited.isMailed else {
            app.mailBell.ring()
            return .seeOther("/admin/staff?done=\(Done.staffInvited.rawValue)")
        }
        let language = context.language
        let title = Phrase(fr: "Lien pour \(invited.name)", en: "Link for \(invited.name)")(language)
        let words = Phrase(
            fr:
                "Il fonctionne une seule fois, pendant 7 jours, et ne sera plus affiché. Remettez-le à \(invited.name).",
            en: "It works once, for 7 days, and will not be shown again. Give it to \(invited.name).")
        let first = Phrase(fr: "Copiez ce lien maintenant.", en: "Copy this link now.")
        let staff = Phrase(fr: "Collaborateurs", en: "Staff")(language)
        let box = secretBox(
            "link", "<b>\(first(language))</b> \(words(language))",
            secret: OneTimeLink.address(token, portal: nil, app.site), language)
        let head = PageHead(title, crumbs: [PageHead.Crumb(staff, "/admin/staff"), PageHead.Crumb(title)]).html(
            language)
        return officePage(
            app, context, title, current: "staff",
            """
            \(head)<div class="panel measure"><div class="body">\(box)<div class="form-acts"><a class="btn main" href="/admin/staff">\
            \(Phrase(fr: "J’ai copié le lien", en: "I copied the link")(language))</a></div></div></div>
            """)
    }
}

/// The one-time link of a member of staff.
struct StaffInvitation {
    let app: App
    let connection: any Connection

    /// Who was invited, and whether a mail tells them.
    struct Invited: Sendable {
        let name: String
        let isMailed: Bool
    }

    func issue(_ token: Token, to id: RecordID, by staff: RecordID, at now: Instant) throws -> Invited {
        guard let person = try People(connection).find(id) else { throw Refusal.notFound }
        let recipient = app.site.hasMail ? try MailRecipient(person, connection) : nil
        let ways = try OneTimeLink.issue(
            token, to: id, mailedTo: recipient?.address, portal: nil, connection, app.site, at: now)
        guard let recipient else { return Invited(name: person.name, isMailed: false) }
        try PostOffice(app: app, connection: connection).queue(
            .staffWelcome, to: recipient, portal: nil, link: ways, by: staff, at: now)
        return Invited(name: person.name, isMailed: true)
    }
}
