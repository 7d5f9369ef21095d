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

    /// What a form was sent with.
    struct Content: Sendable {
        let values: [String: Value]
        var files: [UploadedFile] = []

        /// Whether the record holds all of it: then it was made by this very form, and not by one that was corrected and sent again.
        fileprivate func isIn(_ record: Record, _ seen: SeenRecords) throws -> Bool {
            guard values.allSatisfy({ !record.has($0.key) || record[$0.key] == $0.value }) else { return false }
            guard !files.isEmpty else { return true }
            return Set(files.map(\.hash)).isSubset(of: try seen.files(of: record).map(\.hash))
        }
    }

    /// Runs `create` with the id. When a record of this id is there already, with this content, the form was sent twice: that record is
    /// the answer. With other content, or when the viewer may not see it, a new id is taken, so that nothing sent is lost.
    func once(
        _ app: App, _ viewer: Viewer, _ module: Module, _ content: Content,
        _ create: (RecordID) async throws -> RecordID
    ) async throws -> RecordID {
        do {
            return try await create(id)
        } catch StoreError.duplicate where isPosted {
            let id = id
            let isThere = try await app.records { records in
                let seen = records.seen(by: viewer, module)
                return try seen.find(id).map { try content.isIn($0, seen) } ?? false
            }
            return isThere ? id : try await create(app.ids.next())
        }
    }
}
