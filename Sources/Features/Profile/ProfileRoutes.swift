import Hummingbird

/// *Mes informations* in the portal.
enum ProfileRoutes {
    static func all(_ app: App) -> [Route] {
        [
            .portal(.get, "/p/:portal/profile", app, ProfileShow.handle),
            .portal(.post, "/p/:portal/profile", app, ProfileUpdate.handle),
            .portal(.get, "/p/:portal/profile/notices", app, ProfileNotices.show),
            .portal(.post, "/p/:portal/profile/notices", app, ProfileNotices.update),
            .portal(.get, "/p/:portal/preferences", app, PreferencesPage.show),
            .portal(.post, "/p/:portal/preferences", app, PreferencesPage.save),
        ]
    }
}
