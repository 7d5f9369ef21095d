import Core
import Store
import Web

/// Does a job's records, in the caller's transaction and in the name of whoever asked for it.
struct BulkWork {
    let app: App
    let records: Records
    let job: BulkJobs.Job
    let now: Instant
    /// Nil when that person may no longer manage users.
    private let inviter: Viewer?
    private let type: UserType?
    private let permissions: Permissions
    private var check: InvitationCheck?
    private var facts: InvitationFacts?

    private var connection: any Connection { records.connection }

    init(_ app: App, _ records: Records, _ job: BulkJobs.Job, _ items: [BulkJobs.Item], at now: Instant) throws {
        (self.app, self.records, self.job, self.now) = (app, records, job, now)
        let connection = records.connection
        let person = try People(connection).find(job.madeBy)
        inviter = person.flatMap { person in
            person.disabledAt == nil && BulkWork.may(job.kind, person.powers)
                ? Viewer(staff: person.id, name: person.name, grants: app.grants.forStaff) : nil
        }
        type = try job.userType.flatMap { try Portals(connection).userType($0) }
        guard job.kind == .invite, let type, let module = records.catalog[type.mainModule] else {
            permissions = .none
            return
        }
        permissions = try NewAccess.permissions(of: type, Portals(connection))
        check = try InvitationCheck(type, module, inviter: inviter, joins: job.note == BulkJobs.joins, connection)
        if let inviter {
            facts = try InvitationFacts.read(
                items.filter { $0.subject.module == module.key }.map(\.subject.id), records.seen(by: inviter, module))
        }
    }

    /// Who manages portals invites too (S5-08); the rest is for who manages users.
    private static func may(_ kind: BulkJobs.Kind, _ powers: Set<StaffPower>) -> Bool {
        powers.contains(.users) || kind == .invite && !powers.isDisjoint(with: StaffPower.inviting)
    }

    /// Does one; returns why it was not done.
    mutating func run(_ item: BulkJobs.Item) throws -> BulkObstacle? {
        guard let inviter else { return .noModule }
        guard job.kind == .invite else { return try AccessWork(self, inviter, type).run(item.subject.id) }
        guard let type, let module = records.catalog[type.mainModule], item.subject.module == module.key, let facts
        else { return .otherModule }
        if let obstacle = check?.obstacle(to: item.subject.id, facts) { return obstacle }
        guard let record = try records.seen(by: inviter, module).find(item.subject.id),
            let email = module.emailField.flatMap({ record[$0.key].text })
        else { return .gone }
        guard job.note == BulkJobs.joins, let known = try People(connection).named(email) else {
            try invite(record, email, type, item.role, inviter)
            return nil
        }
        return try join(known, record, type, item.role, inviter)
    }

    /// One more access; whoever has no password yet gets a link again. Two for one account would be one too many.
    private func join(
        _ person: Person, _ record: Record, _ type: UserType, _ role: AccessRole, _ inviter: Viewer
    ) throws -> BulkObstacle? {
        if let account = NewAccess.account(of: record),
            try Team(connection, account: account, portal: type.portal).has(person.id)
        {
            return .alreadyUser
        }
        let access = app.ids.next()
        try NewAccess.journal(record, person.signInName, access: access, by: Author(inviter), connection, at: now)
        try NewAccess(app: app, connection: connection, givenBy: inviter.person, type: type, now: now).join(
            person, on: record,
            .init(username: person.signInName, email: person.email, permissions: permissions, role: role),
            access: access)
        if person.passwordHash == nil { try send(try AccessProfile.find(access, inviter, records), inviter) }
        return nil
    }

    private func invite(
        _ record: Record, _ email: String, _ type: UserType, _ role: AccessRole, _ inviter: Viewer
    ) throws {
        let making = NewAccess(app: app, connection: connection, givenBy: inviter.person, type: type, now: now)
        let (first, last) = NewAccess.names(of: record)
        let username = try People(connection).proposeUsername(first: first, last: last)
        let (person, access) = (app.ids.next(), app.ids.next())
        try NewAccess.journal(record, username, access: access, by: Author(inviter), connection, at: now)
        try making.make(
            on: record, .init(username: username, email: email, permissions: permissions, role: role),
            person: person, access: access)
        let profile = try AccessProfile.find(access, inviter, records)
        try send(profile, inviter)
    }

    /// Queues the mail with the link behind all mails that somebody waits for.
    func send(_ profile: AccessProfile, _ inviter: Viewer) throws {
        guard let recipient = try MailRecipient(inviting: profile, connection) else { return }
        try Invitation(app: app, connection: connection, isBulk: true).send(
            to: recipient, profile, Token(), by: inviter.person, at: now)
        try Journal(connection).append(
            .init("access.link_sent", on: profile.subjects, detail: ["to": recipient.address]), by: Author(inviter),
            at: now)
    }
}

