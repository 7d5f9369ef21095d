import Core
import HTML
import Hummingbird
import Store
import Web

/// The key of the access that a person signed in with: seen and ended by the person itself, as sessions are. Staff make keys.
enum OwnKey {
    static func panel(_ app: App, _ context: PortalContext) async throws -> HTML {
        let access = try own(context)
        let key = try await app.database.read { try APIKeys($0).of(access: access) }
        let title = KeyWords.title(context.language)
        return bodyPanel(title, id: "key-t", key.map { present($0, context) } ?? absent(context))
    }

    private static func present(_ key: APIKeys.Listed, _ context: PortalContext) -> HTML {
        let company = context.portal.company
        let words = Phrase(
            fr:
                "Un programme qui a cette clé voit et fait, à votre place, ce que vous pouvez voir et faire ici. Si vous ne savez pas à quoi elle sert, révoquez-la et prévenez \(company).",
            en:
                "A program that has this key sees and does, in your place, what you can see and do here. If you do not know what it is for, revoke it and tell \(company)."
        )(context.language)
        let button = KeyWords.revokeButton(to: context.portal.path + "/key/revoke", context.language)
        return
            "<p class=\"soft\">\(words)</p>\(KeyWords.facts(key, context.formats))<div class=\"acts\">\(button)</div>"
    }

    private static func absent(_ context: PortalContext) -> HTML {
        let company = context.portal.company
        let words = Phrase(
            fr:
                "Aucune clé\u{A0}: aucun programme n’ouvre vos données par l’API. S’il vous en faut une, demandez-la à \(company).",
            en: "No key: no program opens your data through the API. If you need one, ask \(company).")
        return "<p class=\"soft\">\(words(context.language))</p>"
    }

    static func revoke(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let (id, viewer, now) = (try own(context), context.viewer, app.clock.now)
        try await app.database.write { connection in
            guard let access = try Accesses(connection).find(id) else { throw Refusal.notFound }
            try Journal(connection).append(
                .init("access.key_revoked", on: access.subjects), by: Author(viewer), at: now)
            guard try APIKeys(connection).remove(of: id) else { throw KeyWords.changed }
        }
        return .seeOther("\(context.portal.path)/sessions?done=\(Done.keyRevoked.rawValue)")
    }

    private static func own(_ context: PortalContext) throws -> RecordID {
        guard let access = context.viewer.access else { throw Refusal.notFound }
        return access
    }
}
