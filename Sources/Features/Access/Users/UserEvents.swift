import Core
import HTML
import Hummingbird
import Store
import Web

/// *Suivi*: what happened to an access.
enum UserEvents {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (id, viewer) = (try context.id(), context.viewer)
        let (profile, entries) = try await app.records { records in
            let profile = try AccessProfile.find(id, viewer, records)
            return (
                profile,
                try Journal(records.connection).events(of: profile.subject, limit: 200, connection: records.connection)
            )
        }
        let language = context.language
        let title = UserFrame.Tab.events.label(language)
        let body: HTML =
            entries.isEmpty
            ? emptyState(
                Phrase(fr: "Aucun événement", en: "No events")(language),
                Phrase(
                    fr: "Ce qui arrive à cet accès s’inscrit ici.", en: "What happens to this access is noted here.")(
                        language))
            : "<div class=\"body\">\(trail(entries.map { AccessEvents.step($0, app.catalog, context.formats) }))</div>"
        return UserFrame(app: app, context: context, profile: profile).page(
            .events, panel(title, id: "events-t", count: entries.isEmpty ? nil : entries.count, body))
    }
}
