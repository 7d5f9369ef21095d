import Core
import Hummingbird
import Store
import Web

/// Shuts a member of staff out, and lets them in again. There is always an administrator who can sign in.
enum StaffState {
    static func disable(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (id, now) = (try context.id(), app.clock.now)
        try await change(app, context, id, "staff.disabled") { connection, person in
            guard try person.role != .administrator || People(connection).activeAdministrators() > 1 else {
                throw lastAdministrator
            }
            try People(connection).setDisabled(at: now, of: id)
            try Sessions(connection).endAll(of: id)
            try Tokens(connection).revokeAll(of: id, at: now)
        }
        return .seeOther("/admin/staff?done=\(Done.accessDisabled.rawValue)")
    }

    /// Signs a member of staff out everywhere; the password stays.
    static func signOut(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        try await change(app, context, id, "sessions.ended") { connection, _ in
            try Sessions(connection).endAll(of: id)
        }
        return .seeOther("/admin/staff?done=\(Done.sessionsEnded.rawValue)")
    }

    static func enable(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        try await change(app, context, id, "staff.enabled") { connection, _ in
            try People(connection).setDisabled(at: nil, of: id)
        }
        return .seeOther("/admin/staff?done=\(Done.accessEnabled.rawValue)")
    }

    /// The journal comes first: two administrators who disable each other at once wait for one another there.
    private static func change(
        _ app: App, _ context: OfficeContext, _ id: RecordID, _ verb: String,
        _ body: @escaping @Sendable (any Connection, Person) throws -> Void
    ) async throws {
        let (viewer, now) = (context.viewer, app.clock.now)
        try await app.database.write { connection in
            guard let person = try People(connection).find(id), person.kind == .staff else { throw Refusal.notFound }
            try Journal(connection).append(
                .init(verb, on: [Journal.Subject("people", id)], detail: ["name": person.name]), by: Author(viewer),
                at: now)
            try body(connection, person)
        }
    }

    private static let lastAdministrator = Refusal(
        .conflict, title: Phrase(fr: "Dernier administrateur", en: "Last administrator"),
        explanation: Phrase(
            fr: "Il doit toujours rester une personne qui administre Parvis. Ajoutez-en une autre, puis recommencez.",
            en: "Somebody must always be able to administer Parvis. Add another administrator, then try again."))
}
