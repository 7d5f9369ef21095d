import Core
import Store
import Web

/// The step from a proved address to a decision, or to somebody who decides.
struct SignUpConfirmation {
    let app: App
    let portal: Portal
    let signUp: SignUp
    let username: String

    enum Outcome {
        case done
        /// Somebody confirmed it already.
        case late
        case taken
        /// Another request with the address waits for a decision.
        case waiting
        /// The address signs in here already.
        case known
    }

    func run() async throws -> Outcome {
        let now = app.clock.now
        return try await app.database.write { connection in
            try Journal(connection).hold()
            let (people, signUps) = (People(connection), SignUps(connection))
            guard let current = try signUps.find(signUp.id) else { return .known }
            guard SignUpLife.step(.confirm, from: current.state, isByDefault: false) != nil else { return .late }
            if try SignUpDesk.holder(of: signUp.email, in: portal, connection) != nil { return .known }
            if try signUps.waiting(signUp.email, in: portal.id) != nil { return .waiting }
            if try people.named(signUp.email) == nil, try people.named(username) != nil { return .taken }
            return try confirm(connection, now)
        }
    }

    private func confirm(_ connection: any Connection, _ now: Instant) throws -> Outcome {
        let desk = try SignUpDesk.read(portal, connection)
        let deciders = SignUpDeciders(connection: connection, rules: desk.rules)
        let isByDefault = desk.rules.approval == .byDefault
        let assignee = isByDefault ? nil : try deciders.next(in: portal.id)
        guard try SignUps(connection).confirm(signUp.id, username: username, assignee: assignee, at: now),
            let waiting = try SignUps(connection).find(signUp.id)
        else { return .late }
        let author = Author(kind: .external, id: nil, name: signUp.name)
        let subject = Journal.Subject("sign_ups", signUp.id)
        try Journal(connection).append(
            .init("sign_up.confirmed", on: [subject], detail: ["name": signUp.name, "email": signUp.email]),
            by: author, at: now)
        if isByDefault, try approve(waiting, desk, connection, now) { return .done }
        try SignUpMails(app: app, connection: connection, portal: portal, now: now).askDeciders(waiting, desk.rules)
        return .done
    }

    /// False when somebody has to look at it: no seat is free, nobody can sign up that way any more, or it is not clear who this is.
    private func approve(_ waiting: SignUp, _ desk: SignUpDesk, _ connection: any Connection, _ now: Instant) throws
        -> Bool
    {
        let approval = SignUpApproval.byDefault(app, connection, at: now)
        guard let place = desk.place(waiting.audience), !place.isFull, let carrier = try approval.proved(waiting) else {
            return false
        }
        do {
            // A field that was made mandatory may stand in the way; then nothing of it is left.
            try connection.savepoint { _ = try approval.approve(waiting, as: place.type, on: carrier) }
            return true
        } catch is WriteRefusal {
            return false
        } catch is SignUpApproval.Obstacle {
            return false
        }
    }
}
