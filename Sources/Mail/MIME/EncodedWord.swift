import Foundation

/// One RFC 2047 `=?UTF-8?B?...?=` word while it is being filled.
struct EncodedWord {
    private var bytes: [UInt8] = []

    /// RFC 2047 section 2: 75 characters in all.
    private static let limit = 75
    private static let frame = "=?UTF-8?B??=".utf8.count

    var isEmpty: Bool { bytes.isEmpty }
    var text: String { "=?UTF-8?B?\(Data(bytes).base64EncodedString())?=" }

    /// False, and nothing changes, when the word would no longer fit in `room` columns.
    mutating func append(_ scalar: Unicode.Scalar, room: Int) -> Bool {
        let longer = bytes + Array(String(scalar).utf8)
        guard Self.frame + (longer.count + 2) / 3 * 4 <= min(room, Self.limit) else { return false }
        bytes = longer
        return true
    }
}
