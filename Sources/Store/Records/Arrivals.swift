package import Core
import Foundation

/// Stores records that come from another system: new ones are created, changed ones updated, known ones left, by source and external id.
package struct Arrivals {
    private let connection: any Connection
    private let catalog: Catalog
    private let source: String
    private let ids: RecordIDGenerator
    private let now: Instant

    package init(
        _ connection: any Connection, _ catalog: Catalog, source: String, ids: RecordIDGenerator, at now: Instant
    ) {
        self.connection = connection
        self.catalog = catalog
        self.source = source
        self.ids = ids
        self.now = now
    }

    /// What became of a row.
    package enum Outcome: Sendable, Hashable {
        case created(RecordID), updated(RecordID), unchanged(RecordID)
        /// Staff deleted the record: it stays in the bin as it was deleted, and is brought up to date once they restored it.
        case leftInBin(RecordID)

        package var id: RecordID {
            switch self {
            case .created(let id), .updated(let id), .unchanged(let id), .leftInBin(let id): id
            }
        }
    }

    /// Stores one record inside a savepoint of its own: when it throws `RefusedRow` nothing of it is there.
    package func store(_ record: IncomingRecord) throws -> Outcome {
        guard let module = catalog[record.module] else {
            throw refusal(record, Phrase(fr: "Module inconnu.", en: "Unknown module."))
        }
        do {
            return try connection.savepoint { try stored(record, module) }
        } catch StoreError.duplicate(let constraint) {
            throw refusal(
                record,
                Phrase(
                    fr: "Un autre enregistrement porte déjà cette valeur (\(constraint)).",
                    en: "Another record has this value already (\(constraint))."))
        } catch StoreError.refused(let constraint) {
            throw refusal(
                record,
                Phrase(
                    fr: "La base refuse cette ligne (\(constraint)).",
                    en: "The database refuses this row (\(constraint))."))
        }
    }

    private func stored(_ record: IncomingRecord, _ module: Module) throws -> Outcome {
        let links = try links(of: record, module)
        // A link to a record that is not there yet makes the fingerprint another one, so that the next pass sees work to do.
        let hash = links.contains { $0.value.isNull } ? ~record.fingerprint : record.fingerprint
        let known = try connection.row(
            "SELECT \"id\", \"source_hash\", \"deleted_at\" FROM \(Identifier(module.key)) WHERE \"source\" = \(source) AND \"external_id\" = \(record.externalID)"
        )
        if let known, !known[2].isNull { return .leftInBin(RecordID(known[0].int ?? 0)) }
        if let known, known[1].int == hash { return .unchanged(RecordID(known[0].int ?? 0)) }
        var values = record.values
        values.merge(links) { _, link in link }
        for field in module.fields where field.isRequired && (values[field.key] ?? .null).isNull {
            throw missing(field, record)
        }
        let id = known?[0].id ?? ids.next()
        let table = RecordTable(connection, module)
        if known == nil {
            let origin = Source(name: source, externalID: record.externalID, hash: hash, createdAt: record.createdAt)
            try table.insert(values, id: id, author: .system(source), at: now, source: origin)
        } else {
            _ = try table.update(id, version: nil, values, by: nil, at: now, hash: hash)
        }
        try storeParts(of: record, module, id, isNew: known == nil)
        return known == nil ? .created(id) : .updated(id)
    }

    /// Lines, comments; files are the caller's, who has the disk.
    private func storeParts(of record: IncomingRecord, _ module: Module, _ id: RecordID, isNew: Bool) throws {
        for subform in module.subforms {
            guard let lines = record.lines[subform.key] else { continue }
            if !isNew { try connection.run("DELETE FROM \(Identifier(subform.table)) WHERE \"parent_id\" = \(id)") }
            for (position, line) in lines.enumerated() { try insert(line, subform, id, position + 1) }
        }
        for comment in record.comments {
            let author = Author(kind: comment.isFromStaff ? .staff : .external, id: nil, name: comment.author)
            try connection.importComment(
                ids.next(), on: Journal.Subject(module.key, id), comment.text, isPrivate: comment.isPrivate, by: author,
                at: comment.at, source: source, externalID: module.key + ":" + comment.externalID)
        }
    }

    private func insert(_ line: IncomingLine, _ subform: Subform, _ parent: RecordID, _ position: Int) throws {
        var columns: [(String, Value)] = [
            ("id", .id(ids.next())), ("parent_id", .id(parent)), ("position", .int(Int64(position))),
        ]
        for field in subform.fields {
            if let external = line.references[field.key], let target = field.target {
                columns.append((field.key, .id(try find(target, external))))
            } else if let value = line.values[field.key], !value.isNull {
                columns.append((field.key, value))
            }
        }
        let names = columns.map { "\(Identifier($0.0))" as SQL }.joined(by: ", ")
        try connection.run(
            "INSERT INTO \(Identifier(subform.table)) (\(names)) VALUES (\(columns.map { "\($0.1)" as SQL }.joined(by: ", ")))"
        )
    }

    private func links(of record: IncomingRecord, _ module: Module) throws -> [String: Value] {
        try Dictionary(uniqueKeysWithValues: record.references.map { ($0, try link($0, $1, of: module, record)) })
    }

    private func link(_ field: String, _ external: String, of module: Module, _ record: IncomingRecord) throws -> Value
    {
        guard let target = module[field]?.target else { return .null }
        let found = try find(target, external)
        if found == nil, module[field]?.isRequired == true {
            throw refusal(
                record,
                Phrase(
                    fr:
                        "« \(module[field]?.label.fr ?? field) » désigne \(external), qui n’a pas été importé. Importez-le d’abord.",
                    en:
                        "“\(module[field]?.label.en ?? field)” points to \(external), which was not imported. Import it first."
                ))
        }
        return .id(found)
    }

    private func find(_ module: String, _ external: String) throws -> RecordID? {
        try connection.row(
            "SELECT \"id\" FROM \(Identifier(module)) WHERE \"source\" = \(source) AND \"external_id\" = \(external)")?[
                0
            ].id
    }

    private func missing(_ field: Field, _ record: IncomingRecord) -> RefusedRow {
        refusal(
            record,
            Phrase(
                fr: "« \(field.label.fr) » est obligatoire et manque.",
                en: "“\(field.label.en)” is required and missing."))
    }
    private func refusal(_ record: IncomingRecord, _ reason: Phrase) -> RefusedRow {
        RefusedRow(module: record.module, externalID: record.externalID, reason: reason)
    }
}

extension Arrivals {
    /// Attaches a file that was put on disk to a record that was stored.
    package func attach(_ file: IncomingFile, hash: String, to subject: Journal.Subject) throws {
        try connection.importFile(
            ids.next(), to: subject, name: file.name, type: file.type, size: Int64(file.bytes.count), hash: hash,
            by: .system(source), at: now)
    }
}
