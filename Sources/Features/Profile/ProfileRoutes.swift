import Hummingbird

/// *Mes informations* in the portal.
enum ProfileRoutes {
    static func all(_ app: App) -> [Route] {
        [
            .portal(.get, "/p/:portal/profile", app, ProfileShow.handle),
            .portal(.post, "/p/:portal/profile", app, ProfileUpdate.handle),
            .portal(.post, "/p/:portal/profile/language", app, ProfileLanguage.handle),
        ]
    }
}
