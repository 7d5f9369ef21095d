import Hummingbird

/// The colleagues of a customer, managed by its administrator in the portal.
enum ColleagueRoutes {
    static func all(_ app: App) -> [Route] {
        [
            .portal(.get, "/p/:portal/users", app, TeamList.handle),
            .portal(.get, "/p/:portal/users/new", app, ColleagueNew.show),
            .portal(.post, "/p/:portal/users/new", app, ColleagueNew.advance),
            .portal(.get, "/p/:portal/users/review", app, TeamReview.show),
            .portal(.post, "/p/:portal/users/review", app, TeamReview.decide),
            .portal(.get, "/p/:portal/users/:id", app, ColleagueShow.handle),
            .portal(.post, "/p/:portal/users/:id", app, ColleagueShow.update),
        ]
            + ColleagueAct.allCases.map { act in
                .portal(.post, "/p/:portal/users/:id/\(act.rawValue)", app, act.handle)
            }
    }
}
