import Core
import Hummingbird
import Store
import Web

/// `POST /admin/tickets/:id/handler`: names the member of staff who follows a request, or nobody.
enum TicketHandler {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let form = try await request.form()
        let chosen = form.id("handler")
        guard chosen != nil || form.has("handler") && form["handler"].isEmpty else { throw Refusal.unreadable }
        try await CardPosts.change(app, context.viewer, target, chosen == nil ? "ticket.released" : "ticket.handler") {
            seen, record, _, now, _ in
            let candidates = try RequestHandlers(seen.connection).candidates()
            let person = try chosen.map { id in
                guard let person = candidates.first(where: { $0.id == id }) else { throw gone }
                return person
            }
            guard try seen.setHandler(person, of: record, at: now) else { return nil }
            return person.map { ["to": $0.name] } ?? [:]
        }
        return .seeOther("\(target.path)?done=\(Done.saved.rawValue)")
    }

    private static let gone = Refusal(
        .conflict, title: Phrase(fr: "Cette personne n’est plus disponible", en: "This person is no longer available"),
        explanation: Phrase(
            fr: "Son compte a été désactivé ou supprimé. Revenez à la demande et choisissez quelqu’un d’autre.",
            en: "The account was disabled or removed. Go back to the request and choose somebody else."))
}
