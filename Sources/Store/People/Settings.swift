import Core

/// The installation's few settings that staff change, such as the company's name.
package struct Settings {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// What can be set.
    package enum Name: String, Sendable {
        case company, sender, leakTest = "leak_test"
    }

    package subscript(name: Name) -> String? {
        get throws {
            try connection.row("SELECT \"value\" FROM \"settings\" WHERE \"name\" = \(name.rawValue)")?[0].text
        }
    }

    package func set(_ name: Name, _ value: String) throws {
        try connection.run(
            "INSERT INTO \"settings\" (\"name\", \"value\") VALUES (\(name.rawValue), \(value)) ON CONFLICT (\"name\") DO UPDATE SET \"value\" = excluded.\"value\""
        )
    }
}
