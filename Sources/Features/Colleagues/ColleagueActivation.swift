import Core
import HTML
import Hummingbird
import Store
import Web

/// *Activer*: the colleague may come in, and is told by mail, in the caller's transaction.
struct ColleagueActivation {
    let app: App
    let connection: any Connection
    let desk: TeamDesk
    let now: Instant

    /// The first time; nothing happens to an access that is not inactive.
    func activate(_ colleague: Colleague, _ token: Token) throws {
        let hasPassword = colleague.person.passwordHash != nil
        guard case .to(let state) = AccessLife.step(.activate, from: colleague.access.state, hasPassword: hasPassword)
        else { return }
        try tell("access.activated", colleague)
        try Accesses(connection).setState(state, of: colleague.access.id)
        try hasPassword ? announce(colleague) : invite(colleague, token)
    }

    /// Again, to whoever has not chosen a password yet.
    func resend(_ colleague: Colleague, _ token: Token) throws {
        guard colleague.state == .awaiting else { return }
        guard colleague.person.passwordHash == nil else { return try announce(colleague) }
        try invite(colleague, token)
    }

    private func invite(_ colleague: Colleague, _ token: Token) throws {
        guard let recipient = try MailRecipient(colleague.person, connection), let portal = try portal() else { return }
        let ways = try OneTimeLink.issue(
            token, to: colleague.person.id, mailedTo: recipient.address, portal: portal, connection, app.site, at: now)
        try PostOffice(app: app, connection: connection).queue(
            .credentials, to: recipient, portal: portal,
            link: ways, about: anchor(colleague), at: now)
        try tell("access.link_sent", colleague, ["to": recipient.address])
    }

    /// Whoever signs in already is told of one more access.
    private func announce(_ colleague: Colleague) throws {
        guard let recipient = try MailRecipient(colleague.person, connection), let portal = try portal() else { return }
        try PostOffice(app: app, connection: connection).queue(
            .accessAdded, to: recipient, portal: portal, about: anchor(colleague), at: now)
    }

    private func portal() throws -> Portal? { try Portals(connection).find(desk.type.portal) }
    private func anchor(_ colleague: Colleague) -> Journal.Subject {
        Journal.Subject(colleague.access.module, colleague.access.record)
    }

    func tell(_ verb: String, _ colleague: Colleague, _ detail: [String: String] = [:]) throws {
        try Journal(connection).append(
            .init(verb, on: colleague.access.subjects, detail: detail), by: Author(desk.context.viewer), at: now)
    }
}

/// What the administrator of an account does with a colleague's access, one button each.
enum ColleagueAct: String, Sendable, CaseIterable {
    case activate, resend, deactivate, reactivate, remove

