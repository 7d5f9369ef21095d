package import Core

/// The columns that members of staff chose for their lists.
package struct ListChoices {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Nil until the person chose.
    package func columns(of person: RecordID, module: String) throws -> [String]? {
        try connection.row(
            "SELECT \"columns\" FROM \"list_choices\" WHERE \"person_id\" = \(person) AND \"module\" = \(module)")?[0]
            .text
            .map { $0.split(separator: ",").map(String.init) }
    }

    package func set(_ columns: [String], of person: RecordID, module: String, id: RecordID) throws {
        try connection.run(
            """
            INSERT INTO "list_choices" ("id", "person_id", "module", "columns") VALUES (\(id), \(person), \(module), \(columns.joined(separator: ","))) \
            ON CONFLICT ("person_id", "module") DO UPDATE SET "columns" = excluded."columns"
            """)
    }

    /// Back to the columns of the module.
    package func forget(of person: RecordID, module: String) throws {
        try connection.run("DELETE FROM \"list_choices\" WHERE \"person_id\" = \(person) AND \"module\" = \(module)")
    }
}
