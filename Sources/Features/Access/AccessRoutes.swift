import Core
import Hummingbird
import Web

/// Users: their accounts, profiles, rights.
enum AccessRoutes {
    static func all(_ app: App) -> [Route] {
        [
            .office(.get, "/admin/contacts/:id/account/new", app, AccountNew.handle),
            .office(.post, "/admin/contacts/:id/account/new", app, AccountCreate.handle),
            .office(.get, "/admin/users", app, UserList.handle),
            .office(.get, "/admin/users/:id", app, UserShow.handle),
            .office(.get, "/admin/users/:id/permissions", app, UserPermissions.show),
            .office(.post, "/admin/users/:id/permissions", app, UserPermissions.update),
            .office(.get, "/admin/users/:id/events", app, UserEvents.handle),
            .office(.post, "/admin/users/:id/validity", app, UserValidity.update),
            .office(.get, "/admin/users/:id/edit", app, UserEdit.show),
            .office(.post, "/admin/users/:id/edit", app, UserEdit.update),
            .office(.post, "/admin/users/:id/password", app, UserPassword.renew),
            .office(.post, "/admin/users/:id/link", app, UserPassword.send),
            .office(.post, "/admin/users/:id/key", app, UserKey.create),
            .office(.post, "/admin/users/:id/key/replace", app, UserKey.replace),
            .office(.post, "/admin/users/:id/key/revoke", app, UserKey.revoke),
            .portal(.post, "/p/:portal/key/revoke", app, OwnKey.revoke),
            .office(.get, "/admin/users/:id/see-as", app, SeeAs.show),
            .office(.post, "/admin/users/:id/see-as", app, SeeAs.create),
            .office(.post, "/admin/preview/end", app, Preview.end),
            .office(.post, "/admin/users/:id/disable", app, UserState.disable),
            .office(.post, "/admin/users/:id/enable", app, UserState.enable),
            .office(.get, "/admin/users/:id/remove", app, UserRemove.show),
            .office(.post, "/admin/users/:id/remove", app, UserRemove.create),
            .administrator(.get, "/admin/portals", app, PortalList.handle),
            .administrator(.get, "/admin/portals/new", app, PortalNew.show),
            .administrator(.post, "/admin/portals/new", app, PortalNew.create),
            .administrator(.get, "/admin/portals/address", app, PortalNew.address),
            .administrator(.get, "/admin/portals/:portal", app, PortalSettings.show),
            .administrator(.post, "/admin/portals/:portal", app, PortalSettings.update),
            .administrator(.get, "/admin/portals/:portal/close", app, PortalClosing.show),
            .administrator(.post, "/admin/portals/:portal/archive", app, PortalClosing.archive),
            .administrator(.post, "/admin/portals/:portal/restore", app, PortalClosing.restore),
            .administrator(.post, "/admin/portals/:portal/delete", app, PortalClosing.delete),
            .administrator(.get, "/admin/staff", app, StaffList.handle),
            .administrator(.post, "/admin/staff", app, StaffCreate.handle),
            .administrator(.post, "/admin/staff/:id/link", app, StaffCreate.link),
            .administrator(.post, "/admin/staff/:id/disable", app, StaffState.disable),
            .administrator(.post, "/admin/staff/:id/enable", app, StaffState.enable),
            .administrator(.post, "/admin/leak-test", app, LeakTestStart.handle),
            .open(.get, "/p/:portal/theme.css", app, ThemeShow.handle),
        ]
    }
}
