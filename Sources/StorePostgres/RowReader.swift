import CPostgres
import Core

/// How to turn the rows of one statement's answers into values, found once for all its executions.
struct RowReader {
    private let columns: Columns
    private let kinds: [Kind]

    /// How the text of a column becomes a value.
    private enum Kind { case int, bool, numeric, bytes, text }

    init(_ result: PostgresResult) {
        columns = Columns(
            (0..<result.columnCount).map { PQfname(result.pointer, $0).map { String(cString: $0) } ?? "" })
        kinds = (0..<result.columnCount).map { Self.kind(PQftype(result.pointer, $0)) }
    }

    func rows(_ result: PostgresResult) -> [Row] { (0..<result.rowCount).map { row(result, $0) } }

    func row(_ result: PostgresResult, _ index: Int32) -> Row {
        var values: [Value] = []
        values.reserveCapacity(kinds.count)
        for (column, kind) in kinds.enumerated() {
            values.append(Self.value(result.pointer, index, Int32(column), kind))
        }
        return Row(columns: columns, values: values)
    }

    /// The numbers are the catalogue's fixed ids of bool, bytea, int8, int2, int4 and numeric.
    private static func kind(_ type: Oid) -> Kind {
        switch type {
        case 16: .bool
        case 17: .bytes
        case 20, 21, 23: .int
        case 1700: .numeric
        default: .text
        }
    }

    private static func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32, _ kind: Kind) -> Value {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        switch kind {
        case .int: return .int(integer(bytes) ?? 0)
        case .bool: return .bool(bytes.first == UInt8(ascii: "t"))
        case .bytes: return .bytes(unhex(bytes))
        case .numeric: return integer(bytes).map { .int($0) } ?? .text(String(decoding: bytes, as: UTF8.self))
        case .text: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// A whole number that fits in 64 bits, or nil: the sum of a column is `numeric` on the server, and whole.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        guard bytes.count > (isNegative ? 1 : 0) else { return nil }
        var number: Int64 = 0
        for byte in bytes.dropFirst(isNegative ? 1 : 0) {
            guard (0x30...0x39).contains(byte) else { return nil }
            let (tens, over) = number.multipliedReportingOverflow(by: 10)
            let digit = Int64(byte - 0x30)
            // Counting downwards for negative numbers, whose range reaches one further.
            let (sum, overAgain) =
                isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            guard !over, !overAgain else { return nil }
            number = sum
        }
        return number
    }

    /// Reads `\x` and two digits a byte.
    private static func unhex(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        stride(from: 2, to: text.count - 1, by: 2).map { digit(text[$0]) << 4 | digit(text[$0 + 1]) }
    }

    private static func digit(_ byte: UInt8) -> UInt8 { byte < 0x40 ? byte &- 0x30 : (byte | 0x20) &- 0x57 }
}
