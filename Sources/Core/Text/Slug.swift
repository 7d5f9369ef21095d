/// True for the last part of a portal's address: 2 to 40 small letters, digits and hyphens, a letter or digit at both ends.
package func isSlug(_ text: String) -> Bool {
    (2...40).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-") && !text.contains("--")
        && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
}

/// `Espace clients & Cie` becomes `espace-clients-cie`; `portail` when nothing is left.
package func slug(from words: String) -> String {
    let key = DefinitionKeys.key(from: words, limit: 40)?.replacing("_", with: "-") ?? "portail"
    return isSlug(key) ? key : "portail"
}
