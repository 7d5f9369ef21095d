import Foundation

/// Text without case and accents, for search and for keys that must not collide: `Éléonore` gives `eleonore`. All apostrophes are one.
package func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    // Compatibility brings capitals back (`™` is `TM`); `^` and `` ` `` are diacritics for Unicode, but not when they stand alone in ASCII.
    let bare = text.lowercased().decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        .map { apostrophes.contains($0) ? "'" : $0 }
        .filter { $0.isASCII || !$0.properties.isDiacritic && $0.properties.canonicalCombiningClass == .notReordered }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: bare)
    return ligatures.reduce(String(view)) { text, ligature in
        text.replacingOccurrences(of: ligature.sign, with: ligature.letters)
    }
}

/// What keyboards and word processors write for an apostrophe: quotation marks, the modifier letter, the prime.
package let apostrophes: Set<Unicode.Scalar> = ["\u{2018}", "\u{2019}", "\u{02BC}", "\u{2032}", "\u{FF07}"]

/// Letters that Unicode does not take apart, and what people type for them.
package let ligatures = [(sign: "œ", letters: "oe"), (sign: "æ", letters: "ae"), (sign: "ß", letters: "ss")]

/// A text cut to at most `limit` characters, marked with an ellipsis when something is missing.
package func shortened(_ text: String, to limit: Int) -> String {
    // Never fewer bytes than characters, and counting bytes is quick.
    text.utf8.count <= limit || text.count <= limit ? text : text.prefix(limit - 1) + "…"
}

/// True when the text has a character that turns the reading direction around (U+202A to U+202E, U+2066 to U+2069): in a name it would
/// make the sentence around it, such as a confirmation, say something else.
package func hasDirectionControls(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value) }
}

/// True when the text has a control character other than tab and line ends; such text is refused at every door.
package func hasControlCharacters(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" && $0 != "\n" && $0 != "\r" || $0.value == 0x7F }
}
