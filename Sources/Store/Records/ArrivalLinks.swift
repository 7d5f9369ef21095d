import Core

/// Finds the records that an arriving record's look-ups point to.
struct ArrivalLinks {
    let connection: any Connection
    let catalog: Catalog
    let source: String
    let policy: Arrivals.Links

    /// Nil when there is no such record; throws `RefusedRow` when the value names several.
    func find(_ field: Field, _ value: String, of record: IncomingRecord) throws -> RecordID? {
        guard let target = field.target else { return nil }
        if let id = try known(target, value) { return id }
        guard policy == .anySource else { return nil }
        switch try NaturalKeys(connection: connection, catalog: catalog).find(value, in: target) {
        case .one(let id): return id
        case .none: return nil
        case .several: throw RefusedRow(record, ambiguous(field, value, target))
        }
    }

    private func known(_ module: String, _ external: String) throws -> RecordID? {
        try connection.row(
            "SELECT \"id\" FROM \(Identifier(module)) WHERE \"source\" = \(source) AND \"external_id\" = \(external)")?[
                0
            ].id
    }

    private func ambiguous(_ field: Field, _ value: String, _ target: String) -> Phrase {
        let name = NaturalKeys.names(target)
        return Phrase(
            fr:
                "« \(field.label.fr) » désigne « \(value) »\u{A0}: plusieurs fiches portent \(name.fr). Donnez une valeur qui n’en désigne qu’une.",
            en:
                "“\(field.label.en)” points to “\(value)”: several records have \(name.en). Give a value that only one has."
        )
    }

    /// Why a look-up that leads nowhere is refused, and what to do.
    func missing(_ field: Field, _ value: String) -> Phrase {
        guard policy == .anySource, let target = field.target else {
            return Phrase(
                fr: "« \(field.label.fr) » désigne « \(value) », qui n’a pas été importé. Importez-le d’abord.",
                en: "“\(field.label.en)” points to “\(value)”, which was not imported. Import it first.")
        }
        let name = NaturalKeys.names(target)
        return Phrase(
            fr:
                "« \(field.label.fr) » désigne « \(value) »\u{A0}: aucune fiche n’a cet identifiant dans la source « \(source) », ni \(name.fr). Corrigez la valeur, ou importez d’abord cette fiche.",
            en:
                "“\(field.label.en)” points to “\(value)”: no record has this id in the source “\(source)”, nor \(name.en). Correct the value, or import that record first."
        )
    }
}
