import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// Removing a custom module, and taking it back.
enum ModuleRemove {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await ModuleDesk.open(app, context)
        return try await page(app, context, desk).response(app, context)
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: ModuleDesk, _ refusal: DefinitionRefusal? = nil
    ) async throws -> RemovalPage {
        guard desk.module.isCustom else { throw Refusal.notFound }
        let count = try await app.database.read { try FieldFill($0).count(of: desk.key) }
        let many = desk.module.many
        return RemovalPage(
            desk: desk, name: many(context.language),
            question: Phrase(fr: "Retirer le module « \(many.fr) » ?", en: "Remove the module “\(many.en)”?"),
            consequences: [
                Phrase(
                    fr: count == 0
                        ? "Le module n’a aucune fiche."
                        : "Ses \(count) fiche\(count > 1 ? "s" : "") ne seront plus visibles, ni dans le back-office ni dans les portails.",
                    en: count == 0
                        ? "The module has no records."
                        : "Its \(count) record\(count > 1 ? "s" : "") will no longer be visible, neither in the back office nor in portals."
                ),
                Phrase(
                    fr: "Les droits donnés sur ce module ne s’appliquent plus ; ils reviennent si vous le rétablissez.",
                    en: "The rights given on this module no longer apply; they come back when you restore it."),
            ], action: ModulePath.module(desk.key) + "/remove", hidden: [],
            cancel: ModulePath.module(desk.key) + "/settings", refusal: refusal)
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await ModuleDesk.open(app, context)
        guard let version = form.version else { throw Refusal.unreadable }
        let key = desk.key
        switch try await ModuleDesk.change(app, context, { try $0.remove(key, version: version) }) {
        case .success: return .seeOther(ModulePath.all + "?done=\(Done.removedForNow.rawValue)")
        case .failure(let refusal): return try await page(app, context, desk, refusal).response(app, context)
        }
    }

    static func restore(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let key = context.parameters.get("module") ?? ""
        let restored = try await ModuleDesk.change(app, context) { try $0.restore(key) }
        return RestoreAnswer.response(restored, app, context, ModulePath.all)
    }
}
