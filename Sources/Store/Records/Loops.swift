import Core

/// Look-ups of a module to itself (*maison mère*, *tâche mère*) make trees: nobody is above itself.
struct Loops {
    let connection: any Connection
    let module: Module

    /// Longer chains than this are taken for loops.
    private static let deepest = 1000

    /// Whether `id` would be above itself if `field` of it pointed to `above`.
    func closes(_ field: Field, of id: RecordID, at above: RecordID) throws -> Bool {
        guard field.target == module.key else { return false }
        var next: RecordID? = above
        for _ in 0..<Loops.deepest {
            guard let current = next else { return false }
            if current == id { return true }
            next = try connection.row(
                "SELECT \(Identifier(field.key)) FROM \(Identifier(module.key)) WHERE \"id\" = \(current)")?[0].id
        }
        return true
    }

    /// The look-ups among `values` that would make a loop.
    func closed(by values: [String: Value], of id: RecordID) throws -> [Field] {
        try module.fields.filter { field in
            guard let above = values[field.key]?.id else { return false }
            return try closes(field, of: id, at: above)
        }
    }
}

extension FieldProblem {
    static let loop = FieldProblem(
        fr: "Cette fiche se trouverait au-dessus d’elle-même. Choisissez-en une autre.",
        en: "This record would be above itself. Choose another one.")
}
