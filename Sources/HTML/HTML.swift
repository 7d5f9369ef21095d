/// Markup whose interpolations are escaped because of their type: text is escaped, `HTML` is not, nothing else compiles.
///
/// A trusted piece is another literal. Attributes are always written in double quotes; both quotes are escaped.
package struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The finished markup, valid UTF-8. Bytes, because pages are put together by appending and a `String` checks what is appended each time.
    package private(set) var bytes: [UInt8]

    package init(stringLiteral value: StaticString) { bytes = value.withUTF8Buffer { Array($0) } }
    package init(stringInterpolation: Interpolation) { bytes = stringInterpolation.bytes }
    init(escaped: [UInt8]) { bytes = escaped }

    package static let empty: HTML = ""

    /// Text as markup that shows exactly that text.
    package static func text(_ value: String) -> HTML {
        var out: [UInt8] = []
        appendEscaped(value, to: &out)
        return HTML(escaped: out)
    }

    package static func + (left: HTML, right: HTML) -> HTML { HTML(escaped: left.bytes + right.bytes) }
    package static func += (left: inout HTML, right: HTML) { left.bytes += right.bytes }

    /// Makes room for a long piece that is put together by appending.
    package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }
    /// Appends text as markup that shows exactly that text.
    package mutating func append(text: String) { appendEscaped(text, to: &bytes) }

    package var isEmpty: Bool { bytes.isEmpty }
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension HTML {
    /// Collects literal pieces as they are and values by the rule of their type.
    package struct Interpolation: StringInterpolationProtocol {
        package typealias StringLiteralType = StaticString
        var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }
        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }
        package mutating func appendInterpolation(_ value: String) { appendEscaped(value, to: &bytes) }
        package mutating func appendInterpolation(_ value: Substring) { appendEscaped(String(value), to: &bytes) }
        package mutating func appendInterpolation(_ value: Int) { bytes += String(value).utf8 }
        package mutating func appendInterpolation(_ value: Int64) { bytes += String(value).utf8 }
        package mutating func appendInterpolation(_ value: HTML) { bytes += value.bytes }
        package mutating func appendInterpolation(_ value: HTML?) { if let value { bytes += value.bytes } }
        package mutating func appendInterpolation(_ values: [HTML]) { for value in values { bytes += value.bytes } }
        /// Markup for each item: `\(each: rows, { "<li>\($0.name)</li>" })`.
        package mutating func appendInterpolation<S: Sequence>(each items: S, _ markup: (S.Element) throws -> HTML)
            rethrows
        {
            for item in items { bytes += try markup(item).bytes }
        }
        /// The markup when the condition holds, nothing otherwise.
        package mutating func appendInterpolation(_ markup: @autoclosure () -> HTML, if condition: Bool) {
            if condition { bytes += markup().bytes }
        }
    }
}

/// Appends `value` with the five characters that could end text or a quoted attribute replaced; U+0000 becomes U+FFFD.
///
/// Byte by byte: in UTF-8 these characters are bytes of their own and never part of another character.
private func appendEscaped(_ value: String, to out: inout [UInt8]) {
    var value = value
    value.withUTF8 { utf8 in
        guard utf8.contains(where: isSpecial) else { return out.append(contentsOf: utf8) }
        for byte in utf8 {
            switch byte {
            case 0x26: out += "&amp;".utf8
            case 0x3C: out += "&lt;".utf8
            case 0x3E: out += "&gt;".utf8
            case 0x22: out += "&quot;".utf8
            case 0x27: out += "&#39;".utf8
            case 0: out += "\u{FFFD}".utf8
            default: out.append(byte)
            }
        }
    }
}

private func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, 0x22, 0x26, 0x27, 0x3C, 0x3E: true
    default: false
    }
}
