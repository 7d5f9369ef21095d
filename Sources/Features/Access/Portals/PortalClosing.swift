import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// Archiving, restoring and deleting a portal, each after a page that says what happens.
enum PortalClosing {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        page(app, context, try await PortalDesk.open(app, context))
    }

    static func archive(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let id = desk.portal.id
        let done = try await PortalDesk.change(app, context) { try $1.archive(id) }
        return answer(done, app, context, desk, desk.path + "?done=\(Done.portalArchived.rawValue)")
    }

    static func restore(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let id = desk.portal.id
        let done = try await PortalDesk.change(app, context) { try $1.restore(id) }
        return answer(done, app, context, desk, desk.path + "?done=\(Done.portalSaved.rawValue)")
    }

    static func delete(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let id = desk.portal.id
        let done = try await PortalDesk.change(app, context) { try $1.delete(id) }
        return answer(done, app, context, desk, "/admin/portals?done=\(Done.portalDeleted.rawValue)")
    }

    private static func answer(
        _ result: Result<Void, PortalRefusal>, _ app: App, _ context: OfficeContext, _ desk: PortalDesk, _ path: String
    ) -> Response {
        switch result {
        case .success: .seeOther(path)
        case .failure(let refusal): page(app, context, desk, refusal)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: PortalDesk, _ refusal: PortalRefusal? = nil
    ) -> Response {
        let language = context.language
        let name = desk.portal.name
        let title =
            desk.portal.isArchived
            ? Phrase(fr: "Supprimer « \(name) » ?", en: "Delete “\(name)”?")(language)
            : Phrase(fr: "Archiver « \(name) » ?", en: "Archive “\(name)”?")(language)
        let head = PageHead(
            title, crumbs: [.init(PortalDesk.title(language), "/admin/portals"), .init(name, desk.path), .init(title)])
        let told =
            refusal
            ?? (desk.isFirst ? .first : desk.portal.isArchived && desk.people > 0 ? .inUse(people: desk.people) : nil)
        let body: HTML = told.map { $0.note(language) } ?? question(desk, language)
        return officePage(
            app, context, title, current: "portals", status: refusal == nil ? .ok : .conflict,
            "\(head.html(language))<div class=\"stack\">\(body)</div>")
    }

    private static func question(_ desk: PortalDesk, _ language: Language) -> HTML {
        let (points, verb, yes): ([Phrase], String, Phrase) =
            desk.portal.isArchived
            ? (
                [
                    Phrase(
                        fr: "Ses types d’utilisateur et leurs droits disparaissent.",
                        en: "Its user types and their rights go."),
                    Phrase(fr: "Les fiches, elles, ne changent pas.", en: "Records do not change."),
                ], "delete", Phrase(fr: "Supprimer le portail", en: "Delete the portal")
            )
            : (
                [
                    Phrase(
                        fr:
                            "\(desk.people) personne\(desk.people > 1 ? "s ne pourront" : " ne pourra") plus se connecter ; les connexions ouvertes se ferment aussitôt.",
                        en:
                            "\(desk.people) \(desk.people > 1 ? "people" : "person") can no longer sign in; open sessions end at once."
                    ),
                    Phrase(
                        fr: "Tout est gardé : accès, types, droits, adresse. Vous pouvez le rouvrir à tout moment.",
                        en: "Everything is kept: accesses, types, rights, address. You can open it again at any time."),
                ], "archive", Phrase(fr: "Archiver le portail", en: "Archive the portal")
            )
        let items: [HTML] = points.map { "<li>\($0(language))</li>" }
        return """
            <section class="panel"><div class="body"><ul>\(items)</ul><form class="form-acts" method="post" action="\(desk.path)/\(verb)">\
            <button class="btn bad">\(yes(language))</button><a class="btn quiet" href="\(desk.path)">\(Words.cancel(language))</a></form></div></section>
            """
    }
}
