import Core
import Foundation

/// A text as `folded` gives it. In SQLite that function itself, which the driver registers; in PostgreSQL its steps in the server's words:
/// decompose, lower letters and drop marks by a table, spell ligatures out. A test compares all three over Unicode.
func foldedSQL(_ text: SQL, _ dialect: Dialect) -> SQL {
    guard dialect == .postgres else { return "folded(\(text))" }
    let table = FoldingTable.shared
    let bare: SQL = "translate(normalize(\(text), NFKD), \(table.from), \(table.to))"
    return ligatures.reduce(bare) { "replace(\($0), \($1.sign), \($1.letters))" }
}

/// What `translate` needs after decomposition: letters with their small ones, apostrophes with the plain one, then marks, which have
/// nothing to become.
///
/// Made from Swift's own Unicode tables: `lower()` in PostgreSQL follows the database's locale and leaves `É` alone in "C".
private struct FoldingTable {
    let from: String
    let to: String

    static let shared = FoldingTable()

    private init() {
        var (capitals, small, marks) = (
            String.UnicodeScalarView(), String.UnicodeScalarView(), String.UnicodeScalarView()
        )
        for scalar in (0x41...0x1FFFF).compactMap(Unicode.Scalar.init) where FoldingTable.survivesDecomposition(scalar)
        {
            if apostrophes.contains(scalar) {
                capitals.append(scalar)
                small.append("'")
            } else if folded(String(scalar)).isEmpty {
                marks.append(scalar)
            } else if let lower = scalar.properties.lowercaseMapping.unicodeScalars.first, lower != scalar {
                capitals.append(scalar)
                small.append(lower)
            }
        }
        from = String(capitals) + String(marks)
        to = String(small)
    }

    /// Whether text in NFKD can have it, asked only of what folding changes.
    private static func survivesDecomposition(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        guard
            apostrophes.contains(scalar) || properties.changesWhenLowercased || properties.isDiacritic
                || properties.canonicalCombiningClass != .notReordered
        else { return false }
        let text = String(scalar)
        return text.decomposedStringWithCompatibilityMapping.unicodeScalars.elementsEqual(text.unicodeScalars)
    }
}
