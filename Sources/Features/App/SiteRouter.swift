import Core
package import Hummingbird
import Store
package import Web

/// Builds the router: what every request passes through, then the routes behind their walls.
package enum SiteRouter {
    package static func make(_ app: App) -> Router<SiteContext> {
        make(app, SiteRoutes.all(app), limits: app.site.limits)
    }

    /// The same with other routes than the site's, or other limits than the installation's.
    static func make(_ app: App, _ routes: [Route], limits: RequestLimits) -> Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
        let pages = ErrorPages(refusal: refusal) { await RefusalInPlace(app: app, context: $2).page($0, $1) }
        router.add(middleware: RequestNames())
        router.add(middleware: HeadAnswers())
        router.add(middleware: SecurityHeaders(isSecure: app.site.isSecure, host: app.site.host))
        router.add(middleware: ClientAddress(trusted: app.site.trustedProxies))
        router.add(middleware: LanguageChoice(cookies: app.cookies))
        router.add(middleware: RequestLog(counters: app.counters))
        router.add(middleware: pages)
        router.add(middleware: TransferGuard())
        router.add(middleware: VisitorLookup(app: app))
        router.add(middleware: pages)
        router.add(middleware: SpeedLimit(limits, counters: app.counters, clock: app.clock))
        router.add(middleware: MethodGuard(MethodTable(routes.map { ($0.method, $0.path) })))
        router.add(middleware: FormerAddresses(app: app))
        router.add(middleware: ReadOnlyLook())
        router.add(middleware: CrossSiteGuard(origin: app.site.baseAddress))
        router.add(middleware: FormKeeper(app: app, refusal: refusal))
        let groups = Route.Groups(
            open: router, office: router.group(context: OfficeContext.self),
            portals: router.group(context: PortalManagerContext.self),
            users: router.group(context: UserManagerContext.self),
            inviters: router.group(context: InviterContext.self),
            administrator: router.group(context: AdministratorContext.self),
            portal: router.group(context: PortalContext.self), api: router.group(context: APIContext.self))
        for route in routes { route.install(groups) }
        return router
    }

    /// What the stores' errors mean to a visitor; nil for a defect.
    private static func refusal(_ error: any Error) -> Refusal? {
        switch error {
        case StoreError.unavailable, StoreError.full: .busy
        case StoreError.unsure: .unsure
        case WriteRefusal.notFound: .notFound
        case WriteRefusal.stale: .changedMeanwhile
        default: nil
        }
    }
}
