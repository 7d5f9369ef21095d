import Core
import GRDB

/// `folded(text)` in statements: text without case and accents, by the same function that fills `search_text`.
let folding = DatabaseFunction("folded", argumentCount: 1, pure: true) { values in
    values.first.flatMap(String.fromDatabaseValue).map(folded)
}
