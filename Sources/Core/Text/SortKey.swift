/// What names and references are sorted by: without case and accents, and with numbers as long as each other, so that `NAT-2` comes before
/// `NAT-10` on both engines, which compare bytes.
package func sortKey(_ text: String) -> String {
    var (key, digits) = ("", "")
    for character in folded(text) {
        guard character.isASCII, character.isNumber else {
            key += levelled(digits)
            digits = ""
            key.append(character)
            continue
        }
        digits.append(character)
    }
    return String((key + levelled(digits)).prefix(longestSortKey))
}

private let longestSortKey = 120
private let width = 12

/// A longer number than usual begins with a sign that follows all digits, and its length.
private func levelled(_ digits: String) -> String {
    guard !digits.isEmpty else { return "" }
    let bare = digits.drop { $0 == "0" }
    guard bare.count > width else { return String(repeating: "0", count: width - bare.count) + bare }
    return ":" + padded(bare.count, 3) + bare
}
