/// A statement the server has parsed, on one connection.
final class PreparedStatement {
    let name: String
    let types: [ParameterType]
    /// Found with the first answer; a table that changes makes the statement stale, so the columns never change.
    private var reader: RowReader?
    fileprivate var lastUse = 0

    init(name: String, types: [ParameterType]) {
        self.name = name
        self.types = types
    }

    func reader(for result: PostgresResult) -> RowReader {
        if let reader { return reader }
        let made = RowReader(result)
        reader = made
        return made
    }
}

/// The prepared statements of one connection by their text, the least recently used leaving first.
struct PreparedStatements {
    private static let limit = 200
    private var byText: [String: PreparedStatement] = [:]
    private var uses = 0
    private var names = 0

    mutating func find(_ text: String) -> PreparedStatement? {
        guard let found = byText[text] else { return nil }
        uses += 1
        found.lastUse = uses
        return found
    }

    /// Names are never used twice on a connection, so a statement left behind by a failure is in nobody's way.
    mutating func makeName() -> String {
        names += 1
        return "s\(names)"
    }

    mutating func insert(_ statement: PreparedStatement, for text: String) {
        uses += 1
        statement.lastUse = uses
        byText[text] = statement
    }

    /// Makes room for one with this text; returns the name of the statement that the server should drop.
    mutating func makeRoom(for text: String) -> String? {
        if let replaced = byText.removeValue(forKey: text) { return replaced.name }
        guard byText.count >= Self.limit, let oldest = byText.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return nil
        }
        byText[oldest.key] = nil
        return oldest.value.name
    }

    mutating func removeAll() { byText = [:] }
}
