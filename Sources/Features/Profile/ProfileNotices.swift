import Core
import HTML
import Hummingbird
import Store
import Web

/// `/p/:portal/profile/notices`: where the person's notices about requests go, for the access that is open. Links to sign in never go there.
enum ProfileNotices {
    static let label = Phrase(fr: "E-mail de notification", en: "Notification e-mail")
    static func path(_ context: PortalContext) -> String { context.portal.path + "/profile/notices" }

    static func show(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let known = try await access(app, context).notifyEmail ?? ""
        return page(app, context, known, problem: nil)
    }

    static func update(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let typed = try await request.form()["notify_email"]
        guard typed.isEmpty || isDeliverable(typed) else {
            let problem = FieldProblem(
                fr: "Écrivez une adresse comme nom@exemple.fr, ou laissez vide.",
                en: "Write an address such as name@example.com, or leave it empty.")
            return page(app, context, typed, problem: problem)
        }
        let (id, author, now) = (try await access(app, context).id, Author(context.viewer), app.clock.now)
        try await app.database.write { connection in
            try Journal(connection).hold()
            guard let access = try Accesses(connection).find(id) else { throw Refusal.notFound }
            let new = typed.isEmpty ? nil : typed
            guard new != access.notifyEmail else { return }
            try Journal(connection).append(
                .init(
                    "access.notify_changed", on: access.subjects,
                    detail: ["before": access.notifyEmail ?? "–", "after": new ?? "–"]), by: author, at: now)
            try Accesses(connection).setNotifyEmail(new, of: id)
        }
        return .seeOther("\(context.portal.path)/profile?done=\(Done.saved.rawValue)")
    }

    private static func access(_ app: App, _ context: PortalContext) async throws -> Access {
        let id = context.viewer.access
        guard
            let access = try await app.database.read({ connection in
                try id.flatMap { try Accesses(connection).find($0) }
            })
        else { throw Refusal.notFound }
        return access
    }

    private static func page(_ app: App, _ context: PortalContext, _ typed: String, problem: FieldProblem?) -> Response
    {
        let language = context.language
        let profile = Phrase(fr: "Mes informations", en: "My information")(language)
        let title = label(language)
        let sub = Phrase(
            fr: "Par exemple l’adresse d’un secrétariat. Vos liens de connexion et de mot de passe n’y partent jamais.",
            en: "An assistant’s address, for example. Links to sign in or to choose a password never go there.")
        let head = PageHead(
            title, crumbs: [.init(profile, context.portal.path + "/profile"), .init(title)],
            sub: HTML.text(sub(language)))
        let input = Input(
            "notify_email", title, .email, value: typed,
            hint: Phrase(fr: "Vide : votre e-mail de connexion.", en: "Empty: your sign-in e-mail.")(language),
            error: problem?.message(language), autocomplete: "email")
        let content: HTML = """
            \(head.html(language))<div class="panel measure"><form class="form body" method="post" action="\(path(context))" novalidate>\(input.html(language))\
            <div class="form-acts"><button class="btn main">\(Words.save(language))</button><a class="btn quiet" href="\(context.portal.path)/profile">\(Words.cancel(language))</a></div></form></div>
            """
        return portalPage(
            app, context, title, current: nil, status: problem == nil ? .ok : .unprocessableContent, content)
    }
}
