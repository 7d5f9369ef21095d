import Core
import Hummingbird
import Web

/// User types of a portal and their rights.
enum UserTypeRoutes {
    static func all(_ app: App) -> [Route] {
        let types = "/admin/portals/:portal/types"
        let type = types + "/:type"
        return [
            .administrator(.get, types, app, UserTypeList.handle),
            .administrator(.get, types + "/new", app, UserTypeNew.show),
            .administrator(.post, types + "/new", app, UserTypeNew.create),
            .administrator(.get, type, app, UserTypeGrid.show),
            .administrator(.post, type, app, UserTypeGrid.update),
            .administrator(.post, type + "/confirm", app, RightsReview.confirm),
            .administrator(.post, type + "/preview", app, TypePreview.create),
            .administrator(.get, type + "/fields/:module", app, UserTypeFields.show),
            .administrator(.post, type + "/fields/:module", app, UserTypeFields.update),
            .administrator(.get, type + "/edit", app, UserTypeEdit.show),
            .administrator(.post, type + "/edit", app, UserTypeEdit.update),
            .administrator(.get, type + "/copy", app, UserTypeCopy.show),
            .administrator(.post, type + "/copy", app, UserTypeCopy.create),
            .administrator(.get, type + "/delete", app, UserTypeDelete.show),
            .administrator(.post, type + "/delete", app, UserTypeDelete.create),
        ]
    }
}

/// Addresses of the pages about a portal's user types.
struct UserTypePath: Sendable {
    let portal: RecordID
    let type: RecordID

    static func list(_ portal: RecordID) -> String { "/admin/portals/\(portal.text)/types" }
    var grid: String { UserTypePath.list(portal) + "/" + type.text }
    func fields(_ module: String) -> String { grid + "/fields/" + module }
}
