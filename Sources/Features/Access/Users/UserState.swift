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
        let (token, now, staff) = (Token(), app.clock.now, context.viewer.person)
        do {
            let path = try await app.change(id, by: context.viewer, "access.enabled", detail: was) {
                connection, profile in
                let (state, hasPassword) = (profile.access.state, profile.person.passwordHash != nil)
                let move: AccessMove = state == .inactive ? .activate : .reactivate
                guard case .to(let next) = AccessLife.step(move, from: state, hasPassword: hasPassword) else {
                    return profile.path
                }
                if move == .reactivate, let full = try Seats(connection).objection(to: profile.access.userType) {
                    throw full
                }
                try Accesses(connection).setState(next, of: id)
                if move == .activate, !hasPassword, let to = try MailRecipient(profile.person, connection) {
                    try Invitation(app: app, connection: connection).send(to: to, profile, token, by: staff, at: now)
                }
                return profile.path
            }
            app.mailBell.ring()
            return .seeOther("\(path)?done=\(Done.accessEnabled.rawValue)")
        } catch let full as Seats.Full {
            let words = HTML.text(full.problem.message(context.language))
            return UserShow.page(
                app, context, try await app.profile(id, context.viewer), note: note(.bad, words), status: .conflict)
        }
    }
}
