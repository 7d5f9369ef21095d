import CPostgres

/// One answer of the server, freed with the object.
final class PostgresResult {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rowCount: Int32 { PQntuples(pointer) }
    var columnCount: Int32 { PQnfields(pointer) }

    /// How many rows a statement changed; 0 for statements that change none.
    var changedRows: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    /// The words of the statement that ran, such as `COMMIT` or `CREATE TABLE`.
    var tag: String { String(cString: PQcmdStatus(pointer)) }

    /// A field of an error, by libpq's letter for it.
    func field(_ letter: UInt8) -> String? { PQresultErrorField(pointer, Int32(letter)).map { String(cString: $0) } }
}
