import Core
import HTTPTypes
import Hummingbird
import Synchronization
import Web

/// Slows down who is known and works faster than people do: the answer says when to go on. Who is not known is counted by what protects the way
/// in. Counted in this process: several nodes allow so many times as much (decision 0028).
struct SpeedLimit: RouterMiddleware {
    typealias Context = SiteContext
    private let limits: RequestLimits
    private let counters: Counters
    private let clock: Clock
    private let allowances = Allowances()

    init(_ limits: RequestLimits, counters: Counters, clock: Clock) {
        (self.limits, self.counters, self.clock) = (limits, counters, clock)
    }

    func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        if let visitor = context.visitor, let (kind, most) = limit(request),
            let wait = allowances.take(.init(aMinute: most), of: .init(visitor, kind), at: clock.now)
        {
            counters.count("requests_limited")
            throw Refusal.tooFast(wait)
        }
        return try await next(request, context)
    }

    private func limit(_ request: Request) -> (Allowances.Kind, Int)? {
        let path = request.uri.path
        if Area(path: path) == .api { return limits.api.map { (.api, $0) } }
        if path.hasSuffix(".csv") || path.hasSuffix("/export") { return limits.exports.map { (.exports, $0) } }
        guard request.method != .get, request.method != .head, !path.hasSuffix("/signout") else { return nil }
        return limits.writes.map { (.writes, $0) }
    }
}

/// What each of those who are known may still do: it grows with time up to a minute's worth, and each request takes one away.
final class Allowances: Sendable {
    /// What is counted apart.
    enum Kind: Sendable, Hashable {
        case writes, api, exports
    }

    /// Who is counted: a person by the access used, staff by the person, a program apart from the person whose key it has.
    struct Holder: Sendable, Hashable {
        private let id: RecordID
        private let isProgram: Bool
        private let kind: Kind

        init(_ visitor: Visitor, _ kind: Kind) {
            self.init(
                visitor.viewer.access ?? visitor.viewer.person, isProgram: visitor.session == nil, kind)
        }

        init(_ id: RecordID, isProgram: Bool, _ kind: Kind) {
            (self.id, self.isProgram, self.kind) = (id, isProgram, kind)
        }
    }

    /// Each millisecond gives `aMinute` units, and a request costs a minute of milliseconds of them.
    struct Rate: Sendable {
        let aMinute: Int64
        static let cost: Int64 = 60_000
        var full: Int64 { aMinute * Rate.cost }

        init(aMinute: Int) { self.aMinute = Int64(min(max(1, aMinute), 1_000_000)) }
    }

    private struct Account {
        var units: Int64
        var at: Instant
    }

    private let accounts = Mutex<[Holder: Account]>([:])
    private static let most = 10_000

    /// Takes one, or says how long it takes until there is one again.
    func take(_ rate: Rate, of holder: Holder, at now: Instant) -> Interval? {
        accounts.withLock { accounts in
            // Whoever has not come for a minute has a full account again, which needs no remembering.
            if accounts.count > Allowances.most { accounts = accounts.filter { now - $0.value.at < .minutes(1) } }
            var account = accounts[holder] ?? Account(units: rate.full, at: now)
            let passed = min(max(0, (now - account.at).milliseconds), 60_000)
            account.units = min(rate.full, account.units + passed * rate.aMinute)
            account.at = now
            defer { accounts[holder] = account }
            guard account.units < Rate.cost else {
                account.units -= Rate.cost
                return nil
            }
            return Interval(milliseconds: (Rate.cost - account.units + rate.aMinute - 1) / rate.aMinute)
        }
    }
}
