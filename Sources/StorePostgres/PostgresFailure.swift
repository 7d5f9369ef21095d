import CPostgres
import Store

/// What the server or libpq said went wrong, without any value of a parameter.
struct PostgresFailure: Error {
    /// The five characters of SQLSTATE.
    let state: String
    let message: String
    var constraint: String?
    /// Whether the connection cannot be used any more.
    var brokeConnection = false
    /// Whether the server was silent for as long as the job may take: then trying again would only double that.
    var isLate = false

    static let late = PostgresFailure(
        state: "08006", message: "the database did not answer in time", brokeConnection: true, isLate: true)

    /// The connection could not be made or is gone.
    static func lost(_ message: String) -> PostgresFailure {
        PostgresFailure(state: "08006", message: message, brokeConnection: true)
    }

    /// The same, in libpq's words on one line.
    static func lost(_ handle: OpaquePointer) -> PostgresFailure {
        let lines = String(cString: PQerrorMessage(handle)).split(whereSeparator: \.isNewline)
        let words = lines.map { $0.drop(while: \.isWhitespace) }.joined(separator: " ")
        return .lost(words.isEmpty ? "the connection to the database is lost" : words)
    }
}

extension PostgresFailure {
    /// Reads the fields of an error that never hold what a client sent; DETAIL and CONTEXT may, and are left out.
    init(_ result: PostgresResult) {
        state = result.field(UInt8(ascii: "C")) ?? "XX000"
        message = result.field(UInt8(ascii: "M")) ?? "no message"
        constraint = result.field(UInt8(ascii: "n"))
        brokeConnection = state.hasPrefix("08") || Self.endings.contains(state)
    }

    /// SQLSTATEs after which the server closes the connection.
    private static let endings: Set<String> = ["57P01", "57P02", "57P03", "57P05", "25P03"]

    /// The server could not tell the type of a parameter or which function was meant.
    var isAmbiguous: Bool { state == "42P18" || state == "42725" }

    /// A prepared statement is gone (26000) or no longer fits its table ("cached plan must not change result type").
    var isStaleStatement: Bool { state == "26000" || state == "0A000" }

    /// The parameter an ambiguity is about, counted from 0; the server names it `$n` in every language.
    var parameter: Int? {
        guard let mark = message.lastIndex(of: "$") else { return nil }
        return Int(message[message.index(after: mark)...].prefix { $0.isASCII && $0.isNumber }).map { $0 - 1 }
    }

    var storeError: StoreError {
        switch state {
        case "23505": .duplicate(constraint: constraint ?? "unknown")
        case _ where state.hasPrefix("23"): .refused(constraint: constraint ?? description)
        case "53100", "58030": .full(reason: description)
        case _ where Self.passing.contains { state.hasPrefix($0) }: .unavailable(reason: description)
        default: .failed(reason: description)
        }
    }

    /// Lost connections, shutdowns, too many clients, time-outs, deadlocks: the same request may succeed later.
    private static let passing = ["08", "53", "57", "55P03", "25P03", "40"]

    /// Messages about data (class 22) quote the value that was refused, which may be personal or secret.
    private var description: String { state.hasPrefix("22") ? "\(state): a value was refused" : "\(state): \(message)" }
}
