import Core
import HTML
import Hummingbird
import Store
import Web

/// `POST /admin/users/invite`: writes the job down; the worker does it, and tests each record once more.
enum InviteStart {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let selection = try await InviteSelection(app, form)
        let viewer = context.viewer
        let items = try await app.records { try InviteStart.items(form, selection, viewer, $0) }
        guard !items.isEmpty else { return .seeOther(selection.list) }
        let job = try await BulkStart.add(
            app, viewer, .invite, type: selection.type.id, items, ["type": selection.type.name.fr],
            note: selection.joins ? BulkJobs.joins : nil)
        return .seeOther(JobShow.path(job))
    }

    /// The records with their names, so that one that vanishes can still be told, and with what their people become.
    private static func items(_ form: Form, _ selection: InviteSelection, _ viewer: Viewer, _ records: Records) throws
        -> [BulkJobs.New]
    {
        let ids = try selection.ids(viewer, records)
        let seen = records.seen(by: viewer, selection.module)
        let leaders: Set<RecordID> =
            selection.type.delegates
            ? InviteLeaders.chosen(
                form,
                try InvitationForecast.make(
                    ids, selection.type, selection.module, inviter: viewer, joins: selection.joins, records)) : []
        return try stride(from: 0, to: ids.count, by: 500).flatMap { start -> [BulkJobs.New] in
            let chunk = Array(ids[start..<min(start + 500, ids.count)])
            let names = try seen.titles(Set(chunk))
            return chunk.map { id in
                BulkJobs.New(
                    Journal.Subject(selection.module.key, id), label: names[id] ?? selection.called[id],
                    role: leaders.contains(id) ? .administrator : .user)
            }
        }
    }
}
