/// Character references of HTML, in the texts that Dolibarr keeps as HTML.
enum HTMLEntities {
    /// The text with its known references decoded; anything else stays as it is. Control characters never appear.
    static func decode(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        var out = String.UnicodeScalarView()
        var rest = text.unicodeScalars
        while let scalar = rest.popFirst() {
            guard scalar == "&" else {
                out.append(scalar)
                continue
            }
            let name = rest.prefix(10).prefix { $0 != ";" }
            guard name.endIndex < rest.endIndex, rest[name.endIndex] == ";",
                let decoded = HTMLEntities.scalar(String(name))
            else {
                out.append("&")
                continue
            }
            out.append(decoded)
            rest = rest[rest.index(after: name.endIndex)...]
        }
        return String(out)
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return named[name] }
        let digits = name.dropFirst()
        let number = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, number >= 0x20 && !(0x7F...0x9F).contains(number) || number == 9 || number == 10 else {
            return nil
        }
        return Unicode.Scalar(number)
    }

    /// The entities of HTML 4 for the letters of U+00A0 to U+00FF in order, then those of French typography.
    private static let named: [String: Unicode.Scalar] = {
        var table: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "euro": "€", "rsquo": "’", "lsquo": "‘",
            "ldquo": "“", "rdquo": "”",
            "ndash": "–", "mdash": "—", "hellip": "…", "bull": "•", "oelig": "œ", "OElig": "Œ", "Yuml": "Ÿ",
            "trade": "™", "minus": "−",
            "sbquo": "‚", "bdquo": "„", "lsaquo": "‹", "rsaquo": "›", "dagger": "†", "permil": "‰", "rarr": "→",
            "larr": "←", "le": "≤", "ge": "≥",
            "ne": "≠", "thinsp": "\u{2009}", "ensp": "\u{2002}", "emsp": "\u{2003}", "zwnj": "\u{200C}", "infin": "∞",
            "checkmark": "✓",
        ]
        for (offset, name) in latin.split(separator: " ").enumerated() {
            table[String(name)] = Unicode.Scalar(0xA0 + UInt32(offset))
        }
        return table
    }()

    private static let latin = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 \
        ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
        ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring \
        aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
        uuml yacute thorn yuml
        """
}
