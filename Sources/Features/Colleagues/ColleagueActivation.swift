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
        guard colleague.access.state == .awaiting, colleague.person.passwordHash == nil else { return }
        try invite(colleague, token)
    }

    private func invite(_ colleague: Colleague, _ token: Token) throws {
        guard let recipient = try MailRecipient(colleague.person, connection), let portal = try portal() else { return }
        let ways = try OneTimeLink.issue(
            token, to: colleague.person.id, portal: portal, connection, app.site, at: now)
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
        let (token, now) = (Token(), app.clock.now)
        let answer = try await app.database.write { connection -> (desk: TeamDesk, done: Done?) in
            try Journal(connection).hold()
            let desk = try TeamDesk.read(connection, context)
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
            try activation.activate(colleague, token)
            return .colleagueActivated
        case .resend:
            let now = activation.now
            guard state == .awaiting,
                try Attempts(connection).count("colleague-mail:" + id.text, window: .hours(1), at: now) <= 3
            else { return nil }
            try activation.resend(colleague, token)
            return .linkSent
        case .deactivate:
            guard state != .deactivated else { return nil }
            try activation.tell("access.disabled", colleague, colleague.access.was)
            try Accesses(connection).setState(.deactivated, of: id, shutBy: .colleague)
            try Sessions(connection).endAll(ofAccess: id)
            return try ColleagueAct.keepsAdministrator(activation.desk, connection, .accessDisabled)
        case .reactivate:
            let hasPassword = colleague.person.passwordHash != nil
            guard !colleague.isVetoed,
                case .to(let state) = AccessLife.step(.reactivate, from: state, hasPassword: hasPassword)
            else { return nil }
            guard try Seats(connection).objection(to: colleague.access.userType) == nil else { throw ColleagueAct.full }
            try activation.tell("access.enabled", colleague, colleague.access.was)
            try Accesses(connection).setState(state, of: id)
            return .accessEnabled
        case .remove:
            guard colleague.access.addedBy != nil, !colleague.isVetoed else { return nil }
            try activation.tell("access.removed", colleague, ["username": colleague.person.signInName])
            try Accesses(connection).remove(id)
            if try Accesses(connection).of(person: colleague.person.id).isEmpty {
                try People(connection).remove(colleague.person.id)
            }
            return try ColleagueAct.keepsAdministrator(activation.desk, connection, .accessRemoved)
        }
    }

    /// Two administrators who shut each other out at once: the second one is refused.
    static func keepsAdministrator(_ desk: TeamDesk, _ connection: any Connection, _ done: Done) throws -> Done {
        guard try desk.team(connection).administrators() > 0 else { throw ColleagueAct.last }
        return done
    }

    static let last = Refusal(
        .conflict, title: Phrase(fr: "Il faut un administrateur", en: "There must be an administrator"),
        explanation: Phrase(
            fr: "Votre espace garde toujours au moins un administrateur actif. Nommez d’abord quelqu’un d’autre.",
            en: "Your area always keeps at least one active administrator. Appoint somebody else first."))

    private static let full = Refusal(
        .conflict, title: Phrase(fr: "Plus de place", en: "No place left"),
        explanation: NewColleague.Obstacle.full.words)
}
