import Core
import Store
import Web

/// The id that a form's record will have, made when the form is shown and carried in it: sent twice, the form makes one record.
struct FormKey: Sendable {
    static let name = "form_key"
    /// Beyond that a form was kept for too long, or the key was made up.
    private static let life = Interval.days(1)

    let id: RecordID
    /// The id came with the form, so that a record of this id is probably the form's own.
    private let isPosted: Bool

    /// For a form that is shown for the first time.
    init(_ app: App) {
        id = app.ids.next()
        isPosted = false
    }

    /// For a form that came back; one without a usable key gets a new one, and with it no protection.
    init(_ posted: Form, _ app: App) {
        let key = posted.id(FormKey.name).flatMap { FormKey.isUsable($0.madeAt, app.clock.now) ? $0 : nil }
        id = key ?? app.ids.next()
        isPosted = key != nil
    }

    private static func isUsable(_ made: Instant, _ now: Instant) -> Bool {
        made > now - life && made < now + .minutes(1)
    }

    var hidden: (name: String, value: String) { (FormKey.name, id.text) }

    /// Runs `create` with the id. When a record of this id is there already, the form was sent before: its record is the answer if the
    /// viewer may see it; otherwise the id is somebody else's and a new one is taken.
    func once(_ app: App, _ viewer: Viewer, _ module: Module, _ create: (RecordID) async throws -> RecordID)
        async throws -> RecordID
    {
        do {
            return try await create(id)
        } catch StoreError.duplicate where isPosted {
            let id = id
            let isThere = try await app.records { try $0.seen(by: viewer, module).find(id) != nil }
            if isThere { return id }
            return try await create(app.ids.next())
        }
    }
}
