import Core
import Store

/// A product as a line takes it over.
struct LineProduct: Sendable {
    let id: RecordID
    let ref: String
    let label: String?
    let kind: String?
    /// Cents.
    let price: Int64?
    let vatRate: Int64?

    init(_ record: Record) {
        id = record.id
        ref = record["ref"].text ?? ""
        label = record["label"].text
        kind = record["kind"].text
        price = record["price_excl"].int
        vatRate = record["vat_rate"].int
    }

    /// The products of these references, by reference.
    static func named(_ references: [String], _ records: Records, _ viewer: Viewer) throws -> [String: LineProduct] {
        guard !references.isEmpty, let module = records.catalog["products"] else { return [:] }
        var query = Query(sort: module.sort)
        query.filters = [Filter("ref", .oneOf(Set(references).sorted().map { .text($0) }))]
        query.limit = LinesForm.most
        let columns = ["ref", "label", "kind", "price_excl", "vat_rate"]
        let found = try records.seen(by: viewer, module).list(query, columns: columns).records.map(LineProduct.init)
        return Dictionary(found.map { ($0.ref, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Some references to choose from; whoever knows another one types it.
    static func offered(_ records: Records, _ viewer: Viewer) throws -> [(ref: String, label: String)] {
        guard let module = records.catalog["products"] else { return [] }
        var query = Query(sort: module.sort)
        query.limit = LookupChoices.most
        return try records.seen(by: viewer, module).list(query, columns: ["ref", "label"]).records.map {
            ($0["ref"].text ?? "", $0["label"].text ?? "")
        }
    }
}
