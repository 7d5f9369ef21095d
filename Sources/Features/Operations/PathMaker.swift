import Core

/// Fills a route's pattern with a customer's ids; nil makes ids that nobody has.
struct PathMaker {
    let slug: String
    let catalog: Catalog
    /// The module that `:module` stands for, or whose file `:file` is.
    let module: String

    /// One for each way to fill a route that leads somewhere else: each module where it takes any, each module's file where it names one.
    static func all(for route: Route, slug: String, _ catalog: Catalog) -> [PathMaker] {
        let modules: [Module] =
            if route.path.contains(":file") || route.path.hasPrefix("/api/") && route.path.contains(":module") {
                catalog.modules
            } else if route.path.contains(":module") {
                // Built-in modules have routes of their own.
                route.path.hasPrefix("/p/") ? catalog.modules.filter(\.isCustom) : Array(catalog.modules.prefix(1))
            } else {
                []
            }
        let keys = route.path.contains(":file") || route.path.contains(":module") ? modules.map(\.key) : [""]
        return keys.map { PathMaker(slug: slug, catalog: catalog, module: $0) }
    }

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
                case ":field": field(in: parts)
                case ":file": (customer?.files[module] ?? RecordID(1)).text
                case _ where isID(part): id(of: index > 0 ? parts[index - 1] : "", customer).text
                default: String(part)
                }
            }.joined(separator: "/")
    }

    /// A field that holds a file where the module has one; elsewhere nothing is found, by whoever asks.
    private func field(in parts: [Substring]) -> String {
        let place = parts.lazy.compactMap { catalog[$0 == ":module" ? module : String($0)] }.first
        return place?.fields.first { $0.type is FileType }?.key ?? "piece"
    }

    private func id(of place: Substring, _ customer: SyntheticCustomer?) -> RecordID {
        guard let customer else { return RecordID(1) }
        return customer.records[place == ":module" ? module : String(place)] ?? customer.records["contacts"]
            ?? RecordID(1)
    }
}
