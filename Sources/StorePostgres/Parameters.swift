import Core
import Store

/// The values of one execution as libpq takes them: one buffer, and where each value begins in it.
struct Parameters {
    private let kinds: [Kind]
    private var storage: [UInt8] = []
    private var starts: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// What a value is for the server.
    private enum Kind { case null, int, text, bytes }

    /// Texts with U+0000 are refused here: PostgreSQL cannot hold them, and C would cut them short.
    init(_ values: [Value]) throws {
        kinds = values.map(Self.kind)
        starts.reserveCapacity(values.count)
        for value in values { try append(value) }
    }

    private static func kind(of value: Value) -> Kind {
        switch value {
        case .null: .null
        case .int: .int
        case .text: .text
        case .bytes: .bytes
        }
    }

    private mutating func append(_ value: Value) throws {
        let start = storage.count
        switch value {
        case .null: break
        case .int(let number): storage.append(contentsOf: String(number).utf8)
        case .bytes(let bytes): storage.append(contentsOf: bytes)
        case .text(let text):
            storage.append(contentsOf: text.utf8)
            guard !storage[start...].contains(0) else { throw StoreError.refused(constraint: "text without U+0000") }
        }
        guard let length = Int32(exactly: storage.count - start) else {
            throw StoreError.refused(constraint: "value under 2 GB")
        }
        starts.append(value == .null ? -1 : start)
        lengths.append(length)
        formats.append(value.bytes == nil ? 0 : 1)
        storage.append(0)
    }

    /// Calls `body` with the count and libpq's three arrays: values (NULL for null), lengths and formats (1 is binary).
    func withPointers<R>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> R
    ) -> R {
        storage.withUnsafeBytes { bytes in
            let values = starts.map { start in
                start < 0 ? nil : bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
            }
            return values.withUnsafeBufferPointer { body(Int32(starts.count), $0.baseAddress, lengths, formats) }
        }
    }
}

extension Parameters {
    /// Whether a statement prepared with these types can take these values. NULL fits every type.
    func fit(_ types: [ParameterType]) -> Bool {
        zip(kinds, types).allSatisfy { kind, type in
            switch kind {
            case .null: true
            case .int: type == .int8
            case .bytes: type == .bytea
            case .text: type == .unknown || type == .text
            }
        }
    }

    /// The types to prepare with: what is known from the values, and for NULL what an earlier execution knew.
    func types(knowing earlier: [ParameterType]?) -> [ParameterType] {
        kinds.enumerated().map { index, kind in
            switch kind {
            case .null: earlier?[index] ?? .unknown
            case .int: .int8
            case .bytes: .bytea
            case .text: earlier?[index] == .text ? .text : .unknown
            }
        }
    }
}
