import Core

/// How many records or lines hold something in a column.
package struct FieldFill {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func count(_ field: String, of table: String) throws -> Int {
        Int(
            try connection.int(
                "SELECT count(*) FROM \(Identifier(table)) WHERE \(Identifier(field)) IS NOT NULL") ?? 0)
    }

    /// All rows of a module, the bin included.
    package func count(of table: String) throws -> Int {
        Int(try connection.int("SELECT count(*) FROM \(Identifier(table))") ?? 0)
    }
}
