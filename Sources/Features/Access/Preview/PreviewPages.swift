import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// *Voir comme*: a portal as somebody sees it, read only, after a reason that the journal keeps.
enum SeeAs {
    /// `GET /admin/users/:id/see-as`.
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        page(app, context, try await app.profile(context.id(), context.viewer))
    }

    /// `POST /admin/users/:id/see-as`.
    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let profile = try await app.profile(context.id(), context.viewer)
        let reason = form["reason"]
        guard !reason.isEmpty, reason.count <= 200, !hasControlCharacters(reason) else {
            return page(app, context, profile, reason: reason, isWrong: true)
        }
        return try await Preview.start(
            app, context, profile.access, slug: profile.portal.slug, reason: reason, draft: nil)
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ profile: AccessProfile, reason: String = "", isWrong: Bool = false
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Voir comme \(profile.person.name)", en: "See as \(profile.person.name)")(language)
        let head = PageHead(
            title,
            crumbs: [
                .init(UserFrame.users(language), "/admin/users"), .init(profile.person.signInName, profile.path),
                .init(title),
            ],
            sub: HTML.text(
                Phrase(
                    fr:
                        "Le portail en lecture seule, pendant une heure au plus. Votre passage est inscrit au journal, à votre nom, avec la raison.",
                    en:
                        "The portal, read only, for an hour at most. Your visit is written in the journal, in your name, with the reason."
                )(language)))
        let label = Phrase(fr: "Raison", en: "Reason")(language)
        let problem = Phrase(
            fr: "Dites pourquoi, en 200 caractères au plus.", en: "Say why, in 200 characters at most.")(language)
        let input = Input(
            "reason", label, value: reason,
            hint: Phrase(
                fr: "Par exemple : question du client au téléphone.", en: "For example: the customer asked by phone.")(
                    language),
            error: isWrong ? problem : nil, required: true, focused: true)
        let see = Phrase(fr: "Ouvrir le portail", en: "Open the portal")(language)
        let summary = errorSummary(isWrong ? [("reason", label, problem)] : [], language)
        let content: HTML = """
            \(head.html(language))\(summary)<div class="panel measure"><form class="form body" method="post" action="\(profile.path)/see-as" novalidate>\(input.html(language))\
            \(DefinitionForm.buttons(see, cancel: profile.path, language))</form></div>
            """
        return officePage(
            app, context, title, current: "users", status: isWrong ? .unprocessableContent : .ok, content)
    }
}

/// `POST /admin/portals/:portal/types/:type/preview`: a portal as people of a type see it, with saved rights or a draft of them.
enum TypePreview {
    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await UserTypeDesk.open(app, context)
        let draft = form.has("draft") ? form.raw("draft") : nil
        guard draft.map({ UserTypeDocument(text: $0) != nil }) ?? true else { throw Refusal.unreadable }
        guard let access = try await app.database.read({ try Accesses($0).sample(of: desk.type.id) }) else {
            return nobody(app, context, desk)
        }
        let reason = Phrase(
            fr: "aperçu du type « \(desk.type.name.fr) »", en: "preview of the type “\(desk.type.name.en)”"
        ).fr
        return try await Preview.start(app, context, access, slug: desk.portal.slug, reason: reason, draft: draft)
    }

    /// A preview needs somebody to look as.
    private static func nobody(_ app: App, _ context: OfficeContext, _ desk: UserTypeDesk) -> Response {
        let words = Phrase(
            fr:
                "Personne n’a encore ce type avec un accès actif : donnez un accès à un contact, puis revenez voir l’aperçu.",
            en:
                "Nobody has this type with an active access yet: give a contact an access, then come back for the preview."
        )
        return UserTypeGrid.page(
            app, context, desk, desk.grants, note: note(.warn, HTML.text(words(context.language))), status: .conflict)
    }
}

/// Starting and ending previews.
enum Preview {
    static func start(
        _ app: App, _ context: OfficeContext, _ access: Access, slug: String, reason: String, draft: String?
    ) async throws -> Response {
        guard let session = context.visitor.session?.publicID else { throw Refusal.notFound }
        let (token, now, viewer) = (Token(), app.clock.now, context.viewer)
        try await app.database.write { connection in
            try Previews(connection).start(
                token.hash, session: session, staff: viewer.person, access: access, draft: draft, at: now,
                until: now + .hours(1))
            try Journal(connection).append(
                .init("access.seen_as", on: access.subjects, detail: ["reason": reason]), by: Author(viewer), at: now)
        }
        return Response.seeOther("/p/\(slug)").with(cookie: app.cookies.set(.preview(slug: slug), token.text))
    }

    /// `POST /admin/preview/end?portal=SLUG`.
    static func end(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (slug, staff) = (request.query["portal"], context.viewer.person)
        try await app.database.write { try Previews($0).end(of: staff) }
        let back = Response.seeOther("/admin")
        return isSlug(slug) ? back.with(cookie: app.cookies.clear(.preview(slug: slug))) : back
    }
}
