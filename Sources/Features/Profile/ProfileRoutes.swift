import Hummingbird

/// *Mes informations* in the portal.
enum ProfileRoutes {
    static func all(_ app: App) -> [Route] {
        [
            .own(.get, "/p/:portal/profile", app, ProfileShow.handle),
            .own(.post, "/p/:portal/profile", app, ProfileUpdate.handle),
            .own(.get, "/p/:portal/profile/notices", app, ProfileNotices.show),
            .own(.post, "/p/:portal/profile/notices", app, ProfileNotices.update),
            .own(.get, "/p/:portal/preferences", app, PreferencesPage.show),
            .own(.post, "/p/:portal/preferences", app, PreferencesPage.save),
        ]
    }
}
