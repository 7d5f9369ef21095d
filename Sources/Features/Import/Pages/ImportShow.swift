import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/imports/:id`: the choices of a draft, how far an import is, then its report.
enum ImportShow {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let standing = try await find(app, context)
        let isDraft = standing.run.state == .draft || request.query["edit"] == "1" && mayEdit(standing.run)
        guard isDraft else {
            let view = ImportReportView(
                standing: standing, app: app, formats: context.formats, head: head(standing.run, context))
            return officePage(app, context, ImportList.title(context.language), current: "imports", view.html)
        }
        return try await draft(app, context, standing.run, standing.run.request)
    }

    static func find(_ app: App, _ context: OfficeContext) async throws -> ImportStanding {
        let id = try context.id()
        guard let found = try await app.database.read({ try ImportStanding.read(id, most: 50, $0) }) else {
            throw Refusal.notFound
        }
        return found
    }

    static func mayEdit(_ run: ImportRun) -> Bool {
        run.state == .draft || run.state == .failed || run.state == .stopped || run.state == .done && run.isDry
    }

    /// The page of choices; `request` is what they are so far.
    static func draft(
        _ app: App, _ context: OfficeContext, _ run: ImportRun, _ request: ImportRequest?,
        problems: [String: FieldProblem] = [:], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard let request else { throw Refusal.notFound }
        let (path, catalog, formats) = (app.importFolder.source(of: run.id, request.kind), app.catalog, context.formats)
        let content: HTML
        do {
            switch request.kind {
            case .csv:
                let draft = try await apart { try CSVDraft(request, path: path, catalog) }
                content = CSVDraftView(id: run.id, draft: draft, app: app, formats: formats, problems: problems).html
            case .dolibarr:
                let opened = try await apart { [app] in try OpenedSource(request, path: path, app) }
                content =
                    DolibarrDraftView(
                        id: run.id, request: request, opened: opened, app: app, formats: formats, problems: problems
                    ).html
            }
        } catch let problem as ImportProblem {
            content = unreadable(problem, run, request, context.language)
        }
        return officePage(
            app, context, ImportList.title(context.language), current: "imports", status: status,
            "\(head(run, context))<div class=\"stack\">\(content)</div>")
    }

    /// The way out of choices that the file cannot be read with.
    private static func unreadable(
        _ problem: ImportProblem, _ run: ImportRun, _ request: ImportRequest, _ language: Language
    ) -> HTML {
        let again = Phrase(fr: "Lire comme au début", en: "Read as at first")(language)
        let form = postButton(
            again, to: ImportList.path(run.id),
            fields: [("do", "look"), ("module", request.module ?? ""), ("source", request.source)])
        let isAsAtFirst = request.encoding == nil && request.separator == nil
        return "\(note(.bad, HTML.text(problem.reason(language))))\(isAsAtFirst ? HTML.empty : form)"
    }

    static func head(_ run: ImportRun, _ context: OfficeContext) -> HTML {
        let language = context.language
        let (label, tone) = ImportWords.state(run)
        let name = shortened(run.request?.fileName ?? run.id.text, to: 80)
        let who = Phrase(
            fr: "Demandé par \(run.madeByName) le \(context.formats.moment(run.madeAt)), source « \(run.source) »",
            en: "Asked for by \(run.madeByName) on \(context.formats.moment(run.madeAt)), source “\(run.source)”")
        let remove =
            run.state.isUnderWay
            ? []
            : [
                postButton(
                    Phrase(fr: "Supprimer cet import", en: "Delete this import")(language),
                    to: ImportList.path(run.id) + "/remove", .danger,
                    confirm: Confirmation(
                        Phrase(fr: "Supprimer cet import de la liste ?", en: "Delete this import from the list?")(
                            language),
                        Phrase(
                            fr: "Les fiches importées restent ; le fichier et le compte rendu s’en vont.",
                            en: "The imported records stay; the file and the report go.")(language),
                        yes: Phrase(fr: "Supprimer", en: "Delete")(language)))
            ]
        return PageHead(
            name, crumbs: [.init(ImportList.title(language), ImportList.path), .init(name)],
            chip: chip(label(language), tone), sub: HTML.text(who(language)), actions: remove
        ).html(language)
    }
}
