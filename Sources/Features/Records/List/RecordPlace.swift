import Core

/// Where records live for somebody: in a portal, or in the back office.
struct RecordPlace: Sendable {
    /// `/p/client` or `/admin`.
    let root: String
    let viewer: Viewer
    /// Modules with pages here that the viewer may open.
    private let open: Set<String>

    init(portal root: String, viewer: Viewer) {
        self.root = root
        self.viewer = viewer
        open = viewer.grants.placed
    }
    init(office viewer: Viewer, _ catalog: Catalog) {
        root = "/admin"
        self.viewer = viewer
        open = Set(catalog.modules.map(\.key).filter { viewer.grants[$0].see != .nobody })
    }

    var isOffice: Bool { viewer.isStaff }
    func list(_ module: String) -> String { root + "/" + module }
    func has(_ module: String) -> Bool { open.contains(module) }
    /// Nil when the module has no pages here.
    func record(_ module: String, _ id: RecordID) -> String? {
        open.contains(module) ? root + "/" + module + "/" + id.text : nil
    }
    func file(_ id: RecordID) -> String { root + "/files/" + id.text }
}
