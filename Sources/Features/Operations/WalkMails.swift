import Core
import Store

/// The mails that were written during a walk: none to one customer may carry the other's word, and none with a made-up word may leave for a
/// stranger.
struct WalkMails {
    let app: App
    let customers: [SyntheticCustomer]
    /// Made before the walk began.
    let since: RecordID

    func check(_ report: inout LeakTest.Report) async throws {
        let since = since
        let (mails, staff) = try await app.database.read { connection in
            (
                try Outbox(connection).made(since: since),
                Set(try People(connection).staff().compactMap { $0.email?.lowercased() })
            )
        }
        for mail in mails { check(mail, staff, &report) }
    }

    private func check(_ mail: OutboxMail, _ staff: Set<String>, _ report: inout LeakTest.Report) {
        let text = mail.title + "\n" + mail.body
        for address in mail.recipients + mail.copies {
            let reader = customers.first { address.contains($0.marker) }
            let isStaff = staff.contains { address.lowercased().contains($0) }
            for owner in customers where owner.marker != reader?.marker && text.contains(owner.marker) && !isStaff {
                report.problems.append("mail \(mail.kind): carries one customer's data to another")
            }
        }
    }
}
