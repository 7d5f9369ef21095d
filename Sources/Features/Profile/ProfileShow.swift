import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /p/:portal/profile`, *Mes informations*: the person's own contact, as far as it may be seen and changed.
enum ProfileShow {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let own = try await OwnRecord.read(app, context)
        var form = own.form(context)
        if let record = own.record { form = form.filled(from: record) }
        return try await page(app, request, context, own, form, note: Done.note(request, context.language), status: .ok)
    }

    static func page(
        _ app: App, _ request: Request, _ context: PortalContext, _ own: OwnRecord, _ form: RecordForm,
        note: HTML = .empty,
        submit: Phrase = Words.save, status: HTTPResponse.Status
    ) async throws -> Response {
        let viewer = context.viewer
        let lookups = try await app.records { try LookupReader(records: $0, viewer: viewer).choices(for: form) }
        var form = form
        form.lookups = lookups
        let page = ProfilePage(
            own: own, form: form, context: context, submit: submit,
            guess: try await PreferencesGuess.read(app, request, context), now: app.clock.now)
        let title = Phrase(fr: "Mes informations", en: "My information")(context.language)
        return portalPage(app, context, title, current: nil, status: status, page.html(title, note: note))
    }
}

/// The record that carries the access one signed in with; nil where the portal does not show it.
struct OwnRecord: Sendable {
    let module: Module
    let record: Record?
    /// The right to change it; each field has its own right besides.
    let mayEdit: Bool
    /// What the person signs in with.
    let person: Person
    /// Where notices about requests go instead of the sign-in address, if anybody said so.
    let notifyEmail: String?

    static func read(_ app: App, _ context: PortalContext) async throws -> OwnRecord {
        let (viewer, module) = (context.viewer, try app.module("contacts"))
        return try await app.records { records in
            guard let person = try People(records.connection).find(viewer.person) else { throw Refusal.notFound }
            let seen = records.seen(by: viewer, module)
            let record = try viewer.anchor.flatMap { try seen.find($0) }
            return OwnRecord(
                module: module, record: record, mayEdit: try record.map { try seen.mayEdit($0.id) } ?? false,
                person: person,
                notifyEmail: try viewer.access.flatMap { try Accesses(records.connection).find($0)?.notifyEmail })
        }
    }

    /// The language is left out: the page has the person's own, which wins.
    func form(_ context: PortalContext) -> RecordForm {
        var form = RecordForm(module, context.viewer, context.formats)
        form.without = ["language"]
        return form
    }

    /// Changing is offered when the record and at least one of its fields may be changed.
    func isEditable(by viewer: Viewer) -> Bool { mayEdit && module.fields.contains { viewer.mayEdit($0, of: module) } }
}
