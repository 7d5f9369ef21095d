import Core
import Web

/// What an address asks of a list. Whatever cannot be understood is left out: a list always answers.
struct ListRequest: Sendable {
    let module: Module
    let search: String?
    let view: ListView?
    let facets: [Facet]
    /// The member of staff whose own customers alone are asked for.
    let givenTo: RecordID?
    let sort: Sort
    let position: Position
    /// The place of the page's first record in the list, from 1; nil when the address does not say it.
    let first: Int?
    /// The columns named in the address; nil when it names none.
    let columns: [String]?

    static let longestSearch = 200
    static let mostColumns = 60

    init(_ form: Form, _ module: Module, for viewer: Viewer) {
        self.module = module
        let visible = viewer.visibleFields(of: module)
        let words = String(form["q"].prefix(ListRequest.longestSearch)).trimmed
        search = words.isEmpty || hasControlCharacters(words) ? nil : words
        let key = form["view"]
        view = key.isEmpty ? nil : module.views.first { $0.key == key }
        facets = Facet.all(in: form, visible)
        givenTo = viewer.isStaff && module.key == "accounts" && form["mine"] == "1" ? viewer.person : nil
        sort = ListRequest.sort(form["sort"], module, visible)
        position = ListRequest.position(form, sortedBy: ListOrder(sort, of: module, for: viewer).field)
        first = position == .first ? 1 : form.int("n", 1...10_000_000).map(Int.init)
        let named = form.all("col").prefix(ListRequest.mostColumns).filter { key in visible.contains { $0.key == key } }
        columns =
            named.isEmpty ? nil : named.reduce(into: []) { list, key in if !list.contains(key) { list.append(key) } }
    }

    /// `date` or `-date`; a field that the viewer may not see or that has no index is not an order.
    private static func sort(_ text: String, _ module: Module, _ visible: [Field]) -> Sort {
        let isDescending = text.hasPrefix("-")
        let key = String(isDescending ? text.dropFirst() : text[...])
        guard visible.contains(where: { $0.key == key && $0.isSorted }) else { return module.sort }
        return Sort(key, descending: isDescending)
    }

    private static func position(_ form: Form, sortedBy field: Field) -> Position {
        if let key = Cursor.key(form["after"], sortedBy: field) { return .after(key) }
        return Cursor.key(form["before"], sortedBy: field).map(Position.before) ?? .first
    }

    /// True when the list shows a part of what there is.
    var isNarrowed: Bool { search != nil || view != nil || !facets.isEmpty || givenTo != nil }

    /// What narrows the list beside its view; nil when nothing does.
    func besideView(today: Day) -> Query? {
        guard search != nil || !facets.isEmpty || givenTo != nil else { return nil }
        var query = query(today: today)
        query.filters = facets.flatMap(\.filters)
        query.position = .first
        return query
    }

    func query(today: Day) -> Query {
        var query = Query(sort: sort)
        query.search = search
        query.filters = (view?.filters(today) ?? []) + facets.flatMap(\.filters)
        query.givenTo = givenTo
        query.position = position
        return query
    }
}

extension ListRequest {
    /// The same list with something changed, as an address. The page always starts over unless `position` says otherwise.
    func address(
        _ base: String, view: String?? = nil, sort: Sort? = nil, facets: [Facet]? = nil, isOwn: Bool? = nil,
        keepsSearch: Bool = true, position: Position = .first, first: Int? = nil
    ) -> String {
        var pairs: [(String, String)] = []
        if keepsSearch, let search { pairs.append(("q", search)) }
        if let key = view ?? self.view?.key { pairs.append(("view", key)) }
        if isOwn ?? (givenTo != nil) { pairs.append(("mine", "1")) }
        pairs += (facets ?? self.facets).flatMap(\.pairs).map { ($0.name, $0.value) }
        let sort = sort ?? self.sort
        if sort != module.sort { pairs.append(("sort", sort.text)) }
        pairs += (columns ?? []).map { ("col", $0) }
        switch position {
        case .first: break
        case .after(let key): pairs.append(("after", Cursor.text(key)))
        case .before(let key): pairs.append(("before", Cursor.text(key)))
        }
        if position != .first, let first { pairs.append(("n", String(first))) }
        guard !pairs.isEmpty else { return base }
        return base + "?" + pairs.map { $0 + "=" + escapedForURL($1) }.joined(separator: "&")
    }
}

extension Sort {
    /// As in an address.
    var text: String { (isDescending ? "-" : "") + field }
}
