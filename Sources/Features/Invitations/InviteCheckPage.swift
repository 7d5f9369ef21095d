import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `POST /admin/users/invite/check`: what would happen, before anything does.
enum InviteCheckPage {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let selection = try await InviteSelection(app, try await request.form())
        let viewer = context.viewer
        let visitor = context.visitor
        let (ids, found) = try await app.records { records in
            let ids = try selection.ids(viewer, records)
            let forecast = try InvitationForecast.make(
                ids, selection.type, selection.module, inviter: viewer, joins: selection.joins, records)
            return (
                ids,
                Found(
                    forecast: forecast, names: try titles(forecast, selection, viewer, records),
                    remedies: try Remedies.read(for: visitor, records.connection),
                    leaders: try InviteLeaders.read(forecast, selection, viewer, records))
            )
        }
        guard !ids.isEmpty else {
            let words = Phrase(
                fr: "Cochez au moins une personne, ou « Inviter tous ceux-ci ».",
                en: "Tick at least one person, or “Invite all of these”.")
            return try await InviteList.page(
                app, context, selection, InviteSelection.types(app),
                note: note(.bad, HTML.text(words(context.language))), status: .unprocessableContent)
        }
        return page(app, context, selection, ids, found)
    }

    /// What the page tells.
    private struct Found: Sendable {
        let forecast: InvitationForecast
        let names: [RecordID: String]
        let remedies: Remedies
        let leaders: InviteLeaders
    }

    /// How many of each reason are named.
    static let named = 20

    private static func titles(
        _ forecast: InvitationForecast, _ selection: InviteSelection, _ viewer: Viewer, _ records: Records
    ) throws -> [RecordID: String] {
        let ids = Set(forecast.refused.values.flatMap { $0.prefix(named) })
        let seen = records.seen(by: viewer, selection.module)
        var names = try seen.titles(ids)
        for id in ids where names[id] == nil {
            names[id] = try seen.find(id, inBin: true)?.title ?? selection.called[id]
        }
        return names
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ selection: InviteSelection, _ ids: [RecordID], _ found: Found
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Avant d’envoyer", en: "Before sending")(language)
        let head = PageHead(
            title,
            crumbs: InviteList.crumbs(context) + [.init(InviteList.title(language), selection.list), .init(title)],
            sub: HTML.text("\(selection.type.name(language)) · \(selection.portal.name)"))
        let content: HTML = """
            \(head.html(language))<div class="stack measure">\(send(selection, ids, found, context))\
            \(reasons(selection, ids, found, context))</div>
            """
        return officePage(app, context, title, current: "users", content)
    }

    private static func send(
        _ selection: InviteSelection, _ ids: [RecordID], _ found: Found, _ context: OfficeContext
    ) -> HTML {
        let forecast = found.forecast
        let (language, formats) = (context.language, context.formats)
        let back = buttonLink(
            Phrase(fr: "Revenir à la liste", en: "Back to the list")(language), selection.list, .quiet)
        guard forecast.ready > 0 else {
            let words = Phrase(
                fr: "Personne ne peut être invité pour l’instant. Voici pourquoi, et ce qui aide.",
                en: "Nobody can be invited for now. This is why, and what helps.")
            return "\(note(.warn, HTML.text(words(language))))<div class=\"form-acts\">\(back)</div>"
        }
        let number = formats.number(Int64(forecast.ready))
        let question =
            forecast.ready == 1
            ? Phrase(
                fr: "1 personne recevra un e-mail avec un lien pour choisir son mot de passe.",
                en: "1 person will get an e-mail with a link to choose a password.")
            : Phrase(
                fr: "\(number) personnes recevront un e-mail avec un lien pour choisir leur mot de passe.",
                en: "\(number) people will get an e-mail with a link to choose a password.")
        let life = Phrase(
            fr: "Chacun peut en demander un nouveau s’il a expiré.",
            en: "Everybody can ask for a new one when it has expired.")
        let submit =
            forecast.ready == 1
            ? Phrase(fr: "Envoyer l’invitation", en: "Send the invitation")
            : Phrase(fr: "Envoyer \(number) invitations", en: "Send \(number) invitations")
        return bodyPanel(
            Phrase(fr: "Seront invités", en: "Will be invited")(language), id: "ready-t", count: forecast.ready,
            """
            <p>\(question(language)) \(life(language))</p>\(joining(forecast, context))<form class="form" method="post" action="\(InviteSelection.path)">\(selection.hidden(ids, joins: selection.joins))\(found.leaders.html(context.formats))\
            <div class="form-acts"><button class="btn main">\(submit(language))</button>\(back)</div></form>
            """)
    }

    /// What those get who sign in already.
    private static func joining(_ forecast: InvitationForecast, _ context: OfficeContext) -> HTML {
        guard forecast.joining > 0 else { return .empty }
        let number = context.formats.number(Int64(forecast.joining))
        let words =
            forecast.joining == 1
            ? Phrase(
                fr: "Une d’elles se connecte déjà : elle reçoit un accès de plus, avec son mot de passe actuel.",
                en: "One of them signs in already and gets one more access, with the current password.")
            : Phrase(
                fr:
                    "\(number) d’entre elles se connectent déjà : elles reçoivent un accès de plus, avec leur mot de passe actuel.",
                en: "\(number) of them sign in already and get one more access, with the current password.")
        return "<p>\(words(context.language))</p>"
    }

    /// The remedy of people who sign in already: one more access for all of them at once.
    private static func join(
        _ selection: InviteSelection, _ ids: [RecordID], _ forecast: InvitationForecast, _ context: OfficeContext
    ) -> HTML {
        guard forecast.couldJoin > 0 else { return .empty }
        let label =
            forecast.couldJoin == 1
            ? Phrase(fr: "Lui donner un accès de plus", en: "Give one more access")
            : Phrase(
                fr: "Donner un accès de plus à ces \(forecast.couldJoin) personnes",
                en: "Give these \(forecast.couldJoin) people one more access")
        return """
            <form method="post" action="\(InviteSelection.path)/check">\(selection.hidden(ids, joins: true))<button class="btn">\(label(context.language))</button></form>
            """
    }

    private static func reasons(
        _ selection: InviteSelection, _ ids: [RecordID], _ found: Found, _ context: OfficeContext
    ) -> HTML {
        let (forecast, names) = (found.forecast, found.names)
        guard forecast.refusals > 0 else { return .empty }
        let language = context.language
        let groups: [HTML] = forecast.reasons.map { reason in
            let refused = forecast.refused[reason] ?? []
            let people = refused.prefix(named).map { id in
                let path = [.gone, .inBin].contains(reason) ? nil : OfficePath.record(selection.module.key, id)
                return names[id].map { (name: $0, path: path) } ?? (name: nameless(language), path: nil)
            }
            let remedy =
                reason == .alreadyUser
                ? join(selection, ids, forecast, context)
                : found.remedies.link(reason, portal: selection.portal.id, language)
            return obstacleGroup(reason, found.remedies, remedy, people, of: refused.count, context.formats)
        }
        return panel(
            Phrase(fr: "Ne seront pas invités", en: "Will not be invited")(language), id: "refused-t",
            count: forecast.refusals, "<ul class=\"reasons\">\(groups)</ul>")
    }
}

extension InviteCheckPage {
    /// A record that the reader was never shown.
    static let nameless = Phrase(fr: "une fiche que vous ne voyez pas", en: "a record that you cannot see")
}
