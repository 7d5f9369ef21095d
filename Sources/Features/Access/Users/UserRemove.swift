import Core
import HTML
import Hummingbird
import Store
import Web

/// *Supprimer*: asks on a page of its own, so that it is asked without scripts too.
enum UserRemove {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let profile = try await app.profile(context.id(), context.viewer)
        let language = context.language
        let title = Phrase(
            fr: "Supprimer l’accès de \(profile.person.name) ?", en: "Remove \(profile.person.name)’s access?")(
                language)
        let crumbs = [
            PageHead.Crumb(UserFrame.users(language), "/admin/users"),
            PageHead.Crumb(profile.person.name, profile.path), PageHead.Crumb(Words.delete(language)),
        ]
        let content: HTML = """
            \(PageHead(title, crumbs: crumbs).html(language))<div class="panel measure"><form class="form body" method="post" action="\(profile.path)/remove">\
            <p>\(consequences(profile, language))</p><div class="form-acts"><button class="btn bad">\(Words.delete(language))</button>\
            <a class="btn" href="\(profile.path)">\(Words.cancel(language))</a></div></form></div>
            """
        return officePage(app, context, title, current: "users", content)
    }

    private static func consequences(_ profile: AccessProfile, _ language: Language) -> String {
        profile.otherAccesses == 0
            ? Phrase(
                fr:
                    "L’identifiant « \(profile.person.signInName) » est supprimé et ne pourra plus se connecter. Le contact, ses documents et son historique restent. Pour une interruption passagère, désactivez plutôt l’accès.",
                en:
                    "The username “\(profile.person.signInName)” is removed and can no longer sign in. The contact, its documents and its history stay. For a while only, deactivate the access instead."
            )(language)
            : Phrase(
                fr:
                    "Cet accès est supprimé. La personne garde son identifiant et ses autres accès (\(profile.otherAccesses)).",
                en:
                    "This access is removed. The person keeps the username and the other accesses (\(profile.otherAccesses))."
            )(language)
    }

    /// Removes the access, and the person with its last one.
    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let detail: @Sendable (AccessProfile) -> [String: String] = { ["username": $0.person.signInName] }
        try await app.change(id, by: context.viewer, "access.removed", detail: detail) { connection, profile in
            try Accesses(connection).remove(id)
            if profile.otherAccesses == 0 { try People(connection).remove(profile.person.id) }
        }
        return .seeOther("/admin/users?done=\(Done.accessRemoved.rawValue)")
    }
}
