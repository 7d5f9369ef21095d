import Core
import Store

/// Whether the people of records can be invited: the same test before sending and at the moment of sending.
struct InvitationCheck {
    let module: Module
    let type: UserType
    private let policy: DomainPolicy
    private let mayInvite: Bool
    /// People who sign in already get one more access instead of being refused.
    private let joins: Bool
    /// Seats that nobody has yet; nil for as many as wanted.
    private var free: Int?
    /// Addresses that were let through before, folded: two records with one address are one person.
    private var used: Set<String> = []

    /// `inviter` is the member of staff in whose name it is done; nil when that person may invite nobody any more.
    init(_ type: UserType, _ module: Module, inviter: Viewer?, joins: Bool = false, _ connection: any Connection)
        throws
    {
        (self.type, self.module, self.joins) = (type, module, joins)
        policy = try DomainRules(connection).policy
        mayInvite = inviter.map { $0.grants[module.key].see != .nobody } ?? false
        free = try Seats(connection).free(for: type)
    }

    /// What stands against inviting a record's person; nil when nothing does, and then a seat is taken.
    mutating func obstacle(to id: RecordID, _ facts: InvitationFacts) -> BulkObstacle? {
        guard mayInvite else { return .noModule }
        guard let candidate = facts.records[id] else { return .gone }
        if candidate.isInBin { return .inBin }
        guard facts.seen.contains(id), !candidate.isOthers else { return .noRecord }
        if candidate.isConverted { return .converted }
        if facts.holders.contains(id) { return .alreadyUser }
        if let obstacle = obstacle(in: candidate, facts) { return obstacle }
        if let free {
            guard free > 0 else { return .full }
            self.free = free - 1
        }
        used.insert(folded(candidate.email))
        return nil
    }

    private func obstacle(in candidate: InvitationFacts.Candidate, _ facts: InvitationFacts) -> BulkObstacle? {
        let address = candidate.email
        guard BulkObstacle.isPlain(address), isDeliverable(address) else { return .unusableAddress }
        let key = folded(address)
        if used.contains(key) || facts.taken.contains(key) && !(joins && facts.joinable.contains(key)) {
            return .alreadyUser
        }
        switch candidate.review {
        case "awaiting_approval": return .awaitingApproval
        case "awaiting_review": return .awaitingReview
        default: break
        }
        if let consent = candidate.consent, consent != "given" { return .withoutConsent }
        if !facts.excepted.contains(address.lowercased()) {
            switch policy.objection(to: address, allowsOwn: type.allowsOwnDomains) {
            case .own: return .ownDomain
            case .refused: return .refusedDomain
            case nil: break
            }
        }
        return module.key == "contacts" && !candidate.hasAccount ? .withoutAccount : nil
    }
}

/// What a dry run found: how many would be invited, and who not and why.
struct InvitationForecast: Sendable {
    var ready = 0
    /// Of those, the people who sign in already and get one more access.
    var joining = 0
    /// Of those who are refused, the people who could get one more access.
    var couldJoin = 0
    /// By reason, in the order of the records.
    var refused: [BulkObstacle: [RecordID]] = [:]

    var refusals: Int { refused.values.reduce(0) { $0 + $1.count } }
    /// The reasons there are, in the order of the list.
    var reasons: [BulkObstacle] { BulkObstacle.allCases.filter { refused[$0] != nil } }

    /// Asks for each record, a few hundred at a time, and writes nothing.
    static func make(
        _ ids: [RecordID], _ type: UserType, _ module: Module, inviter: Viewer, joins: Bool, _ records: Records
    )
        throws -> InvitationForecast
    {
        var check = try InvitationCheck(type, module, inviter: inviter, joins: joins, records.connection)
        let seen = records.seen(by: inviter, module)
        return try stride(from: 0, to: ids.count, by: 500).reduce(into: InvitationForecast()) { forecast, start in
            let chunk = Array(ids[start..<min(start + 500, ids.count)])
            let facts = try InvitationFacts.read(chunk, seen)
            for id in chunk {
                let isKnown = facts.records[id].map { facts.joinable.contains(folded($0.email)) } ?? false
                if let obstacle = check.obstacle(to: id, facts) {
                    forecast.refused[obstacle, default: []].append(id)
                    if obstacle == .alreadyUser, isKnown, !facts.holders.contains(id), !joins {
                        forecast.couldJoin += 1
                    }
                } else {
                    forecast.ready += 1
                    if isKnown { forecast.joining += 1 }
                }
            }
        }
    }
}
