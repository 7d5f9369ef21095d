import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// What opening and closing modules means for the people of a portal, shown before it is saved: who gains and who loses what.
struct OpeningReview: Sendable {
    let desk: PortalDesk
    /// The form as it was posted.
    let form: Form
    let openAfter: [String]

    /// A page that asks; nil when nobody's sight changes.
    func page(_ app: App, _ context: OfficeContext) async throws -> Response? {
        let before = desk.portal.openModules
        guard Set(before) != Set(openAfter), desk.people > 0 else { return nil }
        let types = try await differences(app)
        guard !types.isEmpty else { return nil }
        let language = context.language
        let title = Phrase(fr: "Avant d’enregistrer", en: "Before saving")(language)
        let head = PageHead(
            title,
            crumbs: [
                .init(PortalDesk.title(language), "/admin/portals"), .init(desk.portal.name, desk.path), .init(title),
            ],
            sub: HTML.text(
                Phrase(
                    fr: "Ouvrir ou fermer des modules change ce que voient des personnes de ce portail.",
                    en: "Opening or closing modules changes what people of this portal see.")(language)))
        let parts: [HTML] = types.enumerated().map { part($1.type, $1.diff, $0, context.formats) }
        let yes = Phrase(fr: "Enregistrer", en: "Save")(language)
        let back = Phrase(fr: "Revenir sans enregistrer", en: "Go back without saving")(language)
        let content: HTML = """
            \(head.html(language))<div class="stack">\(parts)<form class="form-acts" method="post" action="\(desk.path)">\(again)\
            <button class="btn main">\(yes)</button><a class="btn quiet" href="\(desk.path)">\(back)</a></form></div>
            """
        return officePage(app, context, title, current: "portals", content)
    }

    private func differences(_ app: App) async throws -> [(type: UserType, diff: AccessDiff)] {
        let (portal, before, after) = (desk.portal.id, desk.portal.openModules, openAfter)
        return try await app.records { records in
            let portals = Portals(records.connection)
            return try portals.userTypes(of: portal).compactMap { type in
                let grants = try portals.grants(of: type.id)
                let diff = try AccessDiff.between(
                    old: grants, new: grants, openBefore: before, openAfter: after, of: type.id, records)
                return diff.isEmpty || diff.people == 0 ? nil : (type, diff)
            }
        }
    }

    private func part(_ type: UserType, _ diff: AccessDiff, _ number: Int, _ formats: Formats) -> HTML {
        let panels: [HTML] = diff.modules.map {
            RightsWords.panel(
                $0, openBefore: desk.portal.openModules, openAfter: openAfter, id: "diff-\(number)", formats)
        }
        return """
            <section class="stack"><h2>\(type.name(formats.language))</h2><p class="soft">\(RightsWords.summary(diff)(formats.language))</p>\(panels)</section>
            """
    }

    /// The same form once more, confirmed.
    private var again: HTML {
        let fields: [HTML] = form.pairs.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" }
        return "\(fields)<input type=\"hidden\" name=\"confirmed\" value=\"1\">"
    }
}
