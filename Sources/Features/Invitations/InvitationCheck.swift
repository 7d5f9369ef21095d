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
        let own = candidate.obstacles
        if let never = own.first(where: { !$0.isWaivable }) { return never }
        guard facts.seen.contains(id) else { return .noRecord }
        if facts.holders.contains(id) { return .alreadyUser }
        if let obstacle = obstacle(to: candidate.email, facts) ?? own.first ?? domain(candidate.email, facts) {
            return obstacle
        }
        if let free {
            guard free > 0 else { return .full }
            self.free = free - 1
        }
        used.insert(folded(candidate.email))
        return nil
    }

    private func obstacle(to address: String, _ facts: InvitationFacts) -> BulkObstacle? {
        guard BulkObstacle.isPlain(address), isDeliverable(address) else { return .unusableAddress }
        let key = folded(address)
        if used.contains(key) || facts.taken.contains(key) && !(joins && facts.joinable.contains(key)) {
            return .alreadyUser
        }
        return nil
    }

    private func domain(_ address: String, _ facts: InvitationFacts) -> BulkObstacle? {
        guard !facts.excepted.contains(address.lowercased()) else { return nil }
        return policy.objection(to: address, allowsOwn: type.allowsOwnDomains)?.obstacle
    }
}

extension DomainPolicy.Objection {
    /// The same in the words of the list of failures.
    var obstacle: BulkObstacle {
        switch self {
        case .own: .ownDomain
        case .refused: .refusedDomain
        }
    }
}

/// What a dry run found: how many would be invited, and who not and why.
struct InvitationForecast: Sendable {
    var ready = 0
    /// Of those, the people who sign in already and get one more access.
    var joining = 0
    /// Of those who are refused, the people who could get one more access.
    var couldJoin = 0
    /// Accounts that nobody administers in the portal yet, with those of their people who would be invited; empty where the type does not let
    /// customers manage their users.
    var leaderless: [Leaderless] = []
    /// By reason, in the order of the records.
    var refused: [BulkObstacle: [RecordID]] = [:]

    var refusals: Int { refused.values.reduce(0) { $0 + $1.count } }
    /// The reasons there are, in the order of the list.
    var reasons: [BulkObstacle] { BulkObstacle.allCases.filter { refused[$0] != nil } }

    /// Somebody who could administer an account that nobody administers.
    private mutating func propose(_ id: RecordID, _ facts: InvitationFacts) {
        guard let account = facts.records[id]?.carrier.account, !facts.led.contains(account) else { return }
        if let index = places[account] {
            leaderless[index].people.append(id)
        } else {
            places[account] = leaderless.count
            leaderless.append(Leaderless(account: account, people: [id]))
        }
    }

    /// An account that nobody administers, and those of its people who would be invited.
    struct Leaderless: Sendable {
        let account: RecordID
        var people: [RecordID]
    }

    /// Where an account stands among `leaderless`.
    private var places: [RecordID: Int] = [:]

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
            let facts = try InvitationFacts.read(chunk, seen, portal: type.delegates ? type.portal : nil)
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
                    if type.delegates { forecast.propose(id, facts) }
                }
            }
        }
    }
}
