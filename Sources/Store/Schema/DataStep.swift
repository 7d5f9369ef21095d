import Core

/// Something that is done once to the records that are there, after the schema was brought up to date. Add at the end; never edit what
/// is here: a database does each step once.
struct DataStep: Sendable {
    let name: String
    let body: @Sendable (any Connection, Catalog) throws -> Void

    static let all = [
        DataStep(name: "data six decimals") { connection, catalog in
            try SixDecimals(connection: connection, catalog: catalog).convert()
        },
        DataStep(name: "data sort keys and search texts") { connection, catalog in
            for module in catalog.modules { try DerivedColumns(connection: connection, module: module).workOut() }
        },
    ]
}

/// Quantities kept three decimals, unit prices four and product prices two before all of them kept six.
private struct SixDecimals {
    let connection: any Connection
    let catalog: Catalog

    private static let lines = [
        "quote_lines", "order_lines", "invoice_lines", "supplier_invoice_lines", "shipment_lines",
    ]

    func convert() throws {
        for table in catalog.modules.flatMap(\.subforms).map(\.table) where SixDecimals.lines.contains(table) {
            try scale(table, "quantity", by: 1000)
            try table == "shipment_lines" ? scale(table, "ordered", by: 1000) : scale(table, "unit_price", by: 100)
        }
        if catalog["products"] != nil { try scale("products", "price_excl", by: 10_000) }
    }

    /// A number too large for its new unit, which is nobody's price, becomes the largest one.
    private func scale(_ table: String, _ column: String, by factor: Int64) throws {
        let (most, column) = (9_000_000_000_000_000_000 / factor, Identifier(column))
        try connection.run(
            """
            UPDATE \(Identifier(table)) SET \(column) = CASE WHEN \(column) > \(most) THEN CAST(\(most) AS BIGINT) WHEN \(column) < \(-most) \
            THEN CAST(\(-most) AS BIGINT) ELSE \(column) END * \(factor) WHERE \(column) IS NOT NULL
            """)
    }
}
