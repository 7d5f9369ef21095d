import Core

/// Finds what user types build on a module or field, so that nobody loses rights by a change of modules without being told.
struct GrantUses {
    private let connection: any Connection
    private let catalog: Catalog

    init(_ connection: any Connection, _ catalog: Catalog) {
        self.connection = connection
        self.catalog = catalog
    }

    /// The user types whose *Filtrer par* follows the field, as `Portail client : Clients`.
    func filtering(by field: String, of module: String) throws -> [Phrase] {
        try rows().filter { row in
            guard case .through(let path) = Scope(text: row["see"].text ?? "") else { return false }
            return follows(path.steps, from: row["module"].text ?? "", field, of: module)
        }.map(name)
    }

    /// The user types whose people are records of the module.
    func carried(by module: String) throws -> [Phrase] {
        try rows().filter { $0["main_module"].text == module }.map(name)
    }

    private func follows(_ steps: [String], from start: String, _ field: String, of module: String) -> Bool {
        var current = catalog[start]
        for step in steps {
            if current?.key == module, step == field { return true }
            current = current?[step]?.target.flatMap { catalog[$0] }
        }
        return false
    }

    private func rows() throws -> [Row] {
        try connection.rows(
            """
            SELECT "t"."name_fr", "t"."name_en", "t"."main_module", "o"."name", "g"."module", "g"."see" FROM "user_types" AS "t" \
            JOIN "portals" AS "o" ON "o"."id" = "t"."portal_id" LEFT JOIN "grants" AS "g" ON "g"."user_type_id" = "t"."id" ORDER BY "t"."id"
            """)
    }

    private func name(_ row: Row) -> Phrase {
        let portal = row["name"].text ?? ""
        return Phrase(fr: portal + " : " + (row["name_fr"].text ?? ""), en: portal + ": " + (row["name_en"].text ?? ""))
    }
}
