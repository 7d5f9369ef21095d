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
            for module in route.path.contains(":module") ? app.catalog.modules.map(\.key) : [""] {
                try await walk(route, PathMaker(slug: slug, module: module), &report)
            }
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
            guard paths.hasID(route) else { continue }
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
        if answer.status >= 500 { report.problems.append("\(route.method) \(path): answers \(answer.status)") }
        let isClosed = [.office, .portals, .users, .inviters, .administrator].contains(route.access)
        if isClosed, answer.status == 200 {
            report.problems.append("\(route.method) \(path): the back office opens to a customer")
        }
        if me == nil, route.access != .open, answer.status == 200 {
            report.problems.append("\(route.method) \(path): opens without signing in")
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
}

/// Fills a route's pattern with a customer's ids; nil makes ids that nobody has.
struct PathMaker {
    let slug: String
    let module: String

    func hasID(_ route: Route) -> Bool { route.path.split(separator: "/").contains { isID($0) } }

    private func isID(_ part: Substring) -> Bool {
        part.hasPrefix(":") && ![":portal", ":module", ":token", ":code", ":key", ":language", ":field"].contains(part)
    }

    func path(_ route: Route, _ customer: SyntheticCustomer?) -> String {
        let parts = route.path.split(separator: "/")
        return "/"
            + parts.enumerated().map { index, part in
                switch part {
                case ":portal": slug
                case ":module": module
                case ":code", ":language": "fr"
                case ":token", ":key": "x"
                // A field of that key is what the suite's own modules have; elsewhere nothing is found, by whoever asks.
                case ":field": "piece"
                case ":file": (customer?.file ?? RecordID(1)).text
                case _ where isID(part): id(of: index > 0 ? parts[index - 1] : "", customer).text
                default: String(part)
                }
            }.joined(separator: "/")
    }

    private func id(of place: Substring, _ customer: SyntheticCustomer?) -> RecordID {
        guard let customer else { return RecordID(1) }
        return customer.records[place == ":module" ? module : String(place)] ?? customer.records["contacts"]
            ?? RecordID(1)
    }
}