/// Does what a job asks with one access.
struct AccessWork {
    private let work: BulkWork
    private let inviter: Viewer
    private let type: UserType?
    private var connection: any Connection { work.records.connection }

    init(_ work: BulkWork, _ inviter: Viewer, _ type: UserType?) {
        (self.work, self.inviter, self.type) = (work, inviter, type)
    }

    func run(_ id: RecordID) throws -> BulkObstacle? {
        let found: AccessProfile
        do { found = try AccessProfile.find(id, inviter, work.records) } catch is Refusal { return .gone }
        let hasPassword = found.person.passwordHash != nil
        let step = AccessLife.step(move, from: found.access.state, hasPassword: hasPassword)
        guard step != .refused else { return .wrongState }
        switch work.job.kind {
        case .invite: return .wrongState
        case .resend: return try resend(found)
        case .deactivate:
            try AccessClosing(connection: connection, author: Author(inviter), now: work.now).close(
                found.access, because: work.job.note.flatMap(ShutReason.init(text:)))
            return nil
        case .reactivate: return try reactivate(found, step)
        case .remove:
            try tell("access.removed", found, ["username": found.person.signInName])
            try Accesses(connection).remove(id)
            if found.otherAccesses == 0 { try People(connection).remove(found.person.id) }
            return nil
        case .transfer: return try transfer(found)
        case .appoint: return try give(.administrator, found)
        case .dismiss: return try give(.user, found)
        }
    }

    private var move: AccessMove {
        switch work.job.kind {
        case .invite, .resend: .invite
        case .deactivate: .deactivate
        case .reactivate: .reactivate
        case .remove: .remove
        // Neither changes the state.
        case .transfer, .appoint, .dismiss: .transfer
        }
    }

    /// Only to people who have not chosen a password: for the others a new link would end their sessions.
    private func resend(_ profile: AccessProfile) throws -> BulkObstacle? {
        guard profile.access.state == .awaiting else { return .wrongState }
        guard try MailRecipient(inviting: profile, connection) != nil else { return .withoutAddress }
        try work.send(profile, inviter)
        return nil
    }

    private func reactivate(_ profile: AccessProfile, _ step: AccessLife.Step) throws -> BulkObstacle? {
        guard case .to(let state) = step else { return .wrongState }
        if let obstacle = try Accesses(connection).carrier(of: profile.access, in: work.records.catalog).obstacle {
            return obstacle
        }
        if try Seats(connection).objection(to: profile.userType.id) != nil { return .full }
        try tell("access.enabled", profile, profile.access.was)
        try Accesses(connection).setState(state, of: profile.access.id)
        try Accesses(connection).wake(profile.access.id, at: work.now)
        return nil
    }

    private func transfer(_ profile: AccessProfile) throws -> BulkObstacle? {
        guard let type else { return .gone }
        if profile.access.module == Module.leads.key, type.mainModule == "contacts" {
            return try LeadTransfer(app: work.app, records: work.records, viewer: inviter, type: type, now: work.now)
                .run(profile.access.record)
        }
        guard type.mainModule == profile.access.module else { return .otherModule }
        guard type.id != profile.access.userType else { return .wrongState }
        let check = TransferCheck(records: work.records, viewer: inviter, type: type)
        if let obstacle = try check.obstacles([profile.access])[profile.access.id] { return obstacle }
        let takesSeat = profile.access.state != .deactivated
        let full = try Seats(connection).objection(to: type.id, comingFrom: profile.userType)
        if takesSeat, full != nil { return .full }
        let detail = [
            "from": profile.userType.name.fr, "to": type.name.fr, AccessThen.key: profile.userType.id.text,
        ]
        try tell("access.transferred", profile, detail)
        try Accesses(connection).setType(type.id, of: profile.access.id)
        guard type.portal != profile.portal.id else { return nil }
        // A session belongs to the portal it was opened in.
        try Sessions(connection).endAll(ofAccess: profile.access.id)
        try OtherPortalMails(app: work.app, records: work.records, staff: inviter, isBulk: true, now: work.now).tell(
            profile.access.id)
        return nil
    }

    /// *Nommer administrateur*, or the reverse.
    private func give(_ role: AccessRole, _ profile: AccessProfile) throws -> BulkObstacle? {
        let access = profile.access
        guard access.role != role else { return .wrongState }
        guard let account = access.account, profile.userType.delegates || role == .user else {
            return .withoutDelegation
        }
        let team = Team(connection, account: account, portal: profile.portal.id)
        if role == .user, profile.userType.delegates, try !team.hasAdministrator(beside: access.id) {
            return .lastAdministrator
        }
        try tell("access.role_changed", profile, UserRole.detail(access.role, role))
        try Accesses(connection).setRole(role, of: access.id)
        return nil
    }

    private func tell(_ verb: String, _ profile: AccessProfile, _ detail: [String: String] = [:]) throws {
        try Journal(connection).append(
            .init(verb, on: profile.subjects, detail: detail), by: Author(inviter), at: work.now)
    }
}
