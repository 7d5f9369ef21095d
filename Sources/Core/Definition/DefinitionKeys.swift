/// Names of tables and columns made from what people call things.
package enum DefinitionKeys {
    /// `Demandes de réparation` becomes `demandes_de_reparation`; nil when no letter or digit is left. A letter comes first.
    package static func key(from words: String, limit: Int) -> String? {
        var key = ""
        for scalar in folded(words).unicodeScalars {
            if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
                key.unicodeScalars.append(scalar)
            } else if !key.isEmpty, key.last != "_" {
                key.append("_")
            }
        }
        if let first = key.unicodeScalars.first, ("0"..."9").contains(first) { key = "n_" + key }
        key = String(key.prefix(limit))
        while key.last == "_" { key.removeLast() }
        return key.isEmpty ? nil : key
    }

    /// The first of `key`, `key_2`, `key_3`... that is free.
    package static func free(_ key: String, _ isTaken: (String) -> Bool) -> String {
        guard isTaken(key) else { return key }
        var number = 2
        while isTaken("\(key)_\(number)") { number += 1 }
        return "\(key)_\(number)"
    }

    package static let moduleLimit = 30
    package static let subformLimit = 20
    package static let fieldLimit = 40

    /// What every line has beside its fields.
    package static let reservedInLines: Set<String> = ["id", "parent_id", "position"]

    /// What every record has beside its fields, and what forms and addresses of lists say beside them.
    package static let reservedFields: Set<String> = [
        "id", "owner_id", "author_kind", "author_id", "source", "external_id", "source_hash", "created_at",
        "updated_at",
        "updated_by", "approval_locked", "review_locked", "deleted_at", "deleted_by", "version", "search_text",
        "layout",
        "lines", "find", "fill", "from", "view", "search", "sort", "order", "page", "col",
        "columns", "done", "key", "once", "module",
    ]

    /// Keys of layouts are made from ids and never used again: rights on a layout that is gone are nobody's.
    package static func layoutKey(_ id: RecordID) -> String { "l" + id.text.lowercased() }

    static func isLayoutKey(_ key: String) -> Bool {
        !key.isEmpty && key.utf8.count <= 40
            && key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}
