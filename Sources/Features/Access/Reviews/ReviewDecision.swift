import Core
import Store
import Web

/// *Garder* or *Désactiver*, for each of the ticked accesses, in one transaction and in the name of whoever says so.
struct ReviewDecision: Sendable {
    let closes: Bool
    let ids: [RecordID]

    static let most = 200

    init(_ form: Form) {
        closes = form["action"] == "close"
        ids = Array(Set(form.all("access").compactMap { RecordID(text: $0) })).sorted().prefix(ReviewDecision.most).map(
            \.self)
    }

    /// What somebody else decided meanwhile, or what was never asked, is left as it is.
    func carryOut(
        _ question: AccessReviews.Question, shutBy shutter: Access.Shutter, by author: Author,
        _ connection: any Connection, at now: Instant, except own: RecordID? = nil
    ) throws {
        try Journal(connection).hold()
        let (accesses, reviews) = (Accesses(connection), AccessReviews(connection))
        let closing = AccessClosing(connection: connection, author: author, now: now, shutter: shutter)
        for id in ids where id != own {
            guard try reviews.isWaiting(id, question), let access = try accesses.find(id) else { continue }
            guard closes else {
                try Journal(connection).append(.init("access.kept", on: access.subjects), by: author, at: now)
                try reviews.keep(id, at: now)
                continue
            }
            try closing.close(access, because: ShutReason(.review))
        }
    }
}
