import Core
import HTTPTypes
import Hummingbird
import Store
import Web

/// Somebody comes in at a door: a session with a token of its own takes the place of the one that the browser had there.
struct SessionStart: Sendable {
    let app: App
    let door: Door
    let access: RecordID?
    private let origin: SecurityNotice.Origin
    /// SHA-256 of the tokens that the browser brought: of whoever was signed in here before, and of a browser that signed in once.
    private let former: [UInt8]?
    private let device: [UInt8]?
    private let session = Token()
    private let newDevice = Token()
    private let publicID: RecordID
    private let now: Instant

    init(_ app: App, _ door: Door, access: RecordID?, _ request: Request, _ context: SiteContext) {
        (self.app, self.door, self.access) = (app, door, access)
        origin = SecurityNotice.Origin(agent: request.headers[.userAgent] ?? "", address: context.address)
        former = app.cookies.value(door.cookie, in: request).flatMap(Token.hash(of:))
        device = app.cookies.value(.device, in: request).flatMap(Token.hash(of:))
        (publicID, now) = (app.ids.next(), app.clock.now)
    }

    /// What brought the person in.
    enum Occasion: Sendable {
        /// The password, after so many wrong ones.
        case password(failures: Int64)
        /// A link from the own mailbox, with which a password was just chosen: that is told already.
        case link
        /// The session goes on under a new token, because the password was changed in it.
        case renewal
    }

    /// In the caller's transaction. Returns whether the browser was known.
    func begin(_ person: Person, _ occasion: Occasion, _ connection: any Connection) throws -> Bool {
        // The journal first, as everywhere: whoever changes the same person waits there.
        try Journal(connection).hold()
        let attempts = Attempts(connection)
        let isKnown = try device.map { try attempts.knowsDevice($0, person: person.id) } ?? false
        let sessions = Sessions(connection)
        if let former { try sessions.end(former) }
        try sessions.start(
            session.hash, publicID: publicID, person: person.id, access: access, address: origin.address,
            agent: origin.agent, at: now,
            until: SessionLimits.end(isStaff: person.kind == .staff, createdAt: now, now: now))
        try attempts.rememberDevice(isKnown ? device ?? newDevice.hash : newDevice.hash, person: person.id, at: now)
        try note(person, occasion, isKnown: isKnown, connection)
        return isKnown
    }

    private func note(_ person: Person, _ occasion: Occasion, isKnown: Bool, _ connection: any Connection) throws {
        var failures: Int64 = 0
        switch occasion {
        case .renewal: return
        case .link: break
        case .password(let count): failures = count
        }
        try SignInRecord(connection: connection, person: person, access: access).write(
            from: origin, failures: failures, at: now)
        guard case .password = occasion, !isKnown, person.signedInAt != nil else { return }
        try SecurityNotice(app: app, connection: connection, person: person, portal: door.portal).newBrowser(
            origin, at: now)
    }

    /// The answer with the cookies of the new session.
    func response(to path: String, isKnown: Bool) -> Response {
        let response = Response.seeOther(path).with(cookie: app.cookies.set(door.cookie, session.text))
        return isKnown ? response : response.with(cookie: app.cookies.set(.device, newDevice.text, days: 365))
    }
}

/// What a successful sign-in leaves behind: the moment, and an event where the access is followed.
struct SignInRecord {
    let connection: any Connection
    let person: Person
    let access: RecordID?

    func write(from origin: SecurityNotice.Origin, failures: Int64, at now: Instant) throws {
        try People(connection).signedIn(person.id, at: now)
        let isFirst = person.signedInAt == nil
        let found = try access.flatMap { try Accesses(connection).find($0) }
        // The first time is told on the contact, too; after that its history would be nothing else.
        let subjects = found.map { isFirst ? Array($0.subjects.prefix(2)) : [$0.subject] }
        var detail = ["device": origin.words]
        if failures > 0 { detail["tries"] = String(failures) }
        try SignInEvents(connection: connection, person: person).write(
            isFirst ? "account.signed_in_first" : "signin.done", on: subjects, detail, at: now)
    }
}
