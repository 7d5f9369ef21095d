import Foundation

/// The portal's accent colour, and whether text may be written in it.
struct AccentColour: Hashable, Sendable {
    /// `#rrggbb`
    let hex: String
    private let luminance: Double

    init(_ hex: String) throws {
        let digits = hex.dropFirst()
        guard hex.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let value = UInt32(digits, radix: 16)
        else { throw InvalidMail(.accent, .malformed) }
        self.hex = hex.lowercased()
        luminance = Self.luminance(value)
    }

    /// The colour for words on white: the accent when its contrast is at least 4.5 (WCAG 2.2, 1.4.3), else a dark ink.
    var onWhite: String { 1.05 / (luminance + 0.05) >= 4.5 ? hex : "#1f2933" }

    /// WCAG relative luminance.
    private static func luminance(_ value: UInt32) -> Double {
        let channels = [value >> 16, value >> 8, value].map { Double($0 & 255) / 255 }
        let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
