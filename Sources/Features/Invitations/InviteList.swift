import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/users/invite`: the records of a type's main module that have an e-mail and no access yet.
enum InviteList {
    static let title = Phrase(fr: "Inviter", en: "Invite")
    static let shown = 50

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let types = try await InviteSelection.types(app)
        guard request.query.has("type") || types.first != nil else { return empty(app, context) }
        var form = request.query
        if !form.has("type"), let first = types.first { form = Form([("type", first.type.id.text)]) }
        return try await page(app, context, InviteSelection(app, form), types)
    }

    /// Also says that nothing was ticked.
    static func page(
        _ app: App, _ context: OfficeContext, _ selection: InviteSelection,
        _ types: [(portal: Portal, type: UserType)], note: HTML = .empty, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let viewer = context.viewer
        let managesUsers = context.visitor.powers.contains(.users)
        let (records, count, accounts, jobs) = try await app.records { records in
            let seen = records.seen(by: viewer, selection.module)
            var query = selection.query
            query.limit = InviteList.shown
            let wanted = [selection.module.emailField?.key, "account_id"].compactMap(\.self)
            let found = try seen.list(query, columns: wanted).records
            return (
                found, try seen.count(selection.query, upTo: BulkJobs.limit + 1),
                try titles(records, viewer, found),
                try BulkJobs(records.connection).newest(5).filter { managesUsers || $0.kind == .invite }
            )
        }
        let view = InviteView(
            context: context, selection: selection, types: types, records: records, count: count, accounts: accounts,
            jobs: jobs)
        return officePage(
            app, context, title(context.language), current: "users", status: status, view.html(note: note))
    }

    private static func titles(_ records: Records, _ viewer: Viewer, _ found: [Record]) throws -> [RecordID: String] {
        guard let accounts = records.catalog["accounts"] else { return [:] }
        return try records.seen(by: viewer, accounts).titles(Set(found.compactMap { NewAccess.account(of: $0) }))
    }

    /// The way back, as far as the reader may go it.
    static func crumbs(_ context: OfficeContext) -> [PageHead.Crumb] {
        context.visitor.powers.contains(.users) ? [.init(UserFrame.users(context.language), "/admin/users")] : []
    }

    private static func empty(_ app: App, _ context: OfficeContext) -> Response {
        let language = context.language
        let none = emptyState(
            Phrase(fr: "Aucun type d’utilisateur", en: "No user type")(language),
            Phrase(
                fr: "On invite quelqu’un avec un type, qui dit ce qu’il verra. Créez-en un dans un portail.",
                en: "People are invited with a type, which says what they will see. Create one in a portal.")(language),
            action: buttonLink(PortalDesk.title(language), "/admin/portals", .main))
        return officePage(
            app, context, title(language), current: "users",
            "\(PageHead(title(language)).html(language))<section class=\"panel\">\(none)</section>")
    }
}

/// The page that people are chosen on.
struct InviteView {
    let context: OfficeContext
    let selection: InviteSelection
    let types: [(portal: Portal, type: UserType)]
    let records: [Record]
    let count: Int
    let accounts: [RecordID: String]
    let jobs: [BulkJobs.Job]

    private var language: Language { context.language }
    private var formats: Formats { context.formats }

    func html(note: HTML) -> HTML {
        let head = PageHead(
            InviteList.title(language),
            crumbs: InviteList.crumbs(context) + [.init(InviteList.title(language))],
            sub: HTML.text(
                Phrase(
                    fr: "Ceux qui ont une adresse e-mail et pas encore d’accès. Rien ne part avant votre confirmation.",
                    en: "Those with an e-mail address and no access yet. Nothing is sent before you confirm.")(language)
            ))
        let check: HTML = records.isEmpty ? nothing : table
        return """
            \(head.html(language))\(note)<section class="panel" aria-label="\(InviteList.title(language))">\(tools)\(check)</section>\(recent)
            """
    }

    private var tools: HTML {
        let options: [HTML] = types.map { portal, type in
            """
            <option value="\(type.id.text)"\(" selected", if: type.id == selection.type.id)>\(type.name(language)) · \(portal.name)</option>
            """
        }
        let label = AccountForm.typeLabel(language)
        let hint = Phrase(fr: "Nom, e-mail…", en: "Name, e-mail…")(language)
        let show = Phrase(fr: "Afficher", en: "Show")(language)
        return """
            <form class="tools" method="get" action="\(InviteSelection.path)" role="search"><label class="inline"><span>\(label)</span>\
            <select id="type" name="type">\(options)</select></label><label class="search"><span class="sr">\(Words.search(language))</span>\
            <input type="search" id="q" name="q" value="\(selection.search)" placeholder="\(hint)" autocomplete="off" aria-keyshortcuts="/"></label>\
            <button class="btn">\(show)</button></form>
            """
    }

    private var table: HTML {
        let heads = [
            selection.module.one(language), Phrase(fr: "E-mail", en: "E-mail")(language),
            Phrase(fr: "Tiers", en: "Account")(language),
        ]
        let pick = Phrase(fr: "Choisir", en: "Choose")(language)
        let columns: [HTML] = heads.map { "<th scope=\"col\">\($0)</th>" }
        let rows: [HTML] = records.map(row)
        return """
            <form method="post" action="\(InviteSelection.path)/check"><input type="hidden" name="type" value="\(selection.type.id.text)">\
            <input type="hidden" name="q" value="\(selection.search)"><fieldset class="bare"><legend class="sr">\(pick)</legend>\(every)\
            <div class="sheet" role="group" aria-label="\(InviteList.title(language))" tabindex="0"><table class="rows"><thead><tr><th scope="col" class="bulk"><span class="sr">\(pick)</span></th>\
            \(columns)</tr></thead><tbody>\(rows)</tbody></table></div></fieldset></form>
            """
    }

    private func row(_ record: Record) -> HTML {
        let email = selection.module.emailField.flatMap { record[$0.key].text } ?? ""
        let account = NewAccess.account(of: record).flatMap { accounts[$0] } ?? "–"
        let words = Phrase(fr: "Inviter \(record.title)", en: "Invite \(record.title)")(language)
        return """
            <tr><td class="bulk"><input type="checkbox" name="record" value="\(record.id.text)" aria-label="\(words)">\(InviteSelection.calling(record.id, record.title))</td>\
            <td class="key"><a href="/admin/\(selection.module.key)/\(record.id.text)">\(record.title)</a></td>\
            <td>\(emailText(email))</td><td>\(account)</td></tr>
            """
    }

    /// All that match, those on the page and the others.
    private var every: HTML {
        let isMore = count > BulkJobs.limit
        let number = formats.number(Int64(min(count, BulkJobs.limit)))
        let all =
            isMore
            ? Phrase(fr: "Inviter les \(number) premiers", en: "Invite the first \(number)")
            : Phrase(fr: "Inviter tous ceux-ci (\(number))", en: "Invite all of these (\(number))")
        let rest =
            count > records.count
            ? Phrase(
                fr: "La liste montre les \(records.count) premiers ; cherchez pour la réduire.",
                en: "The list shows the first \(records.count); search to narrow it.")
            : Phrase(fr: "Sinon, cochez ci-dessous.", en: "Otherwise tick below.")
        return """
            <div class="together"><label class="check"><input type="checkbox" name="all" value="1"> <span>\(all(language))<small>\(rest(language))</small></span></label>\
            <button class="btn main">\(Phrase(fr: "Vérifier avant d’envoyer", en: "Check before sending")(language))</button></div>
            """
    }

    private var nothing: HTML {
        let module = selection.module.many(language).lowercased()
        guard selection.search.isEmpty else {
            return emptyState(
                Phrase(fr: "Personne ne correspond", en: "Nobody matches")(language),
                Phrase(
                    fr: "Parmi ceux qui ont un e-mail et pas encore d’accès.",
                    en: "Among those with an e-mail and no access yet.")(language),
                action: buttonLink(
                    Phrase(fr: "Tout afficher", en: "Show all")(language),
                    InviteSelection.path + "?type=" + selection.type.id.text))
        }
        return emptyState(
            Phrase(fr: "Tout le monde est invité", en: "Everybody is invited")(language),
            Phrase(
                fr: "Aucune fiche de « \(module) » n’a un e-mail sans avoir déjà un accès.",
                en: "No record of “\(module)” has an e-mail and no access yet.")(language),
            action: buttonLink(
                selection.module.many(language), "/admin/" + selection.module.key))
    }

    private var recent: HTML {
        guard !jobs.isEmpty else { return .empty }
        let rows: [HTML] = jobs.map { job in
            let when = formats.moment(job.madeAt)
            return """
                <li><span><a href="\(JobShow.path(job.id))">\(JobWords.title(job.kind)(language))</a><small>\(when) · \(job.madeByName)</small></span>\
                <span class="n">\(formats.number(Int64(job.total)))</span></li>
                """
        }
        let title = Phrase(fr: "Derniers envois et changements en nombre", en: "Latest mailings and changes in bulk")
        return panel(title(language), id: "jobs-t", "<ul class=\"acts-list\">\(rows)</ul>")
    }
}
