extension Outbox {
    /// How many mails of a kind were written to a record.
    package func count(kind: String, to subject: Journal.Subject) throws -> Int {
        Int(
            try connection.int(
                "SELECT count(*) FROM \"outbox\" WHERE \"kind\" = \(kind) AND \"module\" = \(subject.module) AND \"record_id\" = \(subject.id)"
            ) ?? 0)
    }
}
