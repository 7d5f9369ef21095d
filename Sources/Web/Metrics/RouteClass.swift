/// The kinds of requests that are measured apart, because people notice each in another way.
package enum RouteClass: String, Sendable, CaseIterable {
    case portal, office, api
    /// Health, pictures, styles, the way in.
    case open
    /// No route: a 404 whatever it was.
    case none

    /// By the pattern of a path; where none fits, Hummingbird says a word instead.
    init(route: String?) {
        guard let route, route.hasPrefix("/") else {
            self = .none
            return
        }
        self =
            switch Area(path: route) {
            case .portal: .portal
            case .office: .office
            case .api: .api
            case .open: .open
            }
    }
}
