package import HTTPTypes

/// Which methods each address of the site answers, so that a wrong method is told from an address that is not there.
package struct MethodTable: Sendable {
    /// By the number of parts, because only patterns of as many parts can match.
    private var patterns: [Int: [Pattern]] = [:]

    private struct Pattern: Sendable {
        let parts: [Substring]
        var methods: Set<HTTPRequest.Method>

        func matches(_ path: [Substring]) -> Bool { zip(parts, path).allSatisfy { $0.hasPrefix(":") || $0 == $1 } }

        /// A fixed part comes before one that takes anything, from the left: the router's own order.
        var order: [Int] { parts.map { $0.hasPrefix(":") ? 1 : 0 } }
    }

    package init(_ routes: [(method: HTTPRequest.Method, path: String)]) {
        for route in routes {
            let parts = MethodTable.parts(route.path)
            var known = patterns[parts.count] ?? []
            if let index = known.firstIndex(where: { $0.parts == parts }) {
                known[index].methods.insert(route.method)
            } else {
                known.append(Pattern(parts: parts, methods: [route.method]))
            }
            patterns[parts.count] = known
        }
    }

    /// What may be sent to a path, as `Allow` says it; empty when nothing is there.
    package func allowed(at path: String) -> [String] {
        let parts = MethodTable.parts(path)
        let matching = (patterns[parts.count] ?? []).filter { $0.matches(parts) }
        guard let best = matching.min(by: { $0.order.lexicographicallyPrecedes($1.order) }) else { return [] }
        let names =
            best.methods.map(\.rawValue) + (best.methods.contains(.get) ? [HTTPRequest.Method.head.rawValue] : [])
        return names.sorted()
    }

    private static func parts(_ path: String) -> [Substring] { path.split(separator: "/") }
}

extension HTTPRequest.Method {
    /// Asks for a page or for what would come with it.
    package var isRead: Bool { self == .get || self == .head }
}
