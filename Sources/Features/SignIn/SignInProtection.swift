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
        self.name = "name:" + folded(name).prefix(100)
        self.address = SignInProtection.network(address)
        self.device = device
    }

    /// IPv6 customers own a /64, so that is what counts as one address.
    private static func network(_ address: String) -> String {
        guard address.contains(":") else { return address }
        return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
    }

    private var minuteKey: String { "address-minute:" + address }
    private var hourKey: String { "address-hour:" + address }

    /// Counts this try before the password is looked at, so that parallel tries all count. Returns how long to wait, or nil to go on.
    func begin(_ connection: any Connection, at now: Instant) throws -> Interval? {
        let attempts = Attempts(connection)
        if let wait = try blocked(attempts, minuteKey, now) ?? blocked(attempts, hourKey, now) { return wait }
        if try !isKnownDevice(connection), let wait = try blocked(attempts, name, now) { return wait }
        let failures = try attempts.count(name, window: .hours(24), at: now)
        if let pause = SignInProtection.pause(after: failures) { try attempts.block(name, until: now + pause) }
        if try attempts.count(minuteKey, window: .minutes(1), at: now) >= 20 {
            try attempts.block(minuteKey, until: now + .minutes(1))
        }
        if try attempts.count(hourKey, window: .hours(1), at: now) >= 100 {
            try attempts.block(hourKey, until: now + .minutes(15))
        }
        return nil
    }

    /// The password was right: the name's failures are forgotten, and the address has this one back.
    func succeed(_ connection: any Connection) throws {
        try Attempts(connection).forget(name)
        try Attempts(connection).forget(minuteKey)
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
