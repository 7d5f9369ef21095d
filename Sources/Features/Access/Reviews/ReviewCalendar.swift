import Core
import Store

/// Begins the reviews of accesses that portals ask for, and asks whoever is responsible: the customer's administrators and the staff who gave
/// the accesses, again after two weeks.
package struct ReviewCalendar: Sendable {
    private let app: App
    private static let reminder = Interval.days(14)
    private static let batch = 200

    package init(app: App) { self.app = app }

    package func run() async throws {
        let portals = try await app.database.read { try Portals($0).all() }.filter { !$0.isArchived }
        for portal in portals {
            try await begin(portal)
            try await ask(portal.id)
        }
    }

    /// When the last one began as many months ago as the portal says, or never.
    private func begin(_ portal: Portal) async throws {
        guard isDue(portal) else { return }
        let now = app.clock.now
        try await app.database.write { connection in
            try Journal(connection).hold()
            guard let portal = try Portals(connection).find(portal.id), isDue(portal) else { return }
            try ReviewCalendar.begin(portal, connection, by: .system("Parvis"), at: now)
        }
    }

    static func begin(_ portal: Portal, _ connection: any Connection, by author: Author, at now: Instant) throws {
        try Journal(connection).append(
            .init("review.started", on: [.init("portals", portal.id)], detail: ["portal": portal.name]), by: author,
            at: now)
        try AccessReviews(connection).start(portal.id, at: now)
    }

    private func isDue(_ portal: Portal) -> Bool {
        guard let months = portal.reviewMonths else { return false }
        guard let last = portal.reviewAt else { return true }
        return Day(last, in: Formats.paris).adding(months: months) <= app.today
    }

    private func ask(_ id: RecordID) async throws {
        let now = app.clock.now
        guard let portal = try await app.database.read({ try Portals($0).find(id) }), let since = portal.reviewAt else {
            return
        }
        let moment = now - since >= ReviewCalendar.reminder ? since + ReviewCalendar.reminder : since
        let question = AccessReviews.Question(portal: id, since: since)
        try await askStaff(portal, question, moment, now)
        var isMore = true
        while isMore { isMore = try await askCustomers(portal, question, moment, now) }
    }

    private func askStaff(_ portal: Portal, _ question: AccessReviews.Question, _ moment: Instant, _ now: Instant)
        async throws
    {
        let asked = try await app.database.write { [app] connection -> Int in
            let settings = Settings(connection)
            guard try settings.reviewAsked(portal.id) != moment else { return 0 }
            try settings.setReviewAsked(moment, portal.id)
            let staff = try AccessReviews(connection).givers(question)
            for id in staff {
                guard let person = try People(connection).find(id), person.disabledAt == nil,
                    person.powers.contains(.users), let recipient = try MailRecipient(person, connection)
                else { continue }
                let link = app.site.baseAddress + ReviewDesk.path(portal.id) + "&mine=1"
                try PostOffice(app: app, connection: connection).queue(
                    .reviewStaff, to: recipient, portal: portal, notice: MailNotice(link: link), at: now)
            }
            return staff.count
        }
        if asked > 0 { app.mailBell.ring() }
    }

    /// False when nobody is left to be asked.
    private func askCustomers(_ portal: Portal, _ question: AccessReviews.Question, _ moment: Instant, _ now: Instant)
        async throws -> Bool
    {
        let found = try await app.database.write { [app] connection -> Int in
            let administrators = try AccessReviews(connection).administrators(
                question, unaskedSince: moment, limit: ReviewCalendar.batch)
            for access in administrators {
                try AccessReviews(connection).markAsked(access.id, at: now)
                guard let person = try People(connection).find(access.person), person.disabledAt == nil,
                    let recipient = try MailRecipient(person, connection)
                else { continue }
                let link = "\(app.site.baseAddress)/p/\(portal.slug)/users/review"
                try PostOffice(app: app, connection: connection).queue(
                    .reviewCustomer, to: recipient, portal: portal, notice: MailNotice(link: link), isBulk: true,
                    at: now)
            }
            return administrators.count
        }
        if found > 0 { app.mailBell.ring() }
        return found == ReviewCalendar.batch
    }
}
