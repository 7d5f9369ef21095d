package import HTTPTypes
package import Hummingbird
import Web

/// One line of the site's table: method, path, who may come in, and the handler. The context's type is the wall.
package struct Route: Sendable {
    package let method: HTTPRequest.Method
    package let path: String
    package let access: Access
    package let install: @Sendable (Groups) -> Void

    /// Who a route is for.
    package enum Access: String, Sendable {
        case open, office, portals, users, inviters, administrator, portal, api
    }

    /// The router, once for each kind of context.
    package struct Groups {
        let open: Router<SiteContext>
        let office: RouterGroup<OfficeContext>
        let portals: RouterGroup<PortalManagerContext>
        let users: RouterGroup<UserManagerContext>
        let inviters: RouterGroup<InviterContext>
        let administrator: RouterGroup<AdministratorContext>
        let portal: RouterGroup<PortalContext>
        let api: RouterGroup<APIContext>
    }

    package typealias Handler<Context> = @Sendable (App, Request, Context) async throws -> Response

    static func open(
        _ method: HTTPRequest.Method, _ path: String, _ app: App, _ handler: @escaping Handler<SiteContext>
    ) -> Route {
        Route(method: method, path: path, access: .open) {
            $0.open.on(RouterPath(path), method: method) { try await handler(app, $0, $1) }
        }
    }
    static func office(
        _ method: HTTPRequest.Method, _ path: String, _ app: App, _ handler: @escaping Handler<OfficeContext>
    ) -> Route {
        Route(method: method, path: path, access: .office) {
            $0.office.on(RouterPath(path), method: method) { try await handler(app, $0, $1) }
        }
    }
    /// For staff with *Gestion de portails*.
    static func portals(
        _ method: HTTPRequest.Method, _ path: String, _ app: App, _ handler: @escaping Handler<OfficeContext>
    ) -> Route {
        Route(method: method, path: path, access: .portals) { groups in
            groups.portals.on(RouterPath(path), method: method) { request, context in
                try await handler(app, request, context.office)
            }
        }
    }
    /// For staff with *Gestion des utilisateurs*.
    static func users(
        _ method: HTTPRequest.Method, _ path: String, _ app: App, _ handler: @escaping Handler<OfficeContext>
    ) -> Route {
        Route(method: method, path: path, access: .users) { groups in
            groups.users.on(RouterPath(path), method: method) { request, context in
                try await handler(app, request, context.office)
            }
        }
    }
    /// For staff who may give accesses: *Gestion de portails* or *Gestion des utilisateurs*.
    static func inviters(
        _ method: HTTPRequest.Method, _ path: String, _ app: App, _ handler: @escaping Handler<OfficeContext>
    ) -> Route {
        Route(method: method, path: path, access: .inviters) { groups in
            groups.inviters.on(RouterPath(path), method: method) { request, context in
                try await handler(app, request, context.office)
            }
        }
    }
    static func administrator(
        _ method: HTTPRequest.Method, _ path: String, _ app: App, _ handler: @escaping Handler<OfficeContext>
    ) -> Route {
        Route(method: method, path: path, access: .administrator) { groups in
            groups.administrator.on(RouterPath(path), method: method) { request, context in
                try await handler(app, request, context.office)
            }
        }
    }
    static func portal(
        _ method: HTTPRequest.Method, _ path: String, _ app: App, _ handler: @escaping Handler<PortalContext>
    ) -> Route {
        Route(method: method, path: path, access: .portal) {
            $0.portal.on(RouterPath(path), method: method) { try await handler(app, $0, $1) }
        }
    }
    /// A page about the person, who alone sees it: whoever looks at the portal in somebody's place is refused, because the page would show
    /// the data of whoever looks.
    static func own(
        _ method: HTTPRequest.Method, _ path: String, _ app: App, _ handler: @escaping Handler<PortalContext>
    ) -> Route {
        .portal(method, path, app) { app, request, context in
            guard context.visitor.lookedAtBy == nil else { throw ReadOnlyLook.refusal }
            return try await handler(app, request, context)
        }
    }
    static func api(_ method: HTTPRequest.Method, _ path: String, _ app: App, _ handler: @escaping Handler<APIContext>)
        -> Route
    {
        Route(method: method, path: path, access: .api) {
            $0.api.on(RouterPath(path), method: method) { try await handler(app, $0, $1) }
        }
    }
}
