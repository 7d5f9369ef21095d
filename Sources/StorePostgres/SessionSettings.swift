import CPostgres
import Core
import Store

/// What every connection asks of libpq and of the server.
struct SessionSettings {
    let address: PostgresAddress
    let statementTimeout: Interval

    /// Before the address, so that the address may say otherwise. The time-outs end the wait for a server that is gone
    /// without a word.
    private static let before: [(String, String)] = [
        ("application_name", "parvis"), ("connect_timeout", "5"), ("keepalives_idle", "20"),
        ("keepalives_interval", "5"),
        ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
    ]

    /// Opens a connection; nil only when memory is short.
    static func connect(_ address: PostgresAddress) -> OpaquePointer? {
        let transport = PostgresTransport(address).defaults.map { ($0.keyword, $0.value) }
        let options = before + transport + [("dbname", address.url), ("client_encoding", "UTF8")]
        let keywords = CStrings(options.map(\.0))
        let values = CStrings(options.map(\.1))
        return keywords.withPointers { keywords in values.withPointers { PQconnectdbParams(keywords, $0, 1) } }
    }

    /// The settings that the driver's reading of answers and its promises depend on. An acknowledged write is on disk,
    /// so `synchronous_commit = off` is not accepted from the server's own settings.
    var script: String {
        var lines = [
            "SET statement_timeout = \(statementTimeout.milliseconds)", "SET lock_timeout = 10000",
            "SET idle_in_transaction_session_timeout = 60000", "SET DateStyle = 'ISO, YMD'", "SET TimeZone = 'UTC'",
            "SET standard_conforming_strings = on", "SET bytea_output = 'hex'", "SET client_min_messages = warning",
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
        ]
        if let schema = address.schema { lines.append("SET search_path = \(schema.quoted), public") }
        return lines.joined(separator: "; ")
    }
}

/// Strings as C wants them: an array of pointers that ends with NULL.
private struct CStrings {
    private var storage: [CChar] = []
    private var starts: [Int] = []

    init(_ strings: [String]) {
        for string in strings {
            starts.append(storage.count)
            storage.append(contentsOf: string.utf8CString)
        }
    }

    func withPointers<R>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
        storage.withUnsafeBufferPointer { buffer in
            let pointers = starts.map { start in buffer.baseAddress.map { $0 + start } } + [nil]
            return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
        }
    }
}
