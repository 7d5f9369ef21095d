import Core
import Hummingbird
import Store
import Web

/// A refusal where it happened: in the person's portal or back office with its menu, or in front of the portal's door.
struct RefusalInPlace: Sendable {
    let app: App
    let context: SiteContext

    /// Nil when nothing is known about the place.
    func page(_ refusal: Refusal, _ area: Area) async -> Response? {
        switch area {
        case .office: return OfficeContext(context).map { inside($0, refusal, area) }
        case .portal(let slug):
            guard let portal = PortalContext(context, slug: slug) else { return await before(refusal, area) }
            return inside(portal, refusal, area)
        case .api, .open: return nil
        }
    }

    private func inside(_ office: OfficeContext, _ refusal: Refusal, _ area: Area) -> Response {
        let content = refusal.content(
            home: area.home, reference: refusal.reference(context), office.language)
        return officePage(app, office, refusal.title(office.language), current: "", status: refusal.status, content)
    }

    private func inside(_ portal: PortalContext, _ refusal: Refusal, _ area: Area) -> Response {
        let content = refusal.content(
            home: area.home, reference: refusal.reference(context), portal.language)
        return portalPage(app, portal, refusal.title(portal.language), current: nil, status: refusal.status, content)
    }

    /// Nobody signed in: the portal's name and colours. When even these cannot be read, the page stands alone; while the database is away
    /// they are not asked for, which would only double the time until the answer.
    private func before(_ refusal: Refusal, _ area: Area) async -> Response? {
        guard refusal.status != .serviceUnavailable, let door = try? await Door.of(area, app) else { return nil }
        let page = RefusalPage(
            refusal: refusal, area: area, brandName: door.name, theme: door.theme, marks: door.marks,
            reference: refusal.reference(context), language: context.language)
        return .page(page.html, status: refusal.status)
    }
}
