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

    /// Everybody at first and once more after two weeks; nobody after a month.
    private func ask(_ id: RecordID) async throws {
        guard let round = try await round(id) else { return }
        try await askStaff(round)
        var last: RecordID?
        repeat { last = try await askCustomers(round, after: last) } while last != nil
    }

    /// Staff are told at once when somebody starts a review by hand; customers within minutes, however many they are.
    func askStaff(of id: RecordID) async throws {
        if let round = try await round(id) { try await askStaff(round) }
    }

    /// A portal's review and since when those responsible are to have been asked.
    private struct Round: Sendable {
        let portal: Portal
        let question: AccessReviews.Question
        let moment: Instant
    }

    private func round(_ id: RecordID) async throws -> Round? {
        let now = app.clock.now
        guard let portal = try await app.database.read({ try Portals($0).find(id) }), let since = portal.reviewAt,
            now - since < .days(30)
        else { return nil }
        let moment = now - since >= ReviewCalendar.reminder ? since + ReviewCalendar.reminder : since
        return Round(portal: portal, question: .init(portal: id, since: since), moment: moment)
    }

    private func askStaff(_ round: Round) async throws {
        let now = app.clock.now
        let asked = try await app.database.write { [app] connection -> Int in
            try Journal(connection).hold()
            let (settings, portal) = (Settings(connection), round.portal)
            guard try settings.reviewAsked(portal.id) != round.moment else { return 0 }
            try settings.setReviewAsked(round.moment, portal.id)
            let staff = try AccessReviews(connection).givers(round.question)
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

    /// Looks without making anybody wait, and asks again in the transaction that writes. Nil when nobody is left.
    private func askCustomers(_ round: Round, after last: RecordID?) async throws -> RecordID? {
        let (now, today) = (app.clock.now, app.today)
        let found = try await app.database.read { connection in
            try AccessReviews(connection).administrators(
                round.question, unaskedSince: round.moment, on: today, after: last, limit: ReviewCalendar.batch)
        }
        guard !found.isEmpty else { return nil }
        try await app.database.write { [app] connection in
            try Journal(connection).hold()
            let administrators = try AccessReviews(connection).administrators(
                round.question, unaskedSince: round.moment, on: today, after: last, only: found.map(\.id),
                limit: ReviewCalendar.batch)
            for access in administrators {
                try AccessReviews(connection).markAsked(access.id, at: now)
                guard let person = try People(connection).find(access.person), person.disabledAt == nil,
                    let recipient = try MailRecipient(person, connection)
                else { continue }
                let link = "\(app.site.baseAddress)/p/\(round.portal.slug)/users/review"
                try PostOffice(app: app, connection: connection).queue(
                    .reviewCustomer, to: recipient, portal: round.portal, notice: MailNotice(link: link), isBulk: true,
                    at: now)
            }
        }
        app.mailBell.ring()
        return found.last?.id
    }
}
