package import Core
package import Hummingbird

/// A request to a portal. It cannot be made without a person who has an access to that portal.
package struct PortalContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let visitor: Visitor
    package let portal: PortalLook
    package let language: Language
    package let formats: Formats
    package let address: String

    package init(context: SiteContext) throws {
        let slug = context.coreContext.parameters.get("portal") ?? ""
        guard let made = PortalContext(context, slug: slug) else { throw SignInNeeded(area: .portal(slug)) }
        self = made
    }

    /// The same for an address that no route matched, so that its refusal is shown inside the portal; nil without a visitor of it.
    package init?(_ context: SiteContext, slug: String) {
        guard let visitor = context.visitor, let portal = visitor.portal, !visitor.viewer.isStaff, portal.slug == slug
        else { return nil }
        coreContext = context.coreContext
        self.visitor = visitor
        self.portal = portal
        language = context.language
        formats = context.formats
        address = context.address
    }

    package var viewer: Viewer { visitor.viewer }
}

/// A request to the JSON API by a person with a portal access.
package struct APIContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let visitor: Visitor
    package let language: Language

    package init(context: SiteContext) throws {
        guard let visitor = context.visitor, !visitor.viewer.isStaff, !visitor.mustChange, !visitor.waitsForPolicy
        else {
            throw SignInNeeded(area: .api)
        }
        coreContext = context.coreContext
        self.visitor = visitor
        language = context.language
    }
    package var viewer: Viewer { visitor.viewer }
}

/// The parts of the site, each with its own door.
package enum Area: Sendable, Hashable {
    case office
    case portal(String)
    case api
    /// Pages without a door: health, assets, the root.
    case open

    package init(path: String) {
        let parts = path.split(separator: "/", maxSplits: 2)
        switch parts.first {
        case "admin": self = .office
        case "p": self = parts.count > 1 ? .portal(String(parts[1])) : .open
        case "api": self = .api
        default: self = .open
        }
    }

    /// Where its people start.
    package var home: String {
        switch self {
        case .office: "/admin"
        case .portal(let slug): "/p/" + escapedForURL(slug)
        case .api, .open: "/"
        }
    }
}
