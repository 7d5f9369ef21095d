import Core

/// Finds records that hold a value which a list no longer offers.
struct ChoiceUses {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// Throws `DefinitionRefusal` when a value goes that records hold, or a field changes what its values mean.
    func check(_ definition: ModuleDefinition, since before: ModuleDefinition?, of key: String, in catalog: Catalog)
        throws
    {
        guard let before else { return }
        try check(definition.fields, since: before.fields, in: key)
        for subform in definition.subforms {
            guard let old = before.subforms.first(where: { $0.key == subform.key }),
                let table = catalog[key]?.subforms.first(where: { $0.key == subform.key })?.table
            else { continue }
            try check(subform.fields, since: old.fields, in: table)
        }
    }

    private func check(_ fields: [FieldDefinition], since before: [FieldDefinition], in table: String) throws {
        for field in fields {
            guard let old = before.first(where: { $0.key == field.key }) else { continue }
            let loss = field.loss(since: old)
            guard loss.isEmpty else { throw DefinitionRefusal.problems(loss) }
            for choice in field.removedChoices(since: old) {
                let count = try count(choice.key, field, in: table)
                if count > 0 { throw DefinitionRefusal.problems(["choices": held(choice, count)]) }
            }
        }
    }

    private func count(_ key: String, _ field: FieldDefinition, in table: String) throws -> Int64 {
        let column = Identifier(field.key)
        let test: SQL = field.kind == .choices ? "\(column) LIKE \("%," + key + ",%")" : "\(column) = \(key)"
        return try connection.int("SELECT count(*) FROM \(Identifier(table)) WHERE \(test)") ?? 0
    }

    private func held(_ choice: ChoiceDefinition, _ count: Int64) -> FieldProblem {
        FieldProblem(
            fr:
                "« \(choice.label.fr) » est la valeur de \(count) fiche\(count > 1 ? "s" : "") : donnez-leur une autre valeur avant de la retirer.",
            en:
                "“\(choice.label.en)” is the value of \(count) record\(count > 1 ? "s" : ""): give them another value before removing it."
        )
    }
}
