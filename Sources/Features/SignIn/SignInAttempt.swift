import Core
import HTTPTypes
import Logging
import Store
import Web

/// One try at a door. Whether a name exists cannot be told from the answer nor from its time.
struct SignInAttempt: Sendable {
    let app: App
    let door: Door
    let name: String
    let password: String
    let address: String
    let device: [UInt8]?
    let logger: Logger

    /// What came of it.
    enum Outcome: Sendable {
        /// After so many wrong passwords.
        case accepted(Person, Access?, failures: Int64)
        case refused(SignInRefusal)
        case wait(Interval)
    }

    func run() async throws -> Outcome {
        let now = app.clock.now
        let protection = SignInProtection(name: name, address: address, device: device)
        let (wait, person) = try await app.database.write { [name] connection in
            (try protection.begin(connection, at: now), try People(connection).named(name))
        }
        if let wait {
            log("sign-in slowed", person, ["seconds": "\(wait.milliseconds / 1000)"])
            return .wait(wait)
        }
        let isRight = try await app.passwords.verify(password, person?.passwordHash)
        guard isRight, let person else {
            try await app.database.write { try protection.fail($0) }
            log("sign-in refused", person, ["reason": person == nil ? "unknown name" : "wrong password"])
            return .refused(.wrong)
        }
        let failures = try await app.database.write { try protection.succeed($0) }
        try await renewHash(of: person)
        return try await admitted(person, after: failures)
    }

    /// Whether somebody whose password is right, or was just chosen, comes in. What stands against it is an event, once an hour.
    func admitted(_ person: Person, after failures: Int64) async throws -> Outcome {
        let now = app.clock.now
        let outcome = try await admission(of: person, now)
        switch outcome {
        case .accepted(let person, let access, _): return .accepted(person, access, failures: failures)
        case .wait: return outcome
        case .refused(let refusal):
            log("sign-in refused", person, ["reason": "\(refusal.name)"])
            try await app.database.write { connection in
                let key = "refused:" + person.id.text
                guard try Attempts(connection).count(key, window: .hours(1), at: now) == 1 else { return }
                try SignInEvents(connection: connection, person: person).write(
                    "signin.refused", ["refusal": refusal.name], at: now)
            }
            return outcome
        }
    }

    /// Never the name: passwords are typed there, too.
    private func log(_ message: Logger.Message, _ person: Person?, _ facts: Logger.Metadata) {
        let known: Logger.Metadata = [
            "door": "\(door.path)", "person": "\(person?.id.text ?? "-")",
            "network": "\(NetworkAddress(address)?.subscriber ?? address)",
        ]
        logger.notice(message, metadata: known.merging(facts) { known, _ in known })
    }

    /// A hash of yesterday's cost is made anew while the password is known. Where too many wait for theirs, the next sign-in does it.
    private func renewHash(of person: Person) async throws {
        guard let old = person.passwordHash, app.passwords.isOutdated(old) else { return }
        do {
            let new = try await app.passwords.hash(password)
            try await app.database.write { try People($0).rehash(new, of: person.id, replacing: old) }
        } catch is Refusal { return }
    }

    /// The password was right, so the truth can be told.
    private func admission(of person: Person, _ now: Instant) async throws -> Outcome {
        if person.disabledAt != nil { return .refused(.disabled) }
        if person.kind != door.kind { return .refused(.otherDoor(person.kind)) }
        if let end = person.temporaryUntil, end <= now { return .refused(.temporaryExpired) }
        guard let portal = door.portal else { return .accepted(person, nil, failures: 0) }
        return try await admission(of: person, portal)
    }

    /// The first access that opens the portal today, or why none does.
    private func admission(of person: Person, _ portal: Portal) async throws -> Outcome {
        let (today, catalog) = (app.today, app.catalog)
        let (accesses, obstacles) = try await app.database.read { connection in
            let types = Set(try Portals(connection).userTypes(of: portal.id).map(\.id))
            let all = try Accesses(connection).of(person: person.id).filter { types.contains($0.userType) }
            let obstacles = try all.map { ($0.id, try Accesses(connection).carrier(of: $0, in: catalog).obstacle) }
            return (all, Dictionary(uniqueKeysWithValues: obstacles))
        }
        let alive = accesses.filter { $0.state == .active }
        let valid = alive.filter { $0.isValid(on: today) }
        if let open = valid.first(where: { obstacles[$0.id] == .some(nil) }) {
            return .accepted(person, open, failures: 0)
        }
        if let obstacle = valid.compactMap({ obstacles[$0.id] ?? nil }).first { return .refused(.record(obstacle)) }
        if let closed = alive.first {
            return .refused(.outsideValidity(from: closed.validFrom, until: closed.validUntil))
        }
        // Added by a colleague for somebody who has a password already, from elsewhere.
        if accesses.contains(where: { $0.state == .inactive }) { return .refused(.notActivated) }
        if accesses.contains(where: { $0.shutReason?.kind == .idle }) { return .refused(.asleep) }
        return .refused(accesses.isEmpty ? .noAccess : .disabled)
    }
}

