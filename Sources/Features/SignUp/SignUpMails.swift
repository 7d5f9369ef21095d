import Core
import Store
import Web

/// The mails about a request to sign up, queued in the transaction of what they tell about. Ring `app.mailBell` after it.
struct SignUpMails {
    let app: App
    let connection: any Connection
    let portal: Portal
    let now: Instant

    func confirm(_ new: SignUps.New, _ token: Token) throws {
        let recipient = MailRecipient(
            person: nil, address: new.email, firstName: new.firstName, lastName: new.lastName, username: new.username,
            language: new.language)
        let facts = MailSignUp(link: SignUpDesk.link(token.text, portal, app.site))
        try queue(.signUpConfirm, recipient, facts, portal: portal)
    }

    /// The address signs in already: its owner is told, whoever asked is not.
    func known(_ person: Person) throws {
        guard person.disabledAt == nil, let recipient = try MailRecipient(person, connection) else { return }
        try queue(.signUpKnown, recipient, nil, portal: person.kind == .staff ? nil : portal)
    }

    /// Tells those who decide; those who voted already are left in peace.
    func askDeciders(_ signUp: SignUp, _ rules: SignUpRules, isReminder: Bool = false) throws {
        let voters = Set(try SignUps(connection).votes(for: signUp.id).map(\.staff))
        let deciders = try SignUpDeciders(connection: connection, rules: rules).asked(signUp)
        let company = signUp.company.isEmpty ? "" : ", " + signUp.company
        let facts = MailSignUp(
            link: app.site.baseAddress + SignUpReview.path(signUp.id),
            applicant: "\(signUp.name)\(company) (\(signUp.email)), \(portal.name)")
        for person in deciders where !voters.contains(person.id) {
            guard let recipient = try MailRecipient(person, connection) else { continue }
            try queue(isReminder ? .signUpReminder : .signUpToDecide, recipient, facts, portal: nil)
        }
    }

    func approved(_ signUp: SignUp, username: String) throws {
        try queue(.signUpApproved, recipient(signUp, username: username), nil, portal: portal)
    }

    func refused(_ signUp: SignUp, reason: Phrase?) throws {
        var facts = MailSignUp(link: "")
        if let reason {
            facts.reason = Phrase(fr: "Motif\u{A0}: \(reason.fr)", en: "Reason: \(reason.en)")(signUp.language)
        }
        try queue(.signUpRefused, recipient(signUp, username: signUp.username), facts, portal: portal)
    }

    private func recipient(_ signUp: SignUp, username: String) -> MailRecipient {
        MailRecipient(
            person: nil, address: signUp.email, firstName: signUp.firstName, lastName: signUp.lastName,
            username: username, language: signUp.language)
    }

    /// Without a portal the mail leads to the back office.
    private func queue(_ text: MailText, _ recipient: MailRecipient, _ facts: MailSignUp?, portal: Portal?) throws {
        try PostOffice(app: app, connection: connection).queue(
            text, to: recipient, portal: portal, signUp: facts, at: now)
    }
}

/// Who decides about requests to sign up.
struct SignUpDeciders {
    let connection: any Connection
    let rules: SignUpRules

    /// Staff who can take part: they sign in and manage users.
    static func possible(_ connection: any Connection) throws -> [Person] {
        try People(connection).staff().filter { $0.disabledAt == nil && $0.powers.contains(.users) }
    }

    /// The chosen approvers that there still are, in their order; administrators when none is left.
    func all() throws -> [Person] {
        let people = try SignUpDeciders.possible(connection)
        let chosen = rules.approverIDs.compactMap { id in people.first { $0.id == id } }
        return chosen.isEmpty ? people.filter { $0.role == .administrator } : chosen
    }

    /// Whether a member of staff may decide about a request now.
    static func may(_ context: OfficeContext, _ signUp: SignUp, _ connection: any Connection) throws -> Bool {
        if context.visitor.isAdministrator { return true }
        let rules = try SignUps(connection).rules(of: signUp.portal).rules
        return try SignUpDeciders(connection: connection, rules: rules).all().contains {
            $0.id == context.viewer.person
        }
    }

    /// Who is written to about a request: whose turn it is, or all.
    func asked(_ signUp: SignUp) throws -> [Person] {
        let all = try all()
        guard let assignee = signUp.assignee, let one = all.first(where: { $0.id == assignee }) else { return all }
        return [one]
    }

    /// Whose turn the next request is; nil where all are asked.
    func next(in portal: RecordID) throws -> RecordID? {
        guard rules.takesTurns else { return nil }
        let all = try all()
        guard !all.isEmpty else { return nil }
        return all[Int(try SignUps(connection).takeTurn(in: portal) - 1) % all.count].id
    }

    /// Whoever comes after somebody.
    func after(_ person: RecordID) throws -> RecordID? {
        let all = try all()
        guard let index = all.firstIndex(where: { $0.id == person }) else { return all.first?.id }
        return all[(index + 1) % all.count].id
    }

    /// How many have to agree: never more than there are.
    func needed() throws -> Int { max(1, min(rules.votes, try all().count)) }
}
