import Core
import Store
import Web

/// A colleague in the making, in one transaction.
struct NewColleague: Sendable {
    let app: App
    let context: PortalContext
    let draft: ColleagueDraft

    /// Why nobody was added.
    enum Obstacle: Error, Equatable {
        case full
        /// The address has an access of this account already.
        case exists
        /// The address is somebody's who gets no access here, or the company keeps the contact out.
        case notFromHere
        /// Too many in a day.
        case tooMany
        case mandatory

        var words: Phrase {
            switch self {
            case .full:
                Phrase(
                    fr:
                        "Toutes les places de votre espace sont prises. Désactivez un accès inutile, ou contactez-nous.",
                    en: "All seats of your area are taken. Deactivate an access that is not needed, or contact us.")
            case .exists:
                Phrase(
                    fr: "Cette adresse a déjà un accès à votre espace.", en: "This address has an access here already.")
            case .notFromHere:
                Phrase(
                    fr: "Cette adresse ne peut pas être ajoutée d’ici. Contactez-nous.",
                    en: "This address cannot be added from here. Contact us.")
            case .tooMany:
                Phrase(
                    fr:
                        "Vous avez fait beaucoup d’ajouts, ou plusieurs pour cette adresse. Réessayez plus tard, ou contactez-nous.",
                    en: "You added many users, or this address several times. Try again later, or contact us.")
            case .mandatory:
                Phrase(
                    fr:
                        "Cette personne ne peut pas être créée d’ici : une information obligatoire manque. Contactez-nous.",
                    en: "This person cannot be created from here: a mandatory detail is missing. Contact us.")
            }
        }
    }

    private static let mostADay: Int64 = 50

    /// Returns the new access. Throws `Obstacle`.
    func create() async throws -> RecordID {
        let (person, access, token, now) = (app.ids.next(), app.ids.next(), Token(), app.clock.now)
        let today = app.today
        try await count(now)
        do {
            return try await app.database.write { connection in
                try Journal(connection).hold()
                let desk = try TeamDesk.read(connection, context, today)
                if try Seats(connection).objection(to: desk.type.id) != nil { throw Obstacle.full }
                if try DomainRules(connection).objection(to: draft.email, for: desk.type) != nil {
                    throw Obstacle.notFromHere
                }
                let records = Records(connection, app.catalog)
                let contact = try contact(desk, records, now)
                try make(desk, contact, person: person, access: access, connection, now)
                let services = try desk.services(app, records).map(\.id)
                try Assignments(connection).set(
                    draft.services.intersection(services), of: access, Module.services.key, ids: app.ids)
                let colleague = try Colleague.find(access, desk, connection)
                if draft.sends {
                    try ColleagueActivation(app: app, connection: connection, desk: desk, now: now).activate(
                        colleague, token)
                }
                return access
            }
        } catch WriteRefusal.fields {
            throw Obstacle.mandatory
        }
    }

    /// Counted for itself: what is refused afterwards was a try, too.
    private func count(_ now: Instant) async throws {
        guard let account = context.viewer.account else { throw Refusal.notFound }
        let key = ColleagueAct.mailKey(draft.email)
        let (tries, mails) = try await app.database.write { connection in
            let attempts = Attempts(connection)
            return (
                try attempts.count("colleagues:\(account.text)", window: .days(1), at: now),
                try attempts.count(key, window: .hours(1), at: now)
            )
        }
        guard tries <= NewColleague.mostADay, mails <= 4 else { throw Obstacle.tooMany }
    }

    private func make(
        _ desk: TeamDesk, _ contact: Record, person: RecordID, access: RecordID, _ connection: any Connection,
        _ now: Instant
    ) throws {
        let people = People(connection)
        let known = try people.named(draft.email)
        if let known, known.kind != .external || known.disabledAt != nil { throw Obstacle.notFromHere }
        if let known, try desk.team(connection).has(known.id) { throw Obstacle.exists }
        let username = try known?.signInName ?? people.proposeUsername(first: draft.firstName, last: draft.lastName)
        try NewAccess.journal(
            contact, draft.email, access: access, by: Author(context.viewer), connection, at: now)
        var making = NewAccess(app: app, connection: connection, givenBy: desk.own.createdBy, type: desk.type, now: now)
        making.added = NewAccess.Added(by: context.viewer.person, role: draft.role, notifyEmail: draft.notify)
        var wish = NewAccess.Wish(
            username: username, email: draft.email, permissions: desk.permissions(draft.permissions))
        wish.validUntil = draft.until
        if let known {
            // The same person at another company: one more access, which the person's own password opens once it is activated.
            try making.join(known, on: contact, wish, access: access)
        } else {
            try making.make(on: contact, wish, person: person, access: access)
            try people.rename(person, first: draft.firstName, last: draft.lastName, email: draft.email)
            try people.setLanguage(draft.language, of: person)
        }
    }

    /// The account's contact with this address, or a new one, which is the company's as if its own people had made it.
    private func contact(_ desk: TeamDesk, _ records: Records, _ now: Instant) throws -> Record {
        var viewer = Viewer(staff: context.viewer.person, name: context.viewer.name, grants: app.grants.forStaff)
        viewer.inviter = desk.own.createdBy
        let seen = records.seen(by: viewer, try app.module("contacts"))
        let connection = records.connection
        let same = try seen.having(email: draft.email, limit: 50).compactMap { try seen.find($0) }.filter {
            $0["account_id"].id == desk.account
        }
        for record in same {
            if try !Accesses(connection).on(module: "contacts", record: record.id).isEmpty { throw Obstacle.exists }
        }
        if let first = same.first {
            // A customer sets nothing aside.
            guard try seen.obstacles(to: first.id).isEmpty else { throw Obstacle.notFromHere }
            return first
        }
        let new = NewContact(
            firstName: draft.firstName, lastName: draft.lastName, email: draft.email, account: desk.account,
            language: draft.language)
        guard let record = try new.make(seen, id: app.ids.next(), by: Author(context.viewer), at: now) else {
            throw Refusal.notFound
        }
        return record
    }
}