/// Why somebody does not come in; everything but `wrong` is said only to who knows the password.
enum SignInRefusal: Sendable {
    case wrong, disabled, asleep, notActivated, noAccess, temporaryExpired
    /// The record that carries the access lets nobody in.
    case record(BulkObstacle)
    case otherDoor(Person.Kind)
    case outsideValidity(from: Day?, until: Day?)

    var status: HTTPResponse.Status { if case .wrong = self { .unprocessableContent } else { .forbidden } }

    func phrase(_ door: Door) -> Phrase {
        switch self {
        case .wrong: Phrase(fr: "Identifiant ou mot de passe incorrect.", en: "Wrong username or password.")
        case .disabled:
            Phrase(
                fr: "Votre accès est désactivé. Contactez \(door.name) pour le rouvrir.",
                en: "Your access is disabled. Contact \(door.name) to have it opened again.")
        case .asleep:
            Phrase(
                fr:
                    "Votre accès est suspendu, faute de connexion depuis longtemps. Demandez à \(door.name), ou à l’administrateur de votre espace, de le rouvrir.",
                en:
                    "Your access is suspended because it was not used for a long time. Ask \(door.name), or the administrator of your area, to open it again."
            )
        case .notActivated:
            Phrase(
                fr: "Votre accès n’est pas encore activé. L’administrateur de votre société doit l’activer.",
                en: "Your access is not activated yet. Your company’s administrator has to activate it.")
        case .record(.accountClosed):
            Phrase(
                fr: "Le compte de votre société est fermé. Contactez \(door.name) pour le rouvrir.",
                en: "Your company’s account is closed. Contact \(door.name) to have it opened again.")
        case .record(.withoutAccount):
            Phrase(
                fr: "Votre fiche n’est plus rattachée à une société. Contactez \(door.name).",
                en: "You no longer belong to a company here. Contact \(door.name).")
        case .record:
            Phrase(
                fr: "Votre fiche est désactivée. Contactez \(door.name) pour la rouvrir.",
                en: "Your record is disabled. Contact \(door.name) to have it opened again.")
        case .noAccess:
            Phrase(
                fr: "Votre compte n’a pas d’accès à ce portail. Contactez \(door.name).",
                en: "Your account has no access to this portal. Contact \(door.name).")
        case .temporaryExpired:
            Phrase(
                fr:
                    "Ce mot de passe provisoire a expiré. Demandez-en un nouveau à \(door.name), ou utilisez « Mot de passe oublié ? ».",
                en: "This temporary password has expired. Ask \(door.name) for a new one, or use “Forgotten password?”."
            )
        case .otherDoor(.staff):
            Phrase(
                fr: "Ce compte est celui d’un collaborateur : connectez-vous sur /admin.",
                en: "This is a staff account: sign in at /admin.")
        case .otherDoor(.external):
            Phrase(
                fr: "Ce compte ouvre le portail, pas l’espace interne.",
                en: "This account opens the portal, not the back office.")
        case .outsideValidity(let from, let until): validity(from, until, door)
        }
    }

    private func validity(_ from: Day?, _ until: Day?, _ door: Door) -> Phrase {
        let period = period(from, until)
        return Phrase(
            fr: "Votre accès est valable \(period.fr). En dehors de cette période, contactez \(door.name).",
            en: "Your access is valid \(period.en). Outside that period, contact \(door.name).")
    }

    private func period(_ from: Day?, _ until: Day?) -> Phrase {
        func day(_ day: Day) -> Phrase { Phrase(fr: Formats(.fr).longDay(day), en: Formats(.en).longDay(day)) }
        return switch (from.map(day), until.map(day)) {
        case (let from?, let until?): Phrase(fr: "du \(from.fr) au \(until.fr)", en: "from \(from.en) to \(until.en)")
        case (let from?, nil): Phrase(fr: "à partir du \(from.fr)", en: "from \(from.en)")
        case (nil, let until?): Phrase(fr: "jusqu’au \(until.fr)", en: "until \(until.en)")
        case (nil, nil): Phrase(fr: "sans limite", en: "without limit")
        }
    }
}
