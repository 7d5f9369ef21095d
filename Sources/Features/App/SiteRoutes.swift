/// The whole site in one table. `parvis routes` prints it, the leak test walks it.
package enum SiteRoutes {
    package static func all(_ app: App) -> [Route] {
        SignInRoutes.all(app) + SecurityRoutes.all(app) + HealthRoutes.all(app)
            + CardRoutes.all(app) + TicketRoutes.all(app) + ProfileRoutes.all(app) + ColleagueRoutes.all(app)
            + AccessRoutes.all(app)
            + MailRoutes.all(app) + ModuleRoutes.all(app) + PortalRoutes.all(app) + UserTypeRoutes.all(app)
            + FormRoutes.all(app) + ImportRoutes.all(app) + RetentionPage.routes(app) + RecordRoutes.all(app)
    }
}
