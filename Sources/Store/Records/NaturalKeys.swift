import Core

/// How a file names a record that it did not bring itself: an account by its code or, failing that, its exact name; a contact by its
/// e-mail; anything else by its reference.
struct NaturalKeys {
    let connection: any Connection
    let catalog: Catalog

    /// What a name led to.
    enum Found {
        case one(RecordID)
        case none
        case several
    }

    func find(_ name: String, in key: String) throws -> Found {
        guard let module = catalog[key] else { return .none }
        for condition in NaturalKeys.conditions(name, module) {
            let rows = try connection.rows(
                "SELECT \"id\" FROM \(Identifier(module.key)) WHERE \(condition) AND \"deleted_at\" IS NULL LIMIT 2")
            if rows.count > 1 { return .several }
            if let id = rows.first?[0].id { return .one(id) }
        }
        return .none
    }

    /// In the order in which they are tried.
    private static func conditions(_ name: String, _ module: Module) -> [SQL] {
        switch module.key {
        case "accounts":
            // The folded column has an index; the name itself has none.
            ["\"code\" = \(name)", "\"name_key\" = \(sortKey(name)) AND \"name\" = \(name)"]
        case "contacts", "leads": ["lower(\"email\") = lower(\(name))"]
        default: module["ref"] == nil ? [] : ["\"ref\" = \(name)"]
        }
    }

    /// What a record of the module can be named by, for people.
    static func names(_ module: String) -> Phrase {
        switch module {
        case "accounts": Phrase(fr: "ce code client ou ce nom", en: "this customer code or name")
        case "contacts", "leads": Phrase(fr: "cet e-mail", en: "this e-mail")
        default: Phrase(fr: "cette référence", en: "this reference")
        }
    }
}