    /// `POST /p/:portal/users/:id/<act>`.
    func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        guard let id = context.coreContext.parameters.get("id").flatMap({ RecordID(text: $0) }) else {
            throw Refusal.notFound
        }
        let (token, now, today) = (Token(), app.clock.now, app.today)
        let answer = try await app.database.write { connection -> (desk: TeamDesk, done: Done?) in
            try Journal(connection).hold()
            let desk = try TeamDesk.read(connection, context, today)
            let colleague = try Colleague.find(id, desk, connection)
            guard colleague.isManaged else { throw Refusal.notFound }
            let activation = ColleagueActivation(app: app, connection: connection, desk: desk, now: now)
            return (desk, try run(colleague, activation, token))
        }
        app.mailBell.ring()
        let place = self == .remove && answer.done != nil ? answer.desk.path : Colleague.path(answer.desk, id)
        return .seeOther(answer.done.map { "\(place)?done=\($0.rawValue)" } ?? place)
    }

    /// Nil when there was nothing to do, and the page shows how it is.
    private func run(_ colleague: Colleague, _ activation: ColleagueActivation, _ token: Token) throws -> Done? {
        let (connection, id) = (activation.connection, colleague.access.id)
        let state = colleague.access.state
        switch self {
        case .activate:
            guard state == .inactive else { return nil }
            try ColleagueAct.mustBeCarried(colleague, activation)
            try activation.activate(colleague, token)
            return .colleagueActivated
        case .resend:
            let now = activation.now
            guard colleague.state == .awaiting, colleague.person.address != nil else { return nil }
            let key = ColleagueAct.mailKey(colleague.address)
            guard try Attempts(connection).count(key, window: .hours(1), at: now) <= 4 else {
                throw ColleagueAct.tooManyMails
            }
            try activation.resend(colleague, token)
            return .linkSent
        case .deactivate:
            guard state == .awaiting || state == .active else { return nil }
            let author = Author(activation.desk.context.viewer)
            try AccessClosing(connection: connection, author: author, now: activation.now, shutter: .colleague).close(
                colleague.access)
            return try ColleagueAct.keepsAdministrator(activation, .accessDisabled)
        case .reactivate:
            let hasPassword = colleague.person.passwordHash != nil
            guard !colleague.isVetoed,
                case .to(let state) = AccessLife.step(.reactivate, from: state, hasPassword: hasPassword)
            else { return nil }
            try ColleagueAct.mustBeCarried(colleague, activation)
            guard try Seats(connection).objection(to: colleague.access.userType) == nil else { throw ColleagueAct.full }
            try activation.tell("access.enabled", colleague, colleague.access.was)
            try Accesses(connection).setState(state, of: id)
            try Accesses(connection).wake(id, at: activation.now)
            // Whoever has no password yet waits for a mail: *Renvoyer l’e-mail* is on the page.
            return state == .active ? .accessEnabled : .accessAwaits
        case .remove:
            guard colleague.access.addedBy != nil, !colleague.isVetoed else { return nil }
            try activation.tell("access.removed", colleague, ["username": colleague.person.signInName])
            try Accesses(connection).remove(id)
            if try Accesses(connection).of(person: colleague.person.id).isEmpty {
                try People(connection).remove(colleague.person.id)
            }
            return try ColleagueAct.keepsAdministrator(activation, .accessRemoved)
        }
    }

    /// The company disabled the contact: that is not for the customer to undo.
    private static func mustBeCarried(_ colleague: Colleague, _ activation: ColleagueActivation) throws {
        let (accesses, catalog) = (Accesses(activation.connection), activation.app.catalog)
        guard try accesses.carrier(of: colleague.access, in: catalog).obstacle != nil else { return }
        throw Refusal(
            .conflict, title: Phrase(fr: "Cette personne ne peut pas entrer", en: "This person cannot come in"),
            explanation: Phrase(
                fr: "Sa fiche est fermée de notre côté. Contactez-nous pour la rouvrir.",
                en: "The record of this person is closed on our side. Contact us to have it opened again."))
    }

    /// Two administrators who shut each other out at once: the second one is refused.
    static func keepsAdministrator(_ activation: ColleagueActivation, _ done: Done) throws -> Done {
        let team = activation.desk.team(activation.connection)
        guard try team.administrators(on: activation.app.today) > 0 else { throw ColleagueAct.last }
        return done
    }

    /// Mails to one address are counted, however often its access is made anew.
    static func mailKey(_ address: String) -> String { "colleague-mail:" + String(folded(address).prefix(100)) }

    private static let tooManyMails = Refusal(
        .tooManyRequests, title: Phrase(fr: "Déjà envoyé plusieurs fois", en: "Sent several times already"),
        explanation: Phrase(
            fr:
                "Plusieurs e-mails sont partis à cette adresse depuis une heure. Faites vérifier les indésirables, puis réessayez plus tard.",
            en:
                "Several mails went to this address within the hour. Have the junk folder looked at, then try again later."
        ))

    static let last = Refusal(
        .conflict, title: Phrase(fr: "Il faut un administrateur", en: "There must be an administrator"),
        explanation: Phrase(
            fr: "Votre espace garde toujours au moins un administrateur actif. Nommez d’abord quelqu’un d’autre.",
            en: "Your area always keeps at least one active administrator. Appoint somebody else first."))

    private static let full = Refusal(
        .conflict, title: Phrase(fr: "Plus de place", en: "No seat left"),
        explanation: NewColleague.Obstacle.full.words)
}
