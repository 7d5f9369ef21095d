import Hummingbird

/// The own sign-in: its address, and what to do when somebody else used it.
enum SecurityRoutes {
    static func all(_ app: App) -> [Route] {
        ["/p/:portal", "/admin"].flatMap { door -> [Route] in
            [
                .open(.get, door + "/not-me/:token", app, NotMe.show),
                .open(.post, door + "/not-me/:token", app, NotMe.create),
            ]
        } + [
            .own(.get, "/p/:portal/profile/email", app, EmailChange.show),
            .own(.post, "/p/:portal/profile/email", app, EmailChange.create),
            .own(.post, "/p/:portal/profile/email/cancel", app, EmailChange.cancel),
            .open(.get, "/p/:portal/email/:token", app, EmailConfirmation.show),
            .open(.post, "/p/:portal/email/:token", app, EmailConfirmation.create),
        ]
    }
}
