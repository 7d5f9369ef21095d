package import Core

/// A file attached to a record; its content lies on disk under its hash.
package struct StoredFile: Sendable {
    package let id: RecordID
    package let subject: Journal.Subject
    package let name: String
    package let type: String
    package let size: Int64
    /// SHA-256 in hexadecimal.
    package let hash: String
    package let isPrivate: Bool
    package let author: String
    /// Attached by somebody outside the company.
    package let isFromOutside: Bool
    package let createdAt: Instant
    /// What the virus scanner said; nil when it was not asked, or the row was read without it.
    package let scan: Scans.Verdict?

    init(_ row: Row) {
        id = RecordID(row["id"].int ?? 0)
        subject = Journal.Subject(row["module"].text ?? "", RecordID(row["record_id"].int ?? 0))
        name = row["name"].text ?? ""
        type = row["type"].text ?? ""
        size = row["size"].int ?? 0
        hash = row["hash"].text ?? ""
        isPrivate = row["is_private"].bool
        author = row["author_name"].text ?? ""
        isFromOutside = row["author_kind"].text == Author.Kind.external.rawValue
        createdAt = row["created_at"].instant ?? Instant(milliseconds: 0)
        scan = row["scan"].text.flatMap(Scans.Verdict.init(rawValue:))
    }
}

/// The files of a record that the viewer was shown: asked through `SeenRecords`, so the record's rule decides.
extension SeenRecords {
    package func files(of record: Record) throws -> [StoredFile] {
        guard let shown = viewer.files(of: record.module).sql else { return [] }
        return try connection.rows(
            "SELECT \"files\".*, (SELECT \"state\" FROM \"scans\" AS \"s\" WHERE \"s\".\"hash\" = \"files\".\"hash\") AS \"scan\" FROM \"files\" WHERE \"module\" = \(module.key) AND \"record_id\" = \(record.id) AND \"deleted_at\" IS NULL\(shown)\(made) ORDER BY \"created_at\", \"id\""
        ).map(StoredFile.init)
    }

    /// Attaches a file to a record that was found. Throws `WriteRefusal.notFound` without the right.
    package func attach(
        _ id: RecordID, to record: Record, name: String, type: String, size: Int64, hash: String, isPrivate: Bool,
        by author: Author, at now: Instant
    ) throws {
        guard viewer.grants[module.key].files == .edit else { throw WriteRefusal.notFound }
        try connection.addFile(
            id, to: Journal.Subject(module.key, record.id), name: name, type: type, size: size, hash: hash,
            isPrivate: isPrivate && viewer.isStaff, by: author, at: now)
    }

    /// Staff take a file away; people outside cannot.
    package func detach(_ id: RecordID, from record: Record, at now: Instant) throws -> Bool {
        guard viewer.isStaff else { return false }
        return try connection.run(
            "UPDATE \"files\" SET \"deleted_at\" = \(now) WHERE \"id\" = \(id) AND \"module\" = \(module.key) AND \"record_id\" = \(record.id) AND \"deleted_at\" IS NULL"
        ) == 1
    }
}

extension FileSight {
    /// Behind other conditions on `files`; nil when nothing is shown.
    var sql: SQL? {
        switch self {
        case .none: nil
        case .fromOutside: " AND \"is_private\" = 0 AND \"author_kind\" = \(Author.Kind.external.rawValue)"
        case .shared: " AND \"is_private\" = 0"
        case .all: ""
        }
    }

    func shows(_ file: StoredFile) -> Bool {
        switch self {
        case .none: false
        case .fromOutside: !file.isPrivate && file.isFromOutside
        case .shared: !file.isPrivate
        case .all: true
        }
    }
}

extension Connection {
    /// The same content under the same name is attached once. Attached again it is shared if either time said so; what was taken away
    /// before comes back as a new file, with nothing of what the old one was.
    func addFile(
        _ id: RecordID, to subject: Journal.Subject, name: String, type: String, size: Int64, hash: String,
        isPrivate: Bool, by author: Author, at now: Instant
    ) throws {
        try run(
            """
            DELETE FROM "files" WHERE "module" = \(subject.module) AND "record_id" = \(subject.id) AND "hash" = \(hash) AND "name" = \(name) \
            AND "deleted_at" IS NOT NULL
            """)
        try insertFile(
            id, to: subject, name: name, type: type, size: size, hash: hash, isPrivate: isPrivate, by: author, at: now,
            whenThere: "DO UPDATE SET \"is_private\" = \"files\".\"is_private\" * excluded.\"is_private\"")
    }

    /// A file that an import brings. What is there already stays as staff left it: private or shared, or taken away.
    func importFile(
        _ id: RecordID, to subject: Journal.Subject, name: String, type: String, size: Int64, hash: String,
        by author: Author, at now: Instant
    ) throws {
        try insertFile(
            id, to: subject, name: name, type: type, size: size, hash: hash, isPrivate: false, by: author, at: now,
            whenThere: "DO NOTHING")
    }

    private func insertFile(
        _ id: RecordID, to subject: Journal.Subject, name: String, type: String, size: Int64, hash: String,
        isPrivate: Bool, by author: Author, at now: Instant, whenThere: SQL
    ) throws {
        try run(
            """
            INSERT INTO "files" ("id", "module", "record_id", "name", "type", "size", "hash", "is_private", "author_kind", "author_id", "author_name", "created_at") VALUES \
            (\(id), \(subject.module), \(subject.id), \(name), \(type), \(size), \(hash), \(isPrivate), \(author.kind.rawValue), \(author.id), \(author.name), \(now)) \
            ON CONFLICT ("module", "record_id", "hash", "name") \(whenThere)
            """)
    }
}

extension Records {
    /// A file by its id, if the record it is attached to exists for the viewer.
    package func file(_ id: RecordID, for viewer: Viewer) throws -> (file: StoredFile, record: Record)? {
        guard let row = try connection.row("SELECT * FROM \"files\" WHERE \"id\" = \(id) AND \"deleted_at\" IS NULL")
        else { return nil }
        let file = StoredFile(row)
        guard viewer.until.map({ file.createdAt < $0 }) ?? true, let module = catalog[file.subject.module],
            let record = try seen(by: viewer, module).find(file.subject.id),
            viewer.files(of: record.module).shows(file)
        else { return nil }
        return (file, record)
    }
}
