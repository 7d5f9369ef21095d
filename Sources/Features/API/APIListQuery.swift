import Core
import Hummingbird
import Web

/// What a program asks of a list. A person's list always answers; a program that mistypes a parameter must learn of it, or it takes the
/// first page for the one it meant.
struct APIListQuery {
    let request: ListRequest

    /// Throws `APIRefusal.parameter` for one that is unknown or wrong, also for one that the viewer may not know of.
    init(_ query: Form, _ module: Module, for viewer: Viewer) throws {
        request = ListRequest(query, module, for: viewer)
        let visible = viewer.visibleFields(of: module)
        for (name, value) in query.pairs where !isRight(name, value.trimmed, query, visible) {
            throw APIRefusal.parameter(name)
        }
    }

    private func isRight(_ name: String, _ value: String, _ query: Form, _ visible: [Field]) -> Bool {
        switch name {
        case "q": value.isEmpty || request.search == value
        case "view": value.isEmpty || request.view?.key == value
        case "sort": value == request.sort.text
        case "after", "before": request.isAt(name, value) && query.all(name).count == 1
        case "col": visible.contains { $0.key == value } && query.all(name).count <= ListRequest.mostColumns
        case _ where name.hasPrefix("f_"): value.isEmpty || request.facets.contains { $0.took(name, value) }
        default: false
        }
    }
}

extension ListRequest {
    /// Whether the page begins where `name` says.
    fileprivate func isAt(_ name: String, _ value: String) -> Bool {
        switch position {
        case .after(let key): name == "after" && Cursor.text(key) == value
        case .before(let key): name == "before" && Cursor.text(key) == value
        case .first: false
        }
    }
}

extension Facet {
    fileprivate func took(_ name: String, _ value: String) -> Bool {
        pairs.contains { $0.name == name && $0.value == value }
    }
}
