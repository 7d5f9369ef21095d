import Core
import HTML
import Hummingbird
import Store
import Web

/// `GET /p/:portal`: where things stand, from what the person may see.
enum Home {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let viewer = context.viewer
        let today = app.today
        let modules = PortalNav.modules(app, context)
        let contents = try await app.records { try HomeContents.read($0, modules, viewer, today: today) }
        let page = Page(
            firstName: context.visitor.firstName, company: context.portal.company, contents: contents,
            place: RecordPlace(portal: context.portal.path, viewer: viewer),
            language: context.language, today: today, hasModules: !modules.isEmpty)
        return .page(
            PortalShell(
                title: Words.home(context.language), context: context,
                nav: PortalNav.items(app, context, current: "home"),
                content: "\(Done.note(request, context.language))\(page.html)"
            ).html)
    }
}

extension Home {
    /// Exactly what the home page shows.
    struct Page: Sendable {
        let firstName: String
        let company: String
        let contents: HomeContents
        let place: RecordPlace
        let language: Language
        let today: Day
        let hasModules: Bool

        var html: HTML {
            guard hasModules else { return head.html(language) + nothing }
            let tiles = HomeTiles(contents: contents, place: place, language: language, today: today).tiles
            let tasks = HomeTasks(groups: contents.tasks, place: place, language: language).html
            let main = chart + latest
            let list: HTML = "<ul class=\"tiles\">\(each: tiles, { $0.html })</ul>"
            guard !main.isEmpty else { return "\(head.html(language))\(list)\(tasks)" }
            return
                "\(head.html(language))\(list)<div class=\"cols\"><div class=\"stack early\">\(tasks)</div><div class=\"stack\">\(main)</div></div>"
        }

        private var head: PageHead {
            let name = firstName.isEmpty ? "" : " " + firstName
            let sub = Phrase(
                fr: "Voici où en sont vos affaires avec \(company).",
                en: "Here is where your business with \(company) stands.")
            return PageHead(Phrase(fr: "Bonjour\(name)", en: "Hello\(name)")(language), sub: HTML.text(sub(language)))
        }

        private var nothing: HTML {
            let title = Phrase(fr: "Votre espace est prêt", en: "Your space is ready")
            let text = Phrase(
                fr: "Vos documents apparaîtront ici dès que \(company) les aura publiés pour vous.",
                en: "Your documents will appear here as soon as \(company) has published them for you.")
            return "<section class=\"panel\">\(emptyState(title(language), text(language)))</section>"
        }

        private var chart: HTML {
            guard let chart = HomeChart(contents, today: today, language: language) else { return .empty }
            return bodyPanel(Phrase(fr: "Publications", en: "Publications")(language), id: "published", chart.html)
        }

        private var latest: HTML {
            guard contents.figures.values.contains(where: { !$0.months.isEmpty }) else { return .empty }
            let title = Phrase(fr: "Derniers documents", en: "Latest documents")(language)
            guard !contents.latest.isEmpty else {
                let text = Phrase(
                    fr: "Vos documents apparaîtront ici dès que \(company) les aura publiés.",
                    en: "Your documents will appear here as soon as \(company) has published them.")
                return bodyPanel(title, id: "latest", "<p class=\"soft\">\(text(language))</p>")
            }
            return panel(
                title, id: "latest",
                LatestDocuments(records: contents.latest, place: place, language: language, today: today).table.html)
        }
    }
}

/// A short table of documents of several kinds.
struct LatestDocuments: Sendable {
    let records: [Record]
    let place: RecordPlace
    let language: Language
    let today: Day

    var table: ListTable {
        let labels = [
            Phrase(fr: "Référence", en: "Reference"), Phrase(fr: "Document", en: "Document"), Phrase(same: "Date"),
            Phrase(fr: "Total TTC", en: "Total incl. tax"), Phrase(fr: "État", en: "State"),
        ]
        let roles: [ListColumn.Role] = [.key, .text, .text, .amount, .state]
        let columns = zip(labels, roles).map {
            ListColumn(key: "", label: $0(language), role: $1, isUnbroken: $0.en == "Date")
        }
        return ListTable(
            name: Phrase(fr: "Derniers documents", en: "Latest documents")(language), columns: columns,
            rows: records.map { ListRow(cells: cells($0)) })
    }

    private func cells(_ record: Record) -> [ListCell] {
        let formats = Formats(language)
        let key =
            place.record(record.module.key, record.id).map { ListCell.link(record.title, $0) } ?? .text(record.title)
        return [
            key, .text(record.module.one(language)), record["date"].day.map { .text(formats.day($0)) } ?? .none,
            record["total_incl"].int.map { .text(formats.money($0, record.currency)) } ?? .none,
            record.chip(today: today).map { .chip($0.label(language), $0.tone) } ?? .none,
        ]
    }
}
