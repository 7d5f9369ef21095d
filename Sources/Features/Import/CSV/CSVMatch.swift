import Core

/// Finds the field that each column of a header means.
struct CSVMatch {
    private let module: Module
    private let header: [String]
    private let fields: [String: Field]

    private static let keyNames = ["id", "externalid", "identifiant"]

    init(module: Module, header: [String]) {
        self.module = module
        self.header = header
        var fields: [String: Field] = [:]
        // « Nom » is enough for « Nom / Libellé », unless another field is called so.
        for field in module.fields.reversed() {
            for name in [field.label.en, field.label.fr] where name.contains("/") {
                fields[plainName(String(name.prefix { $0 != "/" }))] = field
            }
        }
        for field in module.fields.reversed() {
            for name in [field.label.en, field.label.fr] { fields[plainName(name)] = field }
        }
        for field in module.fields { fields[plainName(field.key)] = field }
        self.fields = fields
    }

    /// The field of each column; nil for the key, for what is ignored and for columns without a name.
    func columns(asked: [String: String], keyColumn: String?) throws -> [CSVColumn?] {
        for name in asked.keys.sorted() where !header.contains(name) { throw absent(name) }
        var (unknown, columns): ([String], [CSVColumn?]) = ([], [])
        for name in header {
            let field = try asked[name].map { try askedField($0) } ?? fields[plainName(name)]
            columns.append(field.map { CSVColumn(header: name, field: $0) })
            let isKnown =
                field != nil || asked[name] != nil || name.isEmpty || name == keyColumn
                || CSVMatch.keyNames.contains(plainName(name))
            if !isKnown { unknown.append(name) }
        }
        guard unknown.isEmpty else { throw unknownColumns(unknown) }
        try checkDoubles(columns)
        return columns
    }

    /// What each column seems to mean, where it does.
    var guesses: [Field?] { header.map { fields[plainName($0)] } }

    /// The column that seems to identify a row.
    var keyGuess: String? {
        for name in CSVMatch.keyNames {
            if let found = header.first(where: { plainName($0) == name }) { return found }
        }
        let guesses = guesses
        return ["ref", "code"].compactMap { key in guesses.firstIndex { $0?.key == key }.map { header[$0] } }.first
    }

    private func askedField(_ key: String) throws -> Field? {
        if key.isEmpty { return nil }
        guard let field = module[key] else { throw CSVMatch.unknownField(key, module) }
        return field
    }

    /// The column whose cells identify a row for ever.
    func key(_ asked: String?, among columns: [CSVColumn?]) throws -> Int {
        if let asked {
            guard let index = header.firstIndex(of: asked) else { throw absent(asked) }
            return index
        }
        for name in CSVMatch.keyNames {
            if let index = header.firstIndex(where: { plainName($0) == name }) { return index }
        }
        for key in ["ref", "code"] {
            if let index = columns.firstIndex(where: { $0?.field.key == key }) { return index }
        }
        throw ImportProblem(
            fr:
                "Aucune colonne n’identifie les lignes. Ajoutez une colonne \(Quoted.fr("id")), ou dites laquelle sert d’identifiant.",
            en:
                "No column identifies the rows. Add a column \(Quoted.en("id")), or say which one is the id.",
            flags: Phrase(fr: "(--key COLONNE)", en: "(--key COLUMN)"))
    }

    private func absent(_ column: String) -> ImportProblem {
        ImportProblem(
            fr:
                "La colonne \(Quoted.fr(column)) n’existe pas. Choisissez parmi\u{A0}: \(header.joined(separator: ", ")).",
            en: "There is no column \(Quoted.en(column)). Choose among: \(header.joined(separator: ", ")).")
    }

    func checkRequired(_ columns: [CSVColumn?], defaults: Set<String>) throws {
        let found = Set(columns.compactMap { $0?.field.key }).union(defaults)
        let missing = module.fields.filter { $0.isRequired && !found.contains($0.key) }
        guard missing.isEmpty else {
            throw ImportProblem(
                fr:
                    "Il manque des colonnes obligatoires\u{A0}: \(missing.map { "\($0.label.fr) (\($0.key))" }.joined(separator: ", ")). Ajoutez-les, ou donnez une valeur par défaut.",
                en:
                    "Required columns are missing: \(missing.map { "\($0.label.en) (\($0.key))" }.joined(separator: ", ")). Add them, or give a default value.",
                flags: Phrase(fr: "(--default CHAMP=VALEUR)", en: "(--default FIELD=VALUE)"))
        }
    }

    private func checkDoubles(_ columns: [CSVColumn?]) throws {
        let byField = Dictionary(grouping: columns.compactMap { $0 }, by: \.field.key).filter { $1.count > 1 }
        guard let (key, doubles) = byField.min(by: { $0.key < $1.key }) else { return }
        let names = doubles.map(\.header).joined(separator: ", ")
        throw ImportProblem(
            fr: "Plusieurs colonnes remplissent le champ \(Quoted.fr(key))\u{A0}: \(names). Gardez-en une.",
            en: "Several columns fill the field \(Quoted.en(key)): \(names). Keep one.")
    }
}

extension CSVMatch {
    static func unknownField(_ key: String, _ module: Module) -> ImportProblem {
        let keys = module.fields.map(\.key).joined(separator: ", ")
        return ImportProblem(
            fr: "Il n’y a pas de champ \(Quoted.fr(key)). Champs possibles\u{A0}: \(keys).",
            en: "There is no field \(Quoted.en(key)). Fields: \(keys).")
    }

    private func unknownColumns(_ names: [String]) -> ImportProblem {
        let near = names.map { (name: $0, field: nearest(to: plainName($0))) }
        let fr = near.map {
            Quoted.fr($0.name) + ($0.field.map { " (peut-être \(Quoted.fr($0.label.fr)), \($0.key))" } ?? "")
        }
        let en = near.map {
            Quoted.en($0.name) + ($0.field.map { " (perhaps \(Quoted.en($0.label.en)), \($0.key))" } ?? "")
        }
        return ImportProblem(
            fr:
                "Colonnes inconnues\u{A0}: \(fr.joined(separator: ", ")). Renommez-les, dites quel champ elles remplissent, ou ignorez-les.",
            en:
                "Unknown columns: \(en.joined(separator: ", ")). Rename them, say which field they fill, or ignore them.",
            flags: Phrase(
                fr: "(--column 'Colonne=champ', --ignore COLONNE)", en: "(--column 'Column=field', --ignore COLUMN)"))
    }

    /// The field with the closest name; nil when nothing looks like it.
    private func nearest(to name: String) -> Field? {
        let ranked = fields.map { (field: $1, name: $0, distance: distance($0, name)) }
        let best = ranked.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return best.flatMap { $0.distance <= max(2, name.count / 2) ? $0.field : nil }
    }

    /// Levenshtein's distance. Names beyond 60 characters are no names.
    private func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.prefix(60)), Array(right.prefix(60)))
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                (diagonal, row[j + 1]) = (
                    row[j + 1], min(diagonal + (character == other ? 0 : 1), row[j] + 1, row[j + 1] + 1)
                )
            }
        }
        return row[right.count]
    }
}
