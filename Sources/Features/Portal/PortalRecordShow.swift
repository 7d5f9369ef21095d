import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /p/:portal/<module>/:id`: one record of the customer's, with its lines, files and what belongs to it.
enum PortalRecordShow {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        try await page(app, request, context, module)
    }

    /// The page; also answers a note that could not be saved.
    static func page(
        _ app: App, _ request: Request, _ context: PortalContext, _ module: Module, typed: String = "",
        problem: Phrase? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let place = RecordPlace(portal: context.portal.path, viewer: context.viewer)
        guard let id = context.parameters.get("id").flatMap({ RecordID(text: $0) }), place.has(module.key) else {
            throw Refusal.notFound
        }
        let portal = context.portal.id
        let read = try await app.records { records in
            (
                try RecordContents.read(records, module, id, place),
                try Settings(records.connection).postalAddress(of: portal)
            )
        }
        guard let contents = read.0 else {
            return try await OtherAccess.offer(app, context, module, id)
        }
        var page = Page(
            contents: contents, place: place, formats: context.formats, today: app.today,
            mayAsk: Rule(context.viewer, try app.module("tickets")).creates && place.has("tickets"),
            sender: (context.portal.company, read.1 ?? ""), typed: typed, problem: problem)
        if page.mayAddFiles { page.left = try await FileRoom(app).left(for: context.viewer) }
        return .page(
            PortalShell(
                title: page.title, context: context, nav: PortalNav.items(app, context, current: module.key),
                content: "\(Done.note(request, context.language))\(page.html)"
            ).html, status: status)
    }
}

extension PortalRecordShow {
    /// Exactly what the page of a record shows.
    struct Page: Sendable {
        let contents: RecordContents
        let place: RecordPlace
        let formats: Formats
        let today: Day
        /// Whether a question about the record can be asked here.
        let mayAsk: Bool
        /// Who published the record, for paper.
        var sender: (company: String, address: String)?
        /// A note that could not be saved, and why.
        var typed = ""
        var problem: Phrase?
        /// How much room for files the viewer's account has left.
        var left: Int64?
        /// Fields that the caller shows in its own way.
        var shownElsewhere: Set<String> = []

        var language: Language { formats.language }
        var record: Record { contents.record }
        var mayAddFiles: Bool { place.viewer.grants[module.key].files == .edit }
        var module: Module { record.module }
        var facts: RecordFacts { RecordFacts(contents: contents, place: place, formats: formats, skipped: skipped) }

        /// `Facture FA2611-0698`; records with a title of their own do without the word.
        var title: String { module.title == "ref" ? module.one(language) + " " + record.title : record.title }

        private var skipped: Set<String> {
            let lines = contents.lines.contains { !$0.rows.isEmpty } ? RecordLines.totalKeys : []
            // The sentence under the title says the day of a document.
            return lines.union(shownElsewhere).union(
                [module.title, module.state?.field, module.title == "ref" ? "date" : nil].compactMap(\.self))
        }
    }
}
