import Core
import GRDB
import GRDBSQLite
import Store

/// SQLite copies what it is given during the call.
let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

func bind(_ value: Value, to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .int(let number): return sqlite3_bind_int64(statement, index, number)
    case .text(var text):
        return text.withUTF8 { utf8 in
            guard let start = utf8.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, transient) }
            return start.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
                sqlite3_bind_text(statement, index, $0, Int32(clamping: utf8.count), transient)
            }
        }
    case .bytes(let bytes):
        return bytes.isEmpty
            ? sqlite3_bind_zeroblob(statement, index, 0)
            : bytes.withUnsafeBytes {
                sqlite3_bind_blob(statement, index, $0.baseAddress, Int32(clamping: $0.count), transient)
            }
    }
}

func value(_ statement: OpaquePointer, _ column: Int32) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .int(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT: .text(text(statement, column))
    case SQLITE_BLOB: .bytes(bytes(statement, column))
    case SQLITE_FLOAT: .int(whole(sqlite3_column_double(statement, column)))
    default: .null
    }
}

/// What became too large for a whole number on the way is the largest one, as it is in Swift; SQLite has no "not a number".
private func whole(_ number: Double) -> Int64 { Int64(exactly: number.rounded()) ?? (number < 0 ? .min : .max) }

private func text(_ statement: OpaquePointer, _ column: Int32) -> String {
    guard let start = sqlite3_column_text(statement, column) else { return "" }
    return String(
        decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))), as: UTF8.self)
}

private func bytes(_ statement: OpaquePointer, _ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, column) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
}

extension SQLiteConnection {
    static func translated(_ error: DatabaseError) -> StoreError {
        translated(code: error.extendedResultCode.rawValue, message: error.message ?? "no message")
    }

    /// SQLite's result codes as the kinds that callers treat differently; https://www.sqlite.org/rescode.html.
    static func translated(code: Int32, message: String) -> StoreError {
        switch (code, code & 0xFF) {
        // SQLITE_CONSTRAINT_PRIMARYKEY, _UNIQUE and _ROWID; their macros do not reach Swift.
        case (1555, _), (2067, _), (2579, _): .duplicate(constraint: message)
        case (_, SQLITE_CONSTRAINT): .refused(constraint: message)
        case (_, SQLITE_FULL), (_, SQLITE_IOERR), (_, SQLITE_READONLY): .full(reason: message)
        case (_, SQLITE_BUSY), (_, SQLITE_LOCKED), (_, SQLITE_CANTOPEN), (_, SQLITE_INTERRUPT):
            .unavailable(reason: message)
        default: .failed(reason: message)
        }
    }
}
