package import Core

extension Outbox {
    /// A page of mails, newest first: those in `state`, older than `before`.
    package func list(_ state: OutboxMail.State?, before: RecordID?, limit: Int) throws -> [OutboxMail] {
        let inState: SQL = state.map { "\"state\" = \($0.rawValue)" } ?? "1 = 1"
        let older: SQL = before.map { " AND \"id\" < \($0)" } ?? ""
        return try connection.rows(
            "SELECT * FROM \"outbox\" WHERE \(inState)\(older) ORDER BY \"id\" DESC LIMIT \(limit)"
        ).map(OutboxMail.init)
    }
}
