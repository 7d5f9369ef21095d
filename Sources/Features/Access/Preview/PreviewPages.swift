import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// *Voir comme*: a portal as somebody sees it, or saw it on a past day, read only, after a reason that the journal keeps.
enum SeeAs {
    /// `GET /admin/users/:id/see-as`.
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        SeeAsPage(profile: try await app.profile(context.id(), context.viewer)).response(app, context)
    }

    /// `POST /admin/users/:id/see-as`.
    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        var page = SeeAsPage(profile: try await app.profile(context.id(), context.viewer))
        page.reason = form["reason"]
        page.dayText = form["day"]
        page.check(today: app.today)
        guard page.problems.isEmpty else { return page.response(app, context) }
        let (profile, catalog) = (page.profile, app.catalog)
        if let day = page.day {
            do {
                try await app.database.read { connection in
                    let past = PastDay(day: day, connection: connection, catalog: catalog)
                    _ = try past.grants(of: profile.access, in: profile.portal)
                }
            } catch let closed as PastDay.Closed {
                page.problems["day"] = closed.words
                return page.response(app, context)
            }
        }
        return try await Preview.start(
            app, context, profile.access, slug: profile.portal.slug, reason: page.reason, draft: nil, day: page.day)
    }
}

/// The form that asks for the reason, and for the day when it is not today.
private struct SeeAsPage {
    let profile: AccessProfile
    var reason = ""
    var dayText = ""
    var problems: [String: Phrase] = [:]

    /// Nil for today.
    var day: Day? { Day(iso: dayText) ?? Day(french: dayText) }

    mutating func check(today: Day) {
        if reason.isEmpty || reason.count > 200 || hasControlCharacters(reason) {
            problems["reason"] = Phrase(
                fr: "Dites pourquoi, en 200 caractères au plus.", en: "Say why, in 200 characters at most.")
        }
        guard !dayText.isEmpty else { return }
        if let day, day < today { return }
        problems["day"] = Phrase(
            fr: "Choisissez un jour passé, ou laissez vide pour aujourd’hui.",
            en: "Choose a past day, or leave it empty for today.")
    }

    func response(_ app: App, _ context: OfficeContext) -> Response {
        let language = context.language
        let title = SeeAsPage.title(profile)(language)
        let head = PageHead(
            title,
            crumbs: [
                .init(UserFrame.users(language), "/admin/users"), .init(profile.person.signInName, profile.path),
                .init(title),
            ],
            sub: HTML.text(SeeAsPage.explanation(language)))
        let inputs = [reasonInput(language), dayInput(language)]
        let shown = inputs.compactMap { input in input.error.map { (input.name, input.label, $0) } }
        let see = Phrase(fr: "Ouvrir le portail", en: "Open the portal")(language)
        let content: HTML = """
            \(head.html(language))\(errorSummary(shown, language))<div class="panel measure"><form class="form body" method="post" action="\(profile.path)/see-as" novalidate>\
            \(inputs.map { $0.html(language) })\(DefinitionForm.buttons(see, cancel: profile.path, language))</form></div>
            """
        return officePage(
            app, context, title, current: "users", status: problems.isEmpty ? .ok : .unprocessableContent, content)
    }

    private func reasonInput(_ language: Language) -> Input {
        Input(
            "reason", Phrase(fr: "Raison", en: "Reason")(language), value: reason,
            hint: Phrase(
                fr: "Par exemple : question du client au téléphone.", en: "For example: the customer asked by phone.")(
                    language),
            error: problems["reason"]?(language), required: true, focused: true)
    }

    private func dayInput(_ language: Language) -> Input {
        Input(
            "day", Phrase(fr: "Un autre jour", en: "Another day")(language), .day, value: day?.iso ?? dayText,
            hint: Phrase(
                fr: "Vide pour aujourd’hui. Un jour passé montre les droits d’alors, sans ce qui a été créé depuis.",
                en: "Empty for today. A past day shows the rights of then, without what was made since.")(language),
            error: problems["day"]?(language))
    }

    private static func title(_ profile: AccessProfile) -> Phrase {
        Phrase(fr: "Voir comme \(profile.person.name)", en: "See as \(profile.person.name)")
    }

    private static let explanation = Phrase(
        fr:
            "Le portail en lecture seule, pendant une heure au plus. Votre passage est inscrit au journal, à votre nom, avec la raison.",
        en:
            "The portal, read only, for an hour at most. Your visit is written in the journal, in your name, with the reason."
    )
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
        return try await Preview.start(
            app, context, access, slug: desk.portal.slug, reason: reason, draft: draft, day: nil)
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
        _ app: App, _ context: OfficeContext, _ access: Access, slug: String, reason: String, draft: String?,
        day: Day?
    ) async throws -> Response {
        guard let session = context.visitor.session?.publicID else { throw Refusal.notFound }
        let (token, now, viewer) = (Token(), app.clock.now, context.viewer)
        let detail = ["reason": reason].merging(day.map { ["day": $0.iso] } ?? [:]) { $1 }
        try await app.database.write { connection in
            try Previews(connection).start(
                token.hash, session: session, staff: viewer.person, access: access, draft: draft, day: day,
                at: now, until: now + .hours(1))
            try Journal(connection).append(
                .init("access.seen_as", on: access.subjects, detail: detail), by: Author(viewer), at: now)
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
