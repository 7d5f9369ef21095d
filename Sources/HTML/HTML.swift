/// Markup whose interpolations are escaped because of their type: text is escaped, `HTML` is not, nothing else compiles.
///
/// A trusted piece is another literal. Attributes are always written in double quotes; both quotes are escaped.
package struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The finished markup, valid UTF-8.
    package private(set) var text: String

    package init(stringLiteral value: StaticString) { text = value.description }
    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
    private init(escaped: String) { text = escaped }

    package static let empty: HTML = ""

    /// Text as markup that shows exactly that text.
    package static func text(_ value: String) -> HTML {
        var out = ""
        appendEscaped(value, to: &out)
        return HTML(escaped: out)
    }

    package static func + (left: HTML, right: HTML) -> HTML { HTML(escaped: left.text + right.text) }
    package static func += (left: inout HTML, right: HTML) { left.text += right.text }

    package var isEmpty: Bool { text.isEmpty }
}

extension HTML {
    /// Collects literal pieces as they are and values by the rule of their type.
    package struct Interpolation: StringInterpolationProtocol {
        package typealias StringLiteralType = StaticString
        var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }
        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
        }
        package mutating func appendInterpolation(_ value: String) { appendEscaped(value, to: &text) }
        package mutating func appendInterpolation(_ value: Substring) { appendEscaped(String(value), to: &text) }
        package mutating func appendInterpolation(_ value: Int) { text += String(value) }
        package mutating func appendInterpolation(_ value: Int64) { text += String(value) }
        package mutating func appendInterpolation(_ value: HTML) { text += value.text }
        package mutating func appendInterpolation(_ value: HTML?) { if let value { text += value.text } }
        package mutating func appendInterpolation(_ values: [HTML]) { for value in values { text += value.text } }
        /// Markup for each item: `\(each: rows, { "<li>\($0.name)</li>" })`.
        package mutating func appendInterpolation<S: Sequence>(each items: S, _ markup: (S.Element) throws -> HTML)
            rethrows
        {
            for item in items { text += try markup(item).text }
        }
        /// The markup when the condition holds, nothing otherwise.
        package mutating func appendInterpolation(_ markup: @autoclosure () -> HTML, if condition: Bool) {
            if condition { text += markup().text }
        }
    }
}

/// Appends `value` with the five characters that could end text or a quoted attribute replaced; U+0000 becomes U+FFFD.
private func appendEscaped(_ value: String, to out: inout String) {
    guard value.utf8.contains(where: isSpecial) else {
        out += value
        return
    }
    for scalar in value.unicodeScalars {
        switch scalar {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "\"": out += "&quot;"
        case "'": out += "&#39;"
        case "\0": out += "\u{FFFD}"
        default: out.unicodeScalars.append(scalar)
        }
    }
}

private func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, 0x22, 0x26, 0x27, 0x3C, 0x3E: true
    default: false
    }
}
