import Core
import HTML
import Hummingbird
import Store
import Web

/// `GET /admin`: what there is, what waits, and whether customers are kept apart.
enum Dashboard {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let viewer = context.viewer
        let today = app.today
        let contents = try await app.records { try DashboardContents.read($0, viewer, today: today) }
        let page = Page(
            contents: contents, place: RecordPlace(office: viewer, app.catalog),
            tickets: app.catalog["tickets"].map { app.catalog.worded($0, for: viewer) },
            formats: context.formats, today: today,
            isAdministrator: context.visitor.isAdministrator, leakTest: app.leakTests.progress)
        return .page(
            OfficeShell(
                title: Page.title(context.language), visitor: context.visitor, language: context.language,
                nav: OfficeNav.groups(app, context, current: "home"),
                content: "\(Done.note(request, context.language))\(page.html)"
            ).html)
    }
}

extension Dashboard {
    /// Exactly what the dashboard shows.
    struct Page: Sendable {
        let contents: DashboardContents
        let place: RecordPlace
        let tickets: Module?
        let formats: Formats
        let today: Day
        let isAdministrator: Bool
        /// How far a running leak test is.
        let leakTest: LeakTestRuns.Progress?

        private var language: Language { formats.language }
        static let title = Phrase(fr: "Tableau de bord", en: "Dashboard")
        private var isEmpty: Bool { contents.accounts.total.number == 0 }

        var html: HTML {
            let head = PageHead(Page.title(language), sub: HTML.text(sentence(language)))
            let tiles: HTML =
                "<ul class=\"tiles three\">\(each: DashboardTiles(contents: contents, place: place, tickets: tickets, language: language).tiles, { $0.html })</ul>"
            return isEmpty
                ? "\(head.html(language))<div class=\"stack\">\(stuckFiles)\(firstSteps)\(tiles)\(leakPanel)</div>"
                : "\(head.html(language))\(tiles)<div class=\"stack\">\(stuckFiles)\(requests)\(leakPanel)</div>"
        }

        private var stuckFiles: HTML {
            let count = contents.stuckFiles
            guard count > 0 else { return .empty }
            let words = Phrase(
                fr:
                    "L’antivirus ne répond pas : \(count) fichier\(count > 1 ? "s attendent" : " attend") et ne s’ouvre\(count > 1 ? "nt" : "") pas. Vérifiez que clamd tourne à l’adresse de PARVIS_CLAMAV.",
                en:
                    "The virus scanner does not answer: \(count) file\(count == 1 ? " waits" : "s wait") and cannot be opened. Check that clamd runs at the address of PARVIS_CLAMAV."
            )
            return note(.bad, HTML.text(words(language)))
        }

        private var leakPanel: HTML {
            guard isAdministrator else { return .empty }
            return LeakTestPanel(
                verdict: contents.leakTest, problems: contents.leakProblems, missed: contents.leakMissed,
                progress: leakTest, language: language
            ).html
        }

        private var sentence: Phrase {
            if isEmpty {
                return Phrase(
                    fr: "Bienvenue. Trois étapes pour ouvrir votre portail.",
                    en: "Welcome. Three steps to open your portal.")
            }
            let open = contents.tickets.count(Module.toHandle.key, of: tickets)
            if contents.failedMails > 0 {
                return Phrase(fr: "Des messages n’ont pas pu partir.", en: "Some messages could not be sent.")
            }
            if let open, open.number > 0 {
                let isOne = open.isOne(.fr)
                return Phrase(
                    fr: "\(open.text(Formats(.fr))) demande\(isOne ? "" : "s") à traiter.",
                    en: "\(open.text(Formats(.en))) request\(isOne ? "" : "s") to handle.")
            }
            return Phrase(fr: "Rien n’attend de réponse.", en: "Nothing waits for an answer.")
        }

        /// The newest open requests.
        private var requests: HTML {
            let title = Phrase(fr: "Demandes à traiter", en: "Requests to handle")(language)
            guard let tickets, !contents.openTickets.isEmpty else {
                return bodyPanel(
                    title, id: "requests",
                    "<p class=\"soft\">\(Phrase(fr: "Aucune demande n’attend de réponse.", en: "No request waits for an answer.")(language))</p>"
                )
            }
            let keys = ["ref", "subject", "account_id", "opened_at", "state"]
            let table = ListTableMaker(
                place: place, module: tickets, fields: keys.compactMap { tickets[$0] }, records: contents.openTickets,
                titles: ["accounts": contents.accountNames],
                formats: formats, today: today
            ).table(title)
            let all: HTML =
                "<a class=\"btn quiet\" href=\"\(place.list("tickets"))?view=\(Module.toHandle.key)\">\(Phrase(fr: "Toutes les demandes", en: "All requests")(language))</a>"
            return panel(title, id: "requests", action: all, table.html)
        }

        private var firstSteps: HTML {
            let portal = Phrase(
                fr: "Réglez le portail : son nom, sa couleur, les modules ouverts aux clients",
                en: "Set up the portal: its name, its colour, the modules open to customers")
            let steps = [
                step(
                    Phrase(
                        fr: "Importez vos tiers, contacts et documents",
                        en: "Import your accounts, contacts and documents"), detail: importHint, path: nil),
                step(
                    Phrase(fr: "Ou créez un premier tiers à la main", en: "Or create a first account by hand"),
                    detail: accountHint, path: "/admin/accounts/new"),
                step(portal, detail: portalHint, path: isAdministrator ? "/admin/portals" : nil),
            ]
            return bodyPanel(
                Phrase(fr: "Premiers pas", en: "First steps")(language), id: "steps",
                "<ol class=\"trail\">\(steps)</ol>")
        }

        private func step(_ text: Phrase, detail: HTML, path: String?) -> HTML {
            let words: HTML = path.map { "<a href=\"\($0)\">\(text(language))</a>" } ?? HTML.text(text(language))
            return "<li>\(words)<small>\(detail)</small></li>"
        }

        private var importHint: HTML {
            "\(Phrase(fr: "avec la commande ", en: "with the command ")(language))<code>parvis import</code>"
        }
        private var accountHint: HTML {
            HTML.text(
                Phrase(
                    fr: "puis un contact, à qui vous donnerez un accès",
                    en: "then a contact, to whom you will give an access")(language))
        }
        private var portalHint: HTML {
            HTML.text(
                Phrase(
                    fr: "un administrateur peut le faire à tout moment", en: "an administrator can do this at any time")(
                        language))
        }
    }
}
