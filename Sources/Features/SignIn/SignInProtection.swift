import Core
import Store

/// Slows down guessing by name and by address without locking the owner out: a browser that signed in before is not stopped by what others do to the name.
///
/// Figures: 5 free failures a name, then 1 s doubling to 60 s, 15 minutes from the tenth; 20 failures a minute or 100 an hour for an address.
struct SignInProtection: Sendable {
    let name: String
    let address: String
    /// SHA-256 of the device cookie's token.
    let device: [UInt8]?

    init(name: String, address: String, device: [UInt8]?) {
        self.name = SignInProtection.nameKey + folded(name).prefix(100)
        self.address = NetworkAddress(address)?.subscriber ?? address
        self.device = device
    }

    /// How many failures of an address are too many, and how long it then waits.
    private struct Limit {
        let key: String
        let window: Interval
        let failures: Int64
        let pause: Interval
    }

    private var limits: [Limit] {
        [
            Limit(key: "address-minute:" + address, window: .minutes(1), failures: 20, pause: .minutes(1)),
            Limit(
                key: SignInProtection.networkKey + address, window: .hours(1), failures: 100, pause: .minutes(15)),
        ]
    }

    static let nameKey = "name:"
    static let networkKey = "address-hour:"
    /// From so many failures in an hour on, the journal names a network.
    static let manyFromNetwork: Int64 = 20

    /// The password was wrong, or the name nobody's: the same work for both.
    func fail(_ connection: any Connection) throws {
        try Attempts(connection).addUntold([name, SignInProtection.networkKey + address])
    }

    /// Counts this try before the password is looked at, so that parallel tries all count. Returns how long to wait, or nil to go on.
    func begin(_ connection: any Connection, at now: Instant) throws -> Interval? {
        let attempts = Attempts(connection)
        for limit in limits { if let wait = try blocked(attempts, limit.key, now) { return wait } }
        if try !isKnownDevice(connection), let wait = try blocked(attempts, name, now) { return wait }
        let failures = try attempts.count(name, window: .hours(24), at: now)
        if let pause = SignInProtection.pause(after: failures) { try attempts.block(name, until: now + pause) }
        for limit in limits where try attempts.count(limit.key, window: limit.window, at: now) >= limit.failures {
            try attempts.block(limit.key, until: now + limit.pause)
        }
        return nil
    }

    /// The password was right: the name's failures are forgotten, and the address has this one back. An office or a proxy
    /// behind one address is therefore stopped by wrong passwords only; a block that this try alone brought about ends.
    /// Returns how many wrong ones there were before it.
    @discardableResult
    func succeed(_ connection: any Connection) throws -> Int64 {
        let attempts = Attempts(connection)
        let tries = try attempts.standing(name)?.failures ?? 1
        try attempts.forget(name)
        for limit in limits where try attempts.giveBack(limit.key) < limit.failures { try attempts.unblock(limit.key) }
        return max(0, tries - 1)
    }

    static func pause(after failures: Int64) -> Interval? {
        if failures < 5 { return nil }
        return failures >= 10 ? .minutes(15) : .seconds(min(60, 1 << (failures - 5)))
    }

    private func blocked(_ attempts: Attempts, _ key: String, _ now: Instant) throws -> Interval? {
        guard let standing = try attempts.standing(key), standing.blockedUntil > now else { return nil }
        return standing.blockedUntil - now
    }

    private func isKnownDevice(_ connection: any Connection) throws -> Bool {
        guard let device, let person = try People(connection).named(String(name.dropFirst(5))) else { return false }
        return try Attempts(connection).knowsDevice(device, person: person.id)
    }
}
