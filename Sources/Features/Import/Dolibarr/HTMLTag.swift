import Foundation

/// A tag at the start of a text.
struct HTMLTag {
    /// In lower case; `!` for a comment or a declaration.
    let name: String
    let isClosing: Bool
    /// Where the text after it begins.
    let end: String.Index
    private let source: Substring

    /// What the rest of a text is still believed to contain.
    struct Trust {
        var closesQuotes = true
        var closesTags = true
        var closesComments = true
    }

    /// Nil when the text does not begin with a tag, as in `a < b` or `<jean@exemple.fr>`.
    init?(_ text: Substring, _ trust: inout Trust) {
        let inside = text.utf8.dropFirst()
        isClosing = inside.first == UInt8(ascii: "/")
        guard let name = HTMLTag.name(isClosing ? inside.dropFirst() : inside),
            let end = name == "!" ? HTMLTag.endOfComment(text, &trust) : HTMLTag.end(text.utf8, &trust)
        else { return nil }
        self.name = name
        self.end = end
        source = text[..<end]
    }

    /// A `>` between quotes does not end a tag. When a quote stays open, the first `>` ends it.
    private static func end(_ bytes: Substring.UTF8View, _ trust: inout Trust) -> String.Index? {
        guard trust.closesTags else { return nil }
        var (quote, first): (UInt8?, String.Index?) = (nil, nil)
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") {
                if quote == nil || !trust.closesQuotes { return bytes.index(after: index) }
                first = first ?? bytes.index(after: index)
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = quote == nil ? byte : quote == byte ? nil : quote
            }
        }
        if first == nil { trust.closesTags = false } else { trust.closesQuotes = false }
        return first
    }

    private static func endOfComment(_ text: Substring, _ trust: inout Trust) -> String.Index? {
        guard text.hasPrefix("<!--") else { return end(text.utf8, &trust) }
        guard trust.closesComments, let close = text.range(of: "-->") else {
            trust.closesComments = false
            return end(text.utf8, &trust)
        }
        return close.upperBound
    }

    private static func name(_ bytes: Substring.UTF8View.SubSequence) -> String? {
        if bytes.first == UInt8(ascii: "!") || bytes.first == UInt8(ascii: "?") { return "!" }
        let name = bytes.prefix(24).prefix {
            isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-")
        }
        guard let first = name.first, isLetter(first), let after = bytes[name.endIndex...].first,
            " \t\n/>".utf8.contains(after)
        else { return nil }
        return Substring(name).lowercased()
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

extension HTMLTag {
    var isBlock: Bool { HTMLTag.blocks.contains(name) }
    /// True for the opening tag of an element that people never read.
    var hidesContent: Bool {
        !isClosing && !source.hasSuffix("/>")
            && ["script", "style", "title", "iframe", "noscript", "template"].contains(name)
    }

    /// The `href` of a link when it is an address of the web.
    var webTarget: String? {
        guard let mark = source.range(of: "href", options: .caseInsensitive) else { return nil }
        let value = source[mark.upperBound...].drop(while: \.isWhitespace)
        guard value.first == "=" else { return nil }
        let text = value.dropFirst().drop(while: \.isWhitespace)
        guard let quote = text.first else { return nil }
        let isQuoted = quote == "\"" || quote == "'"
        return webAddress(
            HTMLEntities.decode(
                isQuoted ? text.dropFirst().prefix { $0 != quote } : text.prefix { !$0.isWhitespace && $0 != ">" }))
    }

    /// Elements that begin and end a line.
    static let blocks: Set<String> = [
        "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "li", "ol", "p", "pre", "section",
        "table", "tbody", "td", "th", "thead", "tr", "ul",
    ]
}

/// The address when it begins with `http://` or `https://` and has neither blanks nor invisible characters.
func webAddress(_ text: String) -> String? {
    let bare = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let start = bare.prefix(8).lowercased()
    guard start.hasPrefix("http://") || start == "https://",
        bare.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\"" && $0 != "<" })
    else { return nil }
    return bare
}
