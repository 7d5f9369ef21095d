import Core
import HTML
import Hummingbird
import Store
import Web

/// `POST /p/:portal/profile`: a person changes its own contact. Without the right the store refuses, whatever the page showed.
enum ProfileUpdate {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let posted = try await request.form()
        let own = try await OwnRecord.read(app, context)
        guard let record = own.record, own.mayEdit, let version = posted.version else {
            throw Refusal.notFound
        }
        let form = own.form(context)
        let read = form.read(posted)
        var kept = form.keeping(read)
        guard read.problems.isEmpty else {
            return try await ProfileShow.page(app, request, context, own, kept, status: .unprocessableContent)
        }
        do {
            try await save(app, context.viewer, own.module, record.id, read, version)
            return .seeOther("\(context.portal.path)/profile?done=\(Done.saved.rawValue)")
        } catch WriteRefusal.fields(let problems) {
            kept.problems = problems
            return try await ProfileShow.page(app, request, context, own, kept, status: .unprocessableContent)
        } catch WriteRefusal.stale {
            let fresh = try await OwnRecord.read(app, context)
            return try await ProfileShow.page(
                app, request, context, fresh, kept, note: stale(context), submit: mine, status: .conflict)
        }
    }

    private static let mine = Phrase(fr: "Enregistrer ma version", en: "Save my version")

    private static func stale(_ context: PortalContext) -> HTML {
        let text = Phrase(
            fr:
                "Vos informations ont été modifiées ailleurs entre-temps. Votre saisie est conservée ci-dessous : enregistrez-la, ou",
            en: "Your information was changed elsewhere in the meantime. What you typed is kept below: save it, or")
        let take = Phrase(fr: "reprenez les informations actuelles", en: "take the current information")
        let language = context.language
        return note(.warn, "\(text(language)) <a href=\"\(context.portal.path)/profile\">\(take(language))</a>.")
    }

    /// The name that the site shows follows the contact; the sign-in e-mail does not.
    private static func save(
        _ app: App, _ viewer: Viewer, _ module: Module, _ id: RecordID, _ read: PostedRecord, _ version: Int64
    ) async throws {
        let (now, catalog) = (app.clock.now, app.catalog)
        try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module)
            guard let before = try seen.find(id) else { throw WriteRefusal.notFound }
            guard before.version == version else { throw WriteRefusal.stale(current: before.version) }
            let changes = read.changes(to: before)
            guard !changes.isEmpty else { return }
            try seen.update(id, version: version, changes, at: now)
            guard let after = try seen.find(id) else { throw WriteRefusal.notFound }
            try rename(viewer.person, after, connection)
            let detail = eventDetail(after, ["fields": changes.keys.sorted().joined(separator: ",")])
            try Journal(connection).append(
                .init("profile.updated", on: outsideSubjects(after, viewer), detail: detail), by: Author(viewer),
                at: now)
        }
    }

    private static func rename(_ person: RecordID, _ contact: Record, _ connection: any Connection) throws {
        let people = People(connection)
        guard contact.has("last_name"), contact.has("first_name"), let known = try people.find(person) else { return }
        let (first, last) = (contact["first_name"].text ?? "", contact["last_name"].text ?? known.lastName)
        guard first != known.firstName || last != known.lastName else { return }
        try people.rename(person, first: first, last: last, email: known.email)
    }
}
