/// The identity of a record, person, file...: 63 bits, time-ordered, shown as 13 characters.
package struct RecordID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let number: Int64

    package init(_ number: Int64) { self.number = number }

    /// Reads the 13 characters of an address; anything else is nil.
    package init?(text: some StringProtocol) {
        guard text.utf8.count == 13 else { return nil }
        var number: UInt64 = 0
        for byte in text.utf8 {
            guard let digit = RecordID.alphabet.firstIndex(of: byte), number <= UInt64.max >> 5 else { return nil }
            number = number << 5 | UInt64(digit)
        }
        guard number <= UInt64(Int64.max), number > 0 else { return nil }
        self.number = Int64(number)
    }

    package var text: String {
        String(unsafeUninitializedCapacity: 13) { buffer in
            for index in 0..<13 {
                buffer[index] =
                    RecordID.alphabet[
                        Int(truncatingIfNeeded: UInt64(bitPattern: number) >> UInt64(60 - 5 * index) & 31)]
            }
            return 13
        }
    }
    package var description: String { text }

    package static func < (left: RecordID, right: RecordID) -> Bool { left.number < right.number }

    /// Crockford's base 32, lower case: no i, l, o, u, so ids survive being read aloud.
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}
