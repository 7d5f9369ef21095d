package import Core

/// A statement whose interpolations are bound because of their type: values become `$1`, `$2`...; other statements are spliced in.
///
/// There is no way in for a string. Names of tables and columns come from modules, through `Identifier`, which checks them.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    private var pieces: [Piece]

    fileprivate enum Piece: Sendable {
        case text(String)
        case value(Value)
    }

    package init(stringLiteral value: StaticString) { pieces = [.text(value.description)] }
    package init(stringInterpolation: Interpolation) { pieces = stringInterpolation.pieces }
    private init(pieces: [Piece]) { self.pieces = pieces }

    package static let empty: SQL = ""
    package var isEmpty: Bool { pieces.allSatisfy { if case .text(let text) = $0 { text.isEmpty } else { false } } }

    package static func + (left: SQL, right: SQL) -> SQL { SQL(pieces: left.pieces + right.pieces) }
    package static func += (left: inout SQL, right: SQL) { left.pieces += right.pieces }

    /// The text with numbered parameters, and the values in that order. Both engines read `$n`.
    package func rendered() -> (text: String, values: [Value]) {
        var text = ""
        var values: [Value] = []
        text.reserveCapacity(256)
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .value(let value):
                values.append(value)
                text += "$"
                text += String(values.count)
            }
        }
        return (text, values)
    }
}

extension SQL {
    /// Collects literal pieces and bound values.
    package struct Interpolation: StringInterpolationProtocol {
        package typealias StringLiteralType = StaticString
        fileprivate var pieces: [SQL.Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }
        package mutating func appendLiteral(_ literal: StaticString) { pieces.append(.text(literal.description)) }
        package mutating func appendInterpolation(_ value: Value) { pieces.append(.value(value)) }
        package mutating func appendInterpolation(_ value: String?) { pieces.append(.value(.text(value))) }
        package mutating func appendInterpolation(_ value: Int64?) {
            pieces.append(.value(value.map { .int($0) } ?? .null))
        }
        package mutating func appendInterpolation(_ value: Int) { pieces.append(.value(.int(Int64(value)))) }
        package mutating func appendInterpolation(_ value: Bool) { pieces.append(.value(.bool(value))) }
        package mutating func appendInterpolation(_ value: RecordID?) { pieces.append(.value(.id(value))) }
        package mutating func appendInterpolation(_ value: Instant?) { pieces.append(.value(.instant(value))) }
        package mutating func appendInterpolation(_ value: Day?) { pieces.append(.value(.day(value))) }
        package mutating func appendInterpolation(_ value: [UInt8]) { pieces.append(.value(.bytes(value))) }
        package mutating func appendInterpolation(_ sql: SQL) { pieces += sql.pieces }
        package mutating func appendInterpolation(_ name: Identifier) { pieces.append(.text(name.quoted)) }
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
