import Core
import Hummingbird
import Web

/// User types of a portal and their rights.
enum UserTypeRoutes {
    static func all(_ app: App) -> [Route] {
        let types = "/admin/portals/:portal/types"
        let type = types + "/:type"
        return [
            .portals(.get, types, app, UserTypeList.handle),
            .portals(.get, types + "/new", app, UserTypeNew.show),
            .portals(.post, types + "/new", app, UserTypeNew.create),
            .portals(.get, type, app, UserTypeGrid.show),
            .portals(.post, type, app, UserTypeGrid.update),
            .portals(.post, type + "/confirm", app, RightsReview.confirm),
            .portals(.post, type + "/preview", app, TypePreview.create),
            .portals(.get, type + "/fields/:module", app, UserTypeFields.show),
            .portals(.post, type + "/fields/:module", app, UserTypeFields.update),
            .portals(.get, type + "/edit", app, UserTypeEdit.show),
            .portals(.post, type + "/edit", app, UserTypeEdit.update),
            .portals(.get, type + "/copy", app, UserTypeCopy.show),
            .portals(.post, type + "/copy", app, UserTypeCopy.create),
            .portals(.get, type + "/delete", app, UserTypeDelete.show),
            .portals(.post, type + "/delete", app, UserTypeDelete.create),
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
