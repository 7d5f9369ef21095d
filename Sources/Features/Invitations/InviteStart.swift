import Core
import HTML
import Hummingbird
import Store
import Web

/// `POST /admin/users/invite`: writes the job down; the worker does it, and tests each record once more.
enum InviteStart {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let selection = try await InviteSelection(app, try await request.form())
        let viewer = context.viewer
        let ids = try await app.records { try selection.ids(viewer, $0) }
        guard !ids.isEmpty else { return .seeOther(selection.list) }
        let subjects = ids.map { Journal.Subject(selection.module.key, $0) }
        let job = try await BulkStart.add(
            app, viewer, .invite, type: selection.type.id, subjects, ["type": selection.type.name.fr],
            note: selection.joins ? BulkJobs.joins : nil)
        return .seeOther(JobShow.path(job))
    }
}
