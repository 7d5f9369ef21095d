package import Core
import Foundation
package import Store
import Synchronization

/// Compiled grants by user type, permissions and rights version. The version comes with each session, so a change counts on the next request of every node.
package final class GrantCache: Sendable {
    private struct Key: Hashable {
        let userType: RecordID
        let permissions: Int64
    }
    private struct State {
        var version: Int64 = 0
        var grants: [Key: Grants] = [:]
    }
    private let state = Mutex(State())
    private let staff: Grants

    init(catalog: Catalog) { staff = Grants.everything(in: catalog) }

    package var forStaff: Grants { staff }

    /// The grants of an access, read on `connection` when this version is not known yet.
    package func grants(of access: Access, version: Int64, _ connection: any Connection) throws -> Grants {
        let key = Key(userType: access.userType, permissions: access.permissions.bits)
        if let known = state.withLock({ $0.version == version ? $0.grants[key] : nil }) { return known }
        let portals = Portals(connection)
        guard let type = try portals.userType(access.userType), let portal = try portals.find(type.portal) else {
            return Grants([:])
        }
        let grants = Grants(try portals.grants(of: type.id), open: portal.openModules, permissions: access.permissions)
        state.withLock { state in
            // An older request must not put yesterday's rights into today's cache.
            if version > state.version { state = State(version: version) }
            if version == state.version { state.grants[key] = grants }
        }
        return grants
    }
}
