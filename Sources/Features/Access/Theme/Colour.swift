import Foundation

/// A colour of a page, in sRGB.
struct Colour: Sendable, Hashable {
    let red: Int
    let green: Int
    let blue: Int

    /// Reads `#rrggbb` and nothing else, because it ends up in a style sheet.
    init?(hex: String) {
        let digits = hex.dropFirst()
        guard hex.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let value = Int(digits, radix: 16)
        else { return nil }
        self.init(value >> 16, value >> 8 & 255, value & 255)
    }

    init(_ red: Int, _ green: Int, _ blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    var hex: String {
        "#" + [red, green, blue].map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }

    /// This colour with `percent` of another mixed in.
    func mixed(with other: Colour, _ percent: Int) -> Colour {
        func mix(_ own: Int, _ other: Int) -> Int { (own * (100 - percent) + other * percent + 50) / 100 }
        return Colour(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }

    /// WCAG 2.2 contrast ratio, 1 to 21.
    func contrast(with other: Colour) -> Double {
        let (high, low) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (high + 0.05) / (low + 0.05)
    }

    /// WCAG 2.2 relative luminance.
    private var luminance: Double {
        0.2126 * Colour.linear(red) + 0.7152 * Colour.linear(green) + 0.0722 * Colour.linear(blue)
    }

    private static func linear(_ channel: Int) -> Double {
        let value = Double(channel) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    static let white = Colour(255, 255, 255)
    static let black = Colour(0, 0, 0)
}
