import Core
import HTTPTypes
import Store
import Web

/// Walks the table of routes as each customer with its own ids, the other's and unknown ones.
struct RouteWalker {
    let app: App
    let caller: RouteCaller
    let customers: [SyntheticCustomer]
    /// The portal that they are people of.
    let slug: String

    func walk(_ routes: [Route], _ report: inout LeakTest.Report, _ progress: (_ done: Int) -> Void) async throws {
        for (index, route) in routes.enumerated() {
            progress(index)
            for maker in PathMaker.all(for: route, slug: slug, app.catalog) { try await walk(route, maker, &report) }
        }
    }

    /// Signing in, out and choosing passwords concerns nobody's records, and would end the walk's own sessions.
    static func isDoor(_ route: Route) -> Bool {
        route.access == .open && (route.method == .post || route.path.hasPrefix("/assets"))
            || route.path.contains("signout") || route.path.contains("/sessions/") || route.path.hasSuffix("/password")
    }

    private func walk(_ route: Route, _ paths: PathMaker, _ report: inout LeakTest.Report) async throws {
        for (index, me) in customers.enumerated() {
            let other = customers[1 - index]
            if route.method == .get { try await expectNothing(of: other, route, paths.path(route, me), me, &report) }
            guard paths.hasID(route) else {
                if route.method == .get, route.isOutside {
                    try await expectDeaf(paths.path(route, me), me, other, &report)
                }
                continue
            }
            try await expectUnknown(route, paths, me, other, &report)
            try await expectNothing(of: other, route, paths.path(route, other), nil, &report)
        }
    }

    /// Nobody but the owner reads the owner's word.
    private func expectNothing(
        of other: SyntheticCustomer, _ route: Route, _ path: String, _ me: SyntheticCustomer?,
        _ report: inout LeakTest.Report
    ) async throws {
        let answer = try await caller.call(route.method, path, session: me?.session, slug: slug)
        report.requests += 1
        if answer.body.contains(other.marker) {
            report.problems.append("\(route.method) \(path): shows another customer's data")
        }
        // Whether mail or the disk lags is no customer's data, and the probe says so by its status.
        if answer.status >= 500, route.path != "/readyz" {
            report.problems.append("\(route.method) \(path): answers \(answer.status)")
        }
        let isClosed = ![.open, .portal, .api].contains(route.access)
        if isClosed, answer.status == 200 {
            report.problems.append("\(route.method) \(path): the back office opens to a customer")
        }
        if me == nil, route.access != .open, answer.status == 200 {
            report.problems.append("\(route.method) \(path): opens without signing in")
        }
        if me != nil, route.isOutside, route.access != .open, answer.isAtADoor {
            report.blind("\(route.method) \(path) answers \(answer.status) \(answer.location ?? "")")
        }
    }

    /// The other's record and one that does not exist answer alike.
    private func expectUnknown(
        _ route: Route, _ paths: PathMaker, _ me: SyntheticCustomer, _ other: SyntheticCustomer,
        _ report: inout LeakTest.Report
    ) async throws {
        let foreign = try await caller.call(route.method, paths.path(route, other), session: me.session, slug: slug)
        let unknown = try await caller.call(route.method, paths.path(route, nil), session: me.session, slug: slug)
        report.requests += 2
        if foreign.status != unknown.status
            || masked(foreign, paths.path(route, other)) != masked(unknown, paths.path(route, nil))
        {
            report.problems.append(
                "\(route.method) \(paths.path(route, other)): another customer's record answers \(foreign.status), an unknown one \(unknown.status)"
            )
        }
        if foreign.body.contains(other.marker) {
            report.problems.append("\(route.method) \(paths.path(route, other)): shows another customer's data")
        }
    }

    /// The body without the address itself, which pages may repeat.
    private func masked(_ answer: RouteCaller.Answer, _ path: String) -> String {
        let id = path.split(separator: "/").map(String.init).filter { RecordID(text: $0) != nil }
        return id.reduce(answer.body + (answer.location ?? "")) { $0.replacing($1, with: "ID") }
    }

    /// Asking for the other's word or account gives what asking for one that nobody has gives: searches and filters tell nothing.
    private func expectDeaf(
        _ path: String, _ me: SyntheticCustomer, _ other: SyntheticCustomer, _ report: inout LeakTest.Report
    ) async throws {
        let nobody = SyntheticCustomer.nobody
        let asked = [("q", other.marker, nobody.marker)] + accounts(other)
        for (name, theirs, unknown) in asked {
            let found = try await caller.call(.get, path + "?\(name)=\(theirs)", session: me.session, slug: slug)
            let none = try await caller.call(.get, path + "?\(name)=\(unknown)", session: me.session, slug: slug)
            report.requests += 2
            let isAlike = PageMask.isAlike(found, hiding: theirs, none, hiding: unknown)
            if !isAlike { report.problems.append("GET \(path)?\(name)=: finds another customer's data") }
        }
    }

    private func accounts(_ other: SyntheticCustomer) -> [(String, String, String)] {
        other.records["accounts"].map { [("f_account_id", $0.text, RecordID(1).text)] } ?? []
    }
}

extension Route {
    /// Of the portals or the API, where people from outside come.
    var isOutside: Bool { path.hasPrefix("/p/") || path.hasPrefix("/api/") }
}

extension RouteCaller.Answer {
    /// Sent to sign in, to choose a password or to accept something, instead of an answer.
    var isAtADoor: Bool {
        let place = (location ?? "").prefix { $0 != "?" }
        return status == 401 || status == 303 && ["/signin", "/password", "/policy"].contains { place.hasSuffix($0) }
    }
}
