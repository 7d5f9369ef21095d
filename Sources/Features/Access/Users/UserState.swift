import Core
import Hummingbird
import Store
import Web

/// *Désactiver* and *Activer*.
enum UserState {
    /// Ends the sessions too: a right that was taken away no longer works.
    static func disable(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let path = try await app.change(id, by: context.viewer, "access.disabled") { connection, profile in
            try Accesses(connection).setState(.deactivated, of: id)
            try Sessions(connection).endAll(ofAccess: id)
            return profile.path
        }
        return .seeOther("\(path)?done=\(Done.accessDisabled.rawValue)")
    }

    /// Active again, or waiting for the first password as before.
    static func enable(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let path = try await app.change(id, by: context.viewer, "access.enabled") { connection, profile in
            try Accesses(connection).setState(profile.person.passwordHash == nil ? .awaiting : .active, of: id)
            return profile.path
        }
        return .seeOther("\(path)?done=\(Done.accessEnabled.rawValue)")
    }
}
