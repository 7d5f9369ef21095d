import Core
import HTML
import Hummingbird
import Store
import Web

/// *Clé pour l’API*: staff make, replace and revoke the key of an access. The key is on the answer of the POST itself and nowhere else.
enum UserKey {
    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (key, viewer, now, catalog) = (APIKey(), context.viewer, app.clock.now, app.catalog)
        let profile = try await app.change(context.id(), by: viewer, "access.key_created") { connection, profile in
            guard profile.key == nil else { throw KeyWords.changed }
            try Accesses(connection).mustBeCarried(profile.access, in: catalog)
            try APIKeys(connection).add(key.hash, to: profile.access.id, by: viewer.person, at: now)
            return profile
        }
        return answer(app, context, profile, key, Phrase(fr: "Clé pour l’API créée", en: "API key created"))
    }

    /// The old key ends with the transaction that makes the new one.
    static func replace(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (key, viewer, now, catalog) = (APIKey(), context.viewer, app.clock.now, app.catalog)
        let profile = try await app.change(context.id(), by: viewer, "access.key_replaced") { connection, profile in
            try Accesses(connection).mustBeCarried(profile.access, in: catalog)
            guard try APIKeys(connection).remove(of: profile.access.id) else { throw KeyWords.changed }
            try APIKeys(connection).add(key.hash, to: profile.access.id, by: viewer.person, at: now)
            return profile
        }
        return answer(app, context, profile, key, Phrase(fr: "Clé pour l’API remplacée", en: "API key replaced"))
    }

    static func revoke(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let path = try await app.change(context.id(), by: context.viewer, "access.key_revoked") { connection, profile in
            guard try APIKeys(connection).remove(of: profile.access.id) else { throw KeyWords.changed }
            return profile.path
        }
        return .seeOther("\(path)?done=\(Done.keyRevoked.rawValue)")
    }

    private static func answer(
        _ app: App, _ context: OfficeContext, _ profile: AccessProfile, _ key: APIKey, _ title: Phrase
    ) -> Response {
        secretPage(
            app, context, profile, title, box: box(key, app.site, context.language),
            copied: Phrase(fr: "J’ai copié la clé", en: "I copied the key"))
    }

    /// The key, this once, and what a program needs to use it.
    private static func box(_ key: APIKey, _ site: Site, _ language: Language) -> HTML {
        let description = site.baseAddress + "/api/openapi.json"
        let rest = facts([
            (
                Phrase(fr: "Adresse de l’API", en: "Address of the API")(language),
                "<span class=\"mono\">\(site.baseAddress)/api/v1</span>"
            ),
            (
                Phrase(fr: "Description, à lire avec la clé", en: "Description, to be read with the key")(language),
                "<span class=\"mono\">\(description)</span>"
            ),
        ])
        let title = Phrase(fr: "Copiez cette clé maintenant.", en: "Copy this key now.")(language)
        let once = Phrase(
            fr: "Elle ne sera plus jamais affichée. Le programme l’envoie avec chaque requête, dans l’en-tête",
            en: "It will never be shown again. The program sends it with every request, in the header")(language)
        let words: HTML = "<b>\(title)</b> \(once) <span class=\"mono\">Authorization: Bearer \(APIKey.prefix)…</span>"
        return "<div class=\"stack\">\(rest)\(secretBox("key", words, secret: key.text, language))</div>"
    }
}
