/// What a column holds, the same on both engines. There is no floating point in a record.
package enum Value: Sendable, Hashable {
    case null
    case int(Int64)
    case text(String)
    case bytes([UInt8])

    package static func id(_ id: RecordID) -> Value { .int(id.number) }
    package static func id(_ id: RecordID?) -> Value { id.map { .int($0.number) } ?? .null }
    package static func bool(_ value: Bool) -> Value { .int(value ? 1 : 0) }
    package static func instant(_ value: Instant) -> Value { .int(value.milliseconds) }
    package static func instant(_ value: Instant?) -> Value { value.map { .int($0.milliseconds) } ?? .null }
    package static func day(_ value: Day?) -> Value { value.map { .text($0.iso) } ?? .null }
    package static func text(_ value: String?) -> Value { value.map { .text($0) } ?? .null }

    package var int: Int64? { if case .int(let value) = self { value } else { nil } }
    package var text: String? { if case .text(let value) = self { value } else { nil } }
    package var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    package var id: RecordID? { int.map(RecordID.init) }
    package var bool: Bool { int == 1 }
    package var instant: Instant? { int.map(Instant.init(milliseconds:)) }
    package var day: Day? { text.flatMap(Day.init(iso:)) }
    package var isNull: Bool { self == .null }
}
