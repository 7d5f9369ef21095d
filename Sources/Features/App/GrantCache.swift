package import Core
import Foundation
package import Store
import Synchronization

/// What is worked out for one rights version: the modules there are, and compiled grants by user type and permissions. The version comes with
/// each session, so a change counts on the next request of every node.
package final class GrantCache: Sendable {
    private struct Key: Hashable {
        let userType: RecordID
        let permissions: Int64
    }
    private struct State {
        var version: Int64 = 0
        var catalog: Catalog
        var stamp: Int64 = 0
        var staff: Grants
        var grants: [Key: Grants] = [:]
        var tabs: [RecordID: [WebTab]] = [:]
    }
    private let state: Mutex<State>
    /// The modules that came with the program.
    package let builtIn: Catalog

    init(catalog: Catalog) {
        builtIn = catalog
        state = Mutex(State(catalog: catalog, staff: .everything(in: catalog)))
    }

    package var forStaff: Grants { state.withLock { $0.staff } }
    package var catalog: Catalog { state.withLock { $0.catalog } }

    /// Brings what is known to `version`, reading on `connection` what changed. Modules that went are still in the database, so requests that
    /// began with the catalogue before end well.
    package func refresh(to version: Int64, _ connection: any Connection) throws {
        let (known, stamp) = state.withLock { ($0.version, $0.stamp) }
        guard version > known else { return }
        let definitions = Definitions(connection)
        let now = try definitions.stamp()
        let catalog = now == stamp ? nil : try definitions.catalog(builtIn)
        state.withLock { state in
            // An older request must not put yesterday's rights into today's cache.
            guard version > state.version else { return }
            (state.version, state.grants, state.tabs) = (version, [:], [:])
            guard let catalog else { return }
            (state.catalog, state.stamp, state.staff) = (catalog, now, .everything(in: catalog))
        }
    }

    /// The grants of an access, read on `connection` when this version is not known yet.
    package func grants(of access: Access, version: Int64, _ connection: any Connection) throws -> Grants {
        let key = Key(userType: access.userType, permissions: access.permissions.bits)
        if let known = state.withLock({ $0.version == version ? $0.grants[key] : nil }) { return known }
        let portals = Portals(connection)
        guard let type = try portals.userType(access.userType), let portal = try portals.find(type.portal) else {
            return Grants([:])
        }
        let grants = Grants(try portals.grants(of: type.id), open: portal.openModules, permissions: access.permissions)
        state.withLock { if version == $0.version { $0.grants[key] = grants } }
        return grants
    }

    /// The web tabs of a user type, read on `connection` when this version is not known yet.
    package func tabs(of userType: RecordID, in portal: RecordID, version: Int64, _ connection: any Connection) throws
        -> [WebTab]
    {
        if let known = state.withLock({ $0.version == version ? $0.tabs[userType] : nil }) { return known }
        let tabs = try WebTabs(connection).of(userType: userType, in: portal)
        state.withLock { if version == $0.version { $0.tabs[userType] = tabs } }
        return tabs
    }
}
