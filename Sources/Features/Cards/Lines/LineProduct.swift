import Core
import Store

/// Products as lines name them: by reference.
enum LineProduct {
    /// The ids of these references, as far as the viewer may see the products.
    static func named(_ references: [String], _ records: Records, _ viewer: Viewer) throws -> [String: RecordID] {
        guard !references.isEmpty, let module = records.catalog["products"] else { return [:] }
        var query = Query(sort: module.sort)
        query.filters = [Filter("ref", .oneOf(Set(references).sorted().map { .text($0) }))]
        query.limit = LinesForm.most
        let found = try records.seen(by: viewer, module).list(query, columns: ["ref"]).records
        return Dictionary(found.map { ($0["ref"].text ?? "", $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    /// Some references to choose from; whoever knows another one types it.
    static func offered(_ records: Records, _ viewer: Viewer) throws -> [(ref: String, label: String)] {
        guard let module = records.catalog["products"], viewer.grants["products"].see != .nobody else { return [] }
        var query = Query(sort: module.sort)
        query.limit = LookupChoices.most
        return try records.seen(by: viewer, module).list(query, columns: ["ref", "label"]).records.map {
            ($0["ref"].text ?? "", $0["label"].text ?? "")
        }
    }
}
