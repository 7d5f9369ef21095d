import Core
import HTML
import Hummingbird
import Store
import Web

/// Creates the person, the access and what lets the person in, in one transaction.
enum AccountCreate {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let draft = AccountDraft(try await request.form())
        let account = try await AccountNew.load(app, context)
        guard account.canCreate else { return AccountNew.refused(app, context, account, status: .conflict) }
        let isTaken = try await app.database.read { try People($0).named(draft.username) != nil }
        let problems = draft.problems(for: account, isTaken: isTaken)
        guard problems.isEmpty else {
            return AccountNew.page(app, context, account, draft, problems: problems, status: .unprocessableContent)
        }
        let password = account.email.address == nil && !draft.joins ? try await TemporaryPassword(app) : nil
        do {
            let profile = try await NewAccount(app: app, viewer: context.viewer, draft: draft, password: password)
                .create(for: account.contact)
            app.mailBell.ring()
            return answer(app, context, profile, password, draft)
        } catch StoreError.duplicate {
            // Somebody took the name between the question and the answer.
            let problems = draft.problems(for: try await AccountNew.load(app, context), isTaken: true)
            return AccountNew.page(app, context, account, draft, problems: problems, status: .unprocessableContent)
        } catch is NewAccount.Refused {
            // The last seat went, or the policy changed.
            let current = try await AccountNew.load(app, context)
            let problems = draft.problems(for: current, isTaken: false)
            return AccountNew.page(app, context, current, draft, problems: problems, status: .conflict)
        } catch is NewAccount.Exists {
            return AccountNew.refused(app, context, try await AccountNew.load(app, context), status: .conflict)
        }
    }

    private static func answer(
        _ app: App, _ context: OfficeContext, _ profile: AccessProfile, _ password: TemporaryPassword?,
        _ draft: AccountDraft
    ) -> Response {
        if let password {
            return UserPassword.answer(
                app, context, profile, password, Phrase(fr: "Compte utilisateur créé", en: "User account created"))
        }
        let done = draft.sends ? Done.accountCreatedAndSent : .accountCreated
        // Who manages portals gives accesses, and does not see the users' pages.
        let mayOpen = context.visitor.powers.contains(.users)
        let place = mayOpen ? profile.path : OfficePath.record(profile.access.module, profile.access.record)
        return .seeOther("\(place)?done=\(done.rawValue)")
    }
}

/// An account in the making.
struct NewAccount: Sendable {
    let app: App
    let viewer: Viewer
    let draft: AccountDraft
    let password: TemporaryPassword?

    /// The contact got an account meanwhile.
    struct Exists: Error {}

    /// Something stands against it that did not before.
    struct Refused: Error {}

    func create(for contact: RecordID) async throws -> AccessProfile {
        let (person, access, token) = (app.ids.next(), app.ids.next(), Token())
        let (now, today, contacts) = (app.clock.now, app.today, try app.module("contacts"))
        return try await app.database.write { [self] connection in
            let records = Records(connection, app.catalog)
            guard let record = try records.seen(by: viewer, contacts).find(contact) else { throw Refusal.notFound }
            // The journal first: it makes a second creation of the same account wait here, and find this one.
            let known = try UserAccount.load(record, viewer, records, at: now, today: today)
            let name = draft.joins ? known.owner?.signInName ?? draft.username : draft.username
            try NewAccess.journal(
                record, name, access: access, by: Author(viewer), connection, at: now, waived(known.obstacles))
            let account = try UserAccount.load(record, viewer, records, at: now, today: today)
            guard account.canCreate, let choice = draft.choice(in: account) else { throw Exists() }
            guard draft.problems(for: account, isTaken: false)[AccountDraft.waiverName] == nil else { throw Refused() }
            try settle(choice, record, connection, now)
            let making = NewAccess(
                app: app, connection: connection, givenBy: viewer.person, type: choice.type, now: now)
            if draft.joins {
                guard let owner = account.owner else { throw Refused() }
                try making.join(owner, on: record, wish(account, choice), access: access, tells: draft.sends)
                let profile = try AccessProfile.find(access, viewer, records)
                if owner.passwordHash == nil, draft.sends { try invite(profile, account, token, connection, now) }
                return profile
            }
            try making.make(on: record, wish(account, choice), person: person, access: access)
            try password?.set(for: person, connection, at: now)
            let profile = try AccessProfile.find(access, viewer, records)
            if draft.sends, password == nil { try invite(profile, account, token, connection, now) }
            return profile
        }
    }

    /// What was set aside, and why, as the event keeps it.
    private func waived(_ obstacles: [BulkObstacle]) -> [String: String] {
        guard !obstacles.isEmpty else { return [:] }
        return ["waived": obstacles.map(\.rawValue).joined(separator: ","), "reason": draft.waiver]
    }

    /// Takes a seat, and makes the exception that the address needs.
    private func settle(
        _ choice: UserAccount.TypeChoice, _ contact: Record, _ connection: any Connection, _ now: Instant
    ) throws {
        guard choice.full == nil else { throw Refused() }
        guard choice.objection != nil, let address = contact["email"].text else { return }
        guard DomainExceptions.reasonProblem(draft.exception) == nil else { throw Refused() }
        try DomainRules(connection).add(
            address, reason: draft.exception, id: app.ids.next(), by: Author(viewer), at: now)
        try Journal(connection).append(
            .init(
                "domain_exception.added", on: [Journal.Subject("contacts", contact.id)],
                detail: ["address": address, "reason": draft.exception]), by: Author(viewer), at: now)
    }

    private func wish(_ account: UserAccount, _ choice: UserAccount.TypeChoice) -> NewAccess.Wish {
        NewAccess.Wish(
            username: draft.username, email: account.email.signIn, permissions: choice.permissions, role: draft.role,
            validFrom: draft.validity.from, validUntil: draft.validity.until)
    }

    private func invite(
        _ profile: AccessProfile, _ account: UserAccount, _ token: Token, _ connection: any Connection, _ now: Instant
    ) throws {
        guard let recipient = try MailRecipient(inviting: profile, connection) else { return }
        try Invitation(app: app, connection: connection).send(to: recipient, profile, token, by: viewer.person, at: now)
        try Journal(connection).append(
            .init("access.link_sent", on: profile.subjects, detail: ["to": recipient.address]), by: Author(viewer),
            at: now)
    }
}
