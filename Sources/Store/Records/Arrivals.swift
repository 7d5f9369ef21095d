package import Core
import Foundation

/// Stores records that come from another system: new ones are created, changed ones updated, known ones left, by source and external id.
package struct Arrivals {
    private let connection: any Connection
    private let catalog: Catalog
    private let source: String
    private let ids: RecordIDGenerator
    private let now: Instant
    let links: ArrivalLinks

    /// What look-ups may point to, and what becomes of those that lead nowhere.
    package enum Links: Sendable {
        /// Records of the same source. An optional look-up that leads nowhere yet stays empty and is told as a warning: a later pass may find it.
        case sameSource
        /// The same, or any record by what people call it. What leads nowhere refuses the row.
        case anySource
    }

    package init(
        _ connection: any Connection, _ catalog: Catalog, source: String, ids: RecordIDGenerator, at now: Instant,
        links: Links = .sameSource
    ) {
        self.connection = connection
        self.catalog = catalog
        self.source = source
        self.ids = ids
        self.now = now
        self.links = ArrivalLinks(connection: connection, catalog: catalog, source: source, policy: links)
    }

    /// A row that is stored, with the look-ups that led nowhere.
    package struct Arrived: Sendable {
        package let outcome: Outcome
        package let warnings: [RefusedRow]
        /// The accesses that went where the record went.
        package var followed: [FollowedAccess] = []

        package var id: RecordID { outcome.id }
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
    package func store(_ record: IncomingRecord) throws -> Arrived {
        guard let module = catalog[record.module] else {
            throw RefusedRow(record, Phrase(fr: "Module inconnu.", en: "Unknown module."))
        }
        do {
            return try connection.savepoint { try stored(record, module) }
        } catch StoreError.duplicate(let constraint) {
            throw RefusedRow(
                record,
                Phrase(
                    fr: "Un autre enregistrement porte déjà cette valeur (\(constraint)).",
                    en: "Another record has this value already (\(constraint))."))
        } catch StoreError.refused(let constraint) {
            throw RefusedRow(
                record,
                Phrase(
                    fr: "La base refuse cette ligne (\(constraint)).",
                    en: "The database refuses this row (\(constraint))."))
        }
    }

    private func stored(_ record: IncomingRecord, _ module: Module) throws -> Arrived {
        let known = try connection.row(
            "SELECT \"id\", \"source_hash\", \"deleted_at\" FROM \(Identifier(module.key)) WHERE \"source\" = \(source) AND \"external_id\" = \(record.externalID)"
        )
        var isBack = false
        if let known, !known[2].isNull {
            let subject = Journal.Subject(module.key, RecordID(known[0].int ?? 0))
            isBack = try Absents(connection).wasWithdrawn(subject)
            guard isBack else { return Arrived(outcome: .leftInBin(subject.id), warnings: []) }
            try Absents(connection).bringBack(subject, at: now)
        }
        let found = try found(record, module)
        let lines = try foundLines(record, module)
        let contacts = try foundContacts(record)
        let loops = try known.map { try self.loops(record, module, found.links, $0[0].id) } ?? []
        let warnings = found.warnings + lines.warnings + contacts.warnings + loops.map { refusal(record, $0) }
        // A link to a record that is not there yet makes the fingerprint another one, so that the next pass sees work to do.
        let hash = warnings.isEmpty ? record.fingerprint : ~record.fingerprint
        if let known, known[1].int == hash, !isBack {
            return Arrived(outcome: .unchanged(RecordID(known[0].int ?? 0)), warnings: warnings)
        }
        var values = record.values
        values.merge(found.links) { _, link in link }
        for field in loops { values[field.key] = .null }
        for field in module.fields where field.isNotNull && (values[field.key] ?? .null).isNull {
            throw missing(field, record)
        }
        let id = known?[0].id ?? ids.next()
        let table = RecordTable(connection, module)
        let held = try known.map { _ in try HeldAccesses(module, id, connection, catalog) }
        if known == nil {
            let origin = Source(name: source, externalID: record.externalID, hash: hash, createdAt: record.createdAt)
            try table.insert(values, id: id, author: .system(source), at: now, source: origin)
        } else {
            // Whoever was named here follows the request, whatever the source says.
            if module.key == Module.tickets.key, try RequestHandlers(connection).isNamed(id) {
                values[RequestHandlers.nameField] = nil
            }
            if module.key == Module.leads.key, try !isOpen(id) { values[LeadState.field] = nil }
            _ = try table.update(id, version: nil, values, by: nil, at: now, hash: hash)
        }
        try storeParts(of: record, module, id, lines.lines, isNew: known == nil)
        if record.contacts != nil {
            try DocumentContacts(connection).replace(contacts.links, of: Journal.Subject(module.key, id), ids)
        }
        let followed = try held?.settle(by: .system(source), at: now) ?? []
        return Arrived(outcome: known == nil ? .created(id) : .updated(id), warnings: warnings, followed: followed)
    }

    /// Lines, comments; files are the caller's, who has the disk.
    private func storeParts(
        of record: IncomingRecord, _ module: Module, _ id: RecordID, _ lines: [String: [[String: Value]]],
        isNew: Bool
    ) throws {
        for subform in module.subforms {
            guard let lines = lines[subform.key] else { continue }
            try connection.storeArrivedLines(lines, of: id, subform, ids, isNew: isNew)
        }
        for comment in record.comments {
            let author = Author(kind: comment.isFromStaff ? .staff : .external, id: nil, name: comment.author)
            try connection.importComment(
                ids.next(), on: Journal.Subject(module.key, id), comment.text, isPrivate: comment.isPrivate, by: author,
                at: comment.at, source: source, externalID: module.key + ":" + comment.externalID)
        }
    }

    /// What was converted here stays converted, whatever the source still believes.
    private func isOpen(_ lead: RecordID) throws -> Bool {
        try connection.row(
            "SELECT \(Identifier(LeadState.moment)) FROM \(Identifier(Module.leads.key)) WHERE \"id\" = \(lead)")?[0]
            .isNull ?? true
    }

    /// Look-ups that would put a known record above itself; a new one has nothing below it yet.
    private func loops(_ record: IncomingRecord, _ module: Module, _ links: [String: Value], _ id: RecordID?) throws
        -> [Field]
    {
        try id.map { try Loops(connection: connection, module: module).closed(by: links, of: $0) } ?? []
    }

    private func refusal(_ record: IncomingRecord, _ field: Field) -> RefusedRow {
        RefusedRow(
            record,
            Phrase(
                fr: "« \(field.label.fr) » mettrait la fiche au-dessus d’elle-même : le champ reste vide.",
                en: "“\(field.label.en)” would put the record above itself: the field stays empty."))
    }

    private func missing(_ field: Field, _ record: IncomingRecord) -> RefusedRow {
        RefusedRow(
            record,
            Phrase(
                fr: "« \(field.label.fr) » est obligatoire et manque.",
                en: "“\(field.label.en)” is required and missing."))
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
