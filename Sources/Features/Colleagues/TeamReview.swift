import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/users/review`: the administrator of an account says which colleagues still need their access.
enum TeamReview {
    static func path(_ desk: TeamDesk) -> String { desk.path + "/review" }

    static func show(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let desk = try await TeamDesk.open(app, context)
        return try await page(app, desk, note: Done.note(request, context.language))
    }

    static func decide(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let decision = ReviewDecision(try await request.form())
        let desk = try await TeamDesk.open(app, context)
        guard !decision.ids.isEmpty else {
            return try await page(
                app, desk, note: ReviewDesk.nobody(context.language), status: .unprocessableContent)
        }
        let (now, today) = (app.clock.now, app.today)
        try await app.database.write { connection in
            try Journal(connection).hold()
            let desk = try TeamDesk.read(connection, context, today)
            guard let question = try question(desk, connection) else { throw Refusal.notFound }
            for id in decision.ids {
                guard try Colleague.find(id, desk, connection).isManaged else { throw Refusal.notFound }
            }
            try decision.carryOut(
                question, shutBy: .colleague, by: Author(context.viewer), connection, at: now, except: desk.own.id)
        }
        return .seeOther("\(path(desk))?done=\(Done.reviewed.rawValue)")
    }

    /// Nil while no review was begun.
    static func question(_ desk: TeamDesk, _ connection: any Connection) throws -> AccessReviews.Question? {
        guard let since = try Portals(connection).find(desk.type.portal)?.reviewAt else { return nil }
        return AccessReviews.Question(portal: desk.type.portal, since: since, account: desk.account)
    }

    /// The colleagues who wait for a word; the administrator itself is the company's to keep.
    static func waiting(_ desk: TeamDesk, _ connection: any Connection) throws -> [Colleague] {
        guard let question = try question(desk, connection) else { return [] }
        return try AccessReviews(connection).waiting(question, limit: TeamDesk.most).compactMap {
            try Colleague.read($0, desk, connection)
        }.filter(\.isManaged)
    }

    private static func page(_ app: App, _ desk: TeamDesk, note: HTML, status: HTTPResponse.Status = .ok) async throws
        -> Response
    {
        let people = try await app.database.read { try waiting(desk, $0) }
        let language = desk.context.language
        let title = ReviewDesk.title(language)
        let sub = Phrase(
            fr: "Qui a encore besoin de son accès ? Ce que vous ne cochez pas reste ouvert et à confirmer.",
            en: "Who still needs an access? What you do not tick stays open and to be confirmed.")
        let head = PageHead(
            title, crumbs: [.init(TeamDesk.title(language), desk.path), .init(title)], sub: HTML.text(sub(language)))
        let body = people.isEmpty ? nothing(language) : table(people, desk, app.today)
        return portalPage(
            app, desk.context, title, current: "users", status: status, "\(head.html(language))\(note)\(body)")
    }

    private static func nothing(_ language: Language) -> HTML {
        emptyState(
            Phrase(fr: "Rien à confirmer", en: "Nothing to confirm")(language),
            Phrase(
                fr: "Vous serez prévenu par e-mail à la prochaine revue.",
                en: "You will be told by mail at the next review.")(language))
    }

    private static func table(_ people: [Colleague], _ desk: TeamDesk, _ today: Day) -> HTML {
        let language = desk.context.language
        let choose = Phrase(fr: "Choisir", en: "Choose")(language)
        let heads: [HTML] = [
            Phrase(fr: "Nom", en: "Name"), ColleagueDraft.label("role"),
            Phrase(fr: "Dernière visite", en: "Last visit"),
            Phrase(fr: "État", en: "State"),
        ].map { "<th scope=\"col\">\($0(language))</th>" }
        return """
            <section class="panel" aria-label="\(ReviewDesk.title(language))"><form method="post" action="\(path(desk))">\
            <div class="sheet" role="group" aria-label="\(ReviewDesk.title(language))" tabindex="0"><table class="rows"><thead><tr><th scope="col" class="bulk"><span class="sr">\(choose)</span></th>\(heads)</tr></thead>\
            <tbody>\(each: people, { row($0, desk, today) })</tbody></table></div>\(reviewButtons(language))</form></section>
            """
    }

    private static func row(_ one: Colleague, _ desk: TeamDesk, _ today: Day) -> HTML {
        let (language, formats) = (desk.context.language, desk.context.formats)
        let choose = Phrase(fr: "Choisir \(one.name)", en: "Choose \(one.name)")(language)
        let seen = one.lastSeen.map(formats.moment) ?? Phrase(fr: "Jamais", en: "Never")(language)
        return """
            <tr><td class="bulk"><input type="checkbox" name="access" value="\(one.access.id.text)" aria-label="\(choose)"></td>\
            <td class="key"><a href="\(one.path(desk))">\(one.name)</a></td><td>\(one.access.role.label(language))</td><td>\(seen)</td>\
            <td>\(one.standing(today).shortChip(language))</td></tr>
            """
    }
}
