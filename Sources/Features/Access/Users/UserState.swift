import Core
import HTML
import Hummingbird
import Store
import Web

/// *Désactiver* and *Activer*.
enum UserState {
    private static let was: @Sendable (AccessProfile) -> [String: String] = { $0.access.was }

    /// Ends the sessions too: a right that was taken away no longer works.
    static func disable(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let path = try await app.change(id, by: context.viewer, "access.disabled", detail: was) { connection, profile in
            try Accesses(connection).setState(.deactivated, of: id)
            try Sessions(connection).endAll(ofAccess: id)
            return profile.path
        }
        return .seeOther("\(path)?done=\(Done.accessDisabled.rawValue)")
    }

    /// Active again, or waiting for the first password as before; a deactivated access needs a seat again.
    static func enable(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        do {
            let path = try await app.change(id, by: context.viewer, "access.enabled", detail: was) {
                connection, profile in
                let hasPassword = profile.person.passwordHash != nil
                guard
                    case .to(let state) = AccessLife.step(
                        .reactivate, from: profile.access.state, hasPassword: hasPassword)
                else { return profile.path }
                if let full = try Seats(connection).objection(to: profile.access.userType) { throw full }
                try Accesses(connection).setState(state, of: id)
                return profile.path
            }
            return .seeOther("\(path)?done=\(Done.accessEnabled.rawValue)")
        } catch let full as Seats.Full {
            let words = HTML.text(full.problem.message(context.language))
            return UserShow.page(
                app, context, try await app.profile(id, context.viewer), note: note(.bad, words), status: .conflict)
        }
    }
}
