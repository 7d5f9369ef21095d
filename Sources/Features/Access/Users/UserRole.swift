import Core
import HTML
import Hummingbird
import Store
import Web

/// *Admin* or *Utilisateur* among the people of the account, as staff see and set it.
enum UserRole {
    /// The role, with the button for the other one where the type lets customers manage their users.
    static func fact(_ profile: AccessProfile, _ language: Language) -> HTML {
        let role = profile.access.role
        guard profile.access.account != nil, profile.userType.delegates || role == .administrator else {
            return "\(role.label(language))"
        }
        let other: AccessRole = role == .user ? .administrator : .user
        let label =
            other == .administrator
            ? Phrase(fr: "Nommer administrateur", en: "Make administrator")
            : Phrase(fr: "Retirer le rôle d’administrateur", en: "Remove the administrator role")
        let button = postButton(
            label(language), to: profile.path + "/role", .quiet,
            fields: [("role", other.rawValue), ("version", String(profile.access.version))])
        return "\(role.label(language)) \(button)"
    }

    /// `POST /admin/users/:id/role`. The last administrator of an account stays one until there is another.
    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let form = try await request.form()
        guard let role = AccessRole(rawValue: form["role"]), let version = form.version else {
            throw Refusal.unreadable
        }
        let detail: @Sendable (AccessProfile) -> [String: String] = { UserRole.detail($0.access.role, role) }
        do {
            let path = try await app.change(id, by: context.viewer, "access.role_changed", detail: detail) {
                connection, profile in
                guard profile.access.version == version else { throw StaleForm() }
                let delegates = profile.userType.delegates
                guard let account = profile.access.account, delegates || role == .user else { throw Refusal.notFound }
                try Accesses(connection).setRole(role, of: id)
                let team = Team(connection, account: account, portal: profile.portal.id)
                guard try role == .administrator || !delegates || team.hasAdministrator() else { throw UserRole.last }
                return profile.path
            }
            return .seeOther("\(path)?done=\(Done.roleSaved.rawValue)")
        } catch is StaleForm {
            return try await again(app, context, id, StaleForm.words)
        } catch let refusal as Refusal where refusal.status == .conflict {
            return try await again(app, context, id, refusal.explanation)
        }
    }

    /// What an event about a role keeps.
    static func detail(_ before: AccessRole, _ after: AccessRole) -> [String: String] {
        ["before": before.label.fr, "after": after.label.fr, AccessThen.key: before.rawValue]
    }

    private static let last = Refusal(
        .conflict, title: ColleagueAct.last.title,
        explanation: Phrase(
            fr: "Ce tiers garde toujours au moins un administrateur. Nommez d’abord quelqu’un d’autre.",
            en: "This account always keeps at least one administrator. Appoint somebody else first."))

    private static func again(_ app: App, _ context: OfficeContext, _ id: RecordID, _ words: Phrase) async throws
        -> Response
    {
        let profile = try await app.profile(id, context.viewer)
        return UserShow.page(
            app, context, profile, note: note(.bad, HTML.text(words(context.language))), status: .conflict)
    }
}
