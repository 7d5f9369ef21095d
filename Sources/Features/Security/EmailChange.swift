import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/profile/email`: the person changes the address that signs in. The new one is proved first, the old one is told.
enum EmailChange {
    static let title = Phrase(fr: "Changer mon e-mail de connexion", en: "Change my sign-in e-mail")
    static func path(_ context: PortalContext) -> String { context.portal.path + "/profile/email" }

    static func show(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        try await page(app, context, typed: "", problems: [:], note: Done.note(request, context.language))
    }

    static func create(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await request.form()
        let email = form["email"]
        let problems = try await problems(app, request, context, email, password: form.raw("current"))
        guard problems.isEmpty else { return try await page(app, context, typed: email, problems: problems) }
        try await EmailRequest(app: app, context: context, email: email).send()
        app.mailBell.ring()
        return .seeOther("\(path(context))?done=\(Done.addressToConfirm.rawValue)")
    }

    static func cancel(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let (person, now) = (context.viewer.person, app.clock.now)
        try await app.database.write { try Tokens($0).revoke(.changeEmail, of: person, at: now) }
        return .seeOther("\(path(context))?done=\(Done.saved.rawValue)")
    }

    private static func problems(
        _ app: App, _ request: Request, _ context: PortalContext, _ email: String, password: String
    ) async throws -> [String: Phrase] {
        let id = context.viewer.person
        guard let person = try await app.database.read({ try People($0).find(id) }) else { throw Refusal.notFound }
        var problems: [String: Phrase] = [:]
        if !isDeliverable(email) {
            problems["email"] = Phrase(
                fr: "Écrivez une adresse comme nom@exemple.fr.", en: "Write an address such as name@example.com.")
        } else if person.email.map(folded) == folded(email) {
            problems["email"] = Phrase(
                fr: "C’est déjà votre e-mail de connexion.", en: "This is your sign-in e-mail already.")
        } else if try await isRefused(app, context, email) {
            problems["email"] = Phrase(
                fr: "Les adresses de ce domaine n’obtiennent pas d’accès ici.",
                en: "Addresses of this domain get no access here.")
        }
        problems["current"] = try await CurrentPassword(app, person, request, address: context.address).problem(
            password)
        return problems
    }

    /// The policy on domains holds for every access that the person has.
    private static func isRefused(_ app: App, _ context: PortalContext, _ email: String) async throws -> Bool {
        let person = context.viewer.person
        return try await app.database.read { connection in
            let types = Set(try Accesses(connection).of(person: person).map(\.userType))
            return try types.contains { id in
                guard let type = try Portals(connection).userType(id) else { return false }
                return try DomainRules(connection).answer(to: email, for: type) == .refused
            }
        }
    }

    private static func page(
        _ app: App, _ context: PortalContext, typed: String, problems: [String: Phrase], note: HTML = .empty
    ) async throws -> Response {
        let (person, now) = (context.viewer.person, app.clock.now)
        let (email, pending) = try await app.database.read { connection in
            (try People(connection).find(person)?.email, try Tokens(connection).pendingEmail(of: person, at: now))
        }
        let view = EmailChangeView(
            context: context, current: email, pending: pending, typed: typed, problems: problems)
        return portalPage(
            app, context, title(context.language), current: nil,
            status: problems.isEmpty ? .ok : .unprocessableContent, view.html(note))
    }
}
