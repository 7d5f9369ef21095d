import Core
import Hummingbird
import Store
import Web

/// What the form's buttons do: apply a template, clear, send.
enum ComposeSend {
    static func forContact(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await act(app, request, context, find: ComposeTarget.contact)
    }
    static func forUser(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await act(app, request, context, find: ComposeTarget.user)
    }

    private static func act(_ app: App, _ request: Request, _ context: OfficeContext, find: @escaping ComposeNew.Find)
        async throws -> Response
    {
        let (id, viewer) = (try context.id(), context.viewer)
        let target = try await app.records { try find(app, id, viewer, $0) }
        let upload = try await Upload.read(request, app, for: viewer)
        let draft = ComposeDraft(upload.form)
        var page = ComposePage(
            app: app, context: context, target: target, draft: draft, losesFiles: !upload.files.isEmpty)
        switch upload.form["action"] {
        case "apply":
            return ComposePage(app: app, context: context, target: target, draft: try await applied(app, draft, target))
                .response()
        case "clear": return .seeOther(target.action)
        default: break
        }
        let mayInvite = context.visitor.powers.contains(.users)
        page.problems = draft.problems(for: target, files: upload.files.map(\.size), mayInvite: mayInvite)
            .merging(upload.problems) { $1 }
        guard page.problems.isEmpty else { return page.response(status: .unprocessableContent) }
        let once = OnceSent(request, upload.form, files: upload.files)
        let letter = Letter(app: app, viewer: viewer, draft: draft, files: upload.files, find: find, once: once)
        try await upload.keep(app, for: viewer)
        try await letter.send(to: id)
        app.mailBell.ring()
        return .seeOther("\(target.back)?done=\(Done.sent.rawValue)")
    }

    /// The template's words with everything filled in but the link, which is made at sending.
    private static func applied(_ app: App, _ draft: ComposeDraft, _ target: ComposeTarget) async throws -> ComposeDraft
    {
        guard let text = MailText(rawValue: draft.template), target.profile != nil else { return draft }
        let words = try await app.database.read {
            try PostOffice(app: app, connection: $0).words(
                text, target.recipient.language, portal: target.profile?.portal.id)
        }
        let filled = try words.filled(target.values(link: nil), keepingLink: true)
        var draft = draft
        draft.subject = filled.subject
        draft.message = filled.body
        return draft
    }
}
