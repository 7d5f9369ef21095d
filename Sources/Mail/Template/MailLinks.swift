/// Text from people made into HTML: everything escaped, `http` and `https` addresses become links to what is shown.
enum MailLinks {
    static func html(_ text: Substring, colour: String) -> String {
        var html = ""
        var rest = text
        while let start = nextAddress(in: rest) {
            let address = taken(rest[start...])
            html += escaped(rest[..<start])
            let shown = escaped(address)
            html += "<a href=\"\(shown)\" style=\"color:\(colour);word-break:break-all\">\(shown)</a>"
            rest = rest[address.endIndex...]
        }
        return html + escaped(rest)
    }

    static func escaped(_ text: Substring) -> String {
        var html = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.unicodeScalars.append(scalar)
            }
        }
        return html
    }

    /// Where an address with a host begins, not in the middle of a word.
    private static func nextAddress(in text: Substring) -> Substring.Index? {
        var from = text.startIndex
        while let colon = text[from...].firstRange(of: "://") {
            for scheme in ["https", "http"] where text[..<colon.lowerBound].lowercased().hasSuffix(scheme) {
                let start = text.index(colon.lowerBound, offsetBy: -scheme.count)
                let before = start == text.startIndex ? " " : text[text.index(before: start)]
                let after = text[colon.upperBound...].first ?? " "
                if !before.isLetter, !before.isNumber, after.isLetter || after.isNumber || after == "[" { return start }
            }
            from = colon.upperBound
        }
        return nil
    }

    /// The address without the punctuation of the sentence around it; a bracket opened inside also closes inside.
    private static func taken(_ text: Substring) -> Substring {
        var address = text.prefix { !$0.isWhitespace && !"<>\"«»“”".contains($0) }
        while let last = address.last, ".,;:!?…'’)]".contains(last) {
            if last == ")", isBalanced(address, "(", ")") { break }
            if last == "]", isBalanced(address, "[", "]") { break }
            address = address.dropLast()
        }
        return address
    }

    private static func isBalanced(_ text: Substring, _ open: Character, _ close: Character) -> Bool {
        text.count { $0 == open } >= text.count { $0 == close }
    }
}
