package import Core

/// A statement whose interpolations are bound because of their type: values become `$1`, `$2`...; other statements are spliced in.
///
/// There is no way in for a string. Names of tables and columns come from modules, through `Identifier`, which checks them.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The text, with U+0001 where a value stands: statements are put together from many small ones, and joining bytes is cheap.
    private var text: [UInt8]
    private var values: [Value]
    fileprivate static let mark: UInt8 = 1

    package init(stringLiteral value: StaticString) {
        text = value.withUTF8Buffer { Array($0) }
        values = []
    }
    package init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    package static let empty: SQL = ""
    package var isEmpty: Bool { text.isEmpty }

    package static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum += right
        return sum
    }
    package static func += (left: inout SQL, right: SQL) {
        left.text += right.text
        left.values += right.values
    }

    /// The text with numbered parameters, and the values in that order. Both engines read `$n`.
    package func rendered() -> (text: String, values: [Value]) {
        guard !values.isEmpty else { return (String(decoding: text, as: UTF8.self), []) }
        var out: [UInt8] = []
        out.reserveCapacity(text.count + values.count * 3)
        var number = 0
        for byte in text {
            guard byte == SQL.mark else {
                out.append(byte)
                continue
            }
            number += 1
            out.append(0x24)
            out += String(number).utf8
        }
        return (String(decoding: out, as: UTF8.self), values)
    }
}

extension SQL {
    /// Collects literal pieces and bound values.
    package struct Interpolation: StringInterpolationProtocol {
        package typealias StringLiteralType = StaticString
        fileprivate var text: [UInt8] = []
        fileprivate var values: [Value] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }
        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { text.append(contentsOf: $0) }
        }
        package mutating func appendInterpolation(_ value: Value) {
            text.append(SQL.mark)
            values.append(value)
        }
        package mutating func appendInterpolation(_ value: String?) { appendInterpolation(.text(value) as Value) }
        package mutating func appendInterpolation(_ value: Int64?) {
            appendInterpolation(value.map { .int($0) } ?? .null as Value)
        }
        package mutating func appendInterpolation(_ value: Int) { appendInterpolation(.int(Int64(value)) as Value) }
        package mutating func appendInterpolation(_ value: Bool) { appendInterpolation(.bool(value) as Value) }
        package mutating func appendInterpolation(_ value: RecordID?) { appendInterpolation(.id(value) as Value) }
        package mutating func appendInterpolation(_ value: Instant?) { appendInterpolation(.instant(value) as Value) }
        package mutating func appendInterpolation(_ value: Day?) { appendInterpolation(.day(value) as Value) }
        package mutating func appendInterpolation(_ value: [UInt8]) { appendInterpolation(.bytes(value) as Value) }
        package mutating func appendInterpolation(_ sql: SQL) {
            text += sql.text
            values += sql.values
        }
        package mutating func appendInterpolation(_ name: Identifier) {
            text.append(0x22)
            text += name.name.utf8
            text.append(0x22)
        }
    }
}

extension Sequence<SQL> {
    /// The statements one after another with a literal between them.
    package func joined(by separator: SQL) -> SQL {
        var result = SQL.empty
        for (index, part) in enumerated() { result += index == 0 ? part : separator + part }
        return result
    }
}

/// The name of a table or column: lower-case ASCII letters, digits and `_`, at most 60 characters.
package struct Identifier: Sendable, Hashable {
    package let name: String

    /// Stops the program on any other name: names come from code and from modules, whose names were checked when they were made.
    package init(_ name: String) {
        precondition(Identifier.isValid(name), "not a name for a table or column")
        self.name = name
    }
    package static func isValid(_ name: String) -> Bool {
        (1...60).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
            && !(0x30...0x39).contains(name.utf8.first ?? 0x30)
    }
    package var quoted: String { "\"" + name + "\"" }
}
