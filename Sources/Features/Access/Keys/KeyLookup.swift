import Core
import Logging
import Store
import Web

/// Finds out who asks the API from the key in the `Authorization` header: the same statement and the same refusals as with a cookie.
struct KeyLookup: Sendable {
    let app: App

    /// Nil as well for who has to change a temporary password: until then the key waits.
    func visitor(_ credentials: String, _ logger: Logger) async throws -> Visitor? {
        guard let hash = APIKey.hash(in: credentials) else { return nil }
        let (grants, today) = (app.grants, app.today)
        let found = try await app.database.read { connection -> (APIKeys.Found, Visitor)? in
            guard let found = try APIKeys(connection).find(hash) else { return nil }
            let maker = VisitorMaker(connection: connection, grants: grants, today: today)
            return try maker.visitor(found.entrant, nil).map { (found, $0) }
        }
        guard let (key, visitor) = found, !visitor.mustChange else { return nil }
        try await touch(key, hash, logger)
        return visitor
    }

    /// Remembers the use at most once a minute, so that reading does not write. On a full disk it is not remembered, and reading goes on.
    private func touch(_ key: APIKeys.Found, _ hash: [UInt8], _ logger: Logger) async throws {
        let now = app.clock.now
        if let last = key.lastUsedAt, now - last <= .minutes(1) { return }
        do {
            try await app.database.write { try APIKeys($0).touch(hash, at: now) }
        } catch StoreError.full(let reason) {
            logger.warning("use of a key not remembered, the disk is full", metadata: ["error": "\(reason)"])
        }
    }
}
