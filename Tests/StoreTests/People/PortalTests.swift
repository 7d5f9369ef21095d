import Core
import Store
import TestSupport
import Testing

/// Grants come back as they were saved, and every change of rights raises the version.
@Suite struct PortalTests {
    @Test(arguments: Engine.allCases) func grantsComeBackAsSaved(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let found = try await world.database.read { try Portals($0).grants(of: world.userType) }
            #expect(found == Preset.customer(world.catalog))
            var other = Grant(see: .through(Scope.Path(["project_id", "account_id"], to: .family)))
            other.clone = true
            other.fields = ["ref": .hidden, "date": .read, "total_incl": .edit]
            let ids = world.ids
            let changed = try await world.database.write { [other] connection in
                let portals = Portals(connection)
                let before = try portals.version()
                try portals.setGrant(other, module: "invoices", of: world.userType, id: ids.next())
                return (try portals.grants(of: world.userType)["invoices"], try portals.version() - before)
            }
            #expect(changed.0 == other && changed.1 == 1)
        }
    }

    /// What cannot be read grants nothing.
    @Test(arguments: Engine.allCases) func aBrokenGrantGrantsNothing(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let grants = try await world.database.write { connection in
                try connection.run(
                    "UPDATE \"grants\" SET \"see\" = 'everybody', \"fields\" = '{oops' WHERE \"module\" = 'invoices'")
                try connection.run(
                    "UPDATE \"grants\" SET \"see\" = '', \"fields\" = '{\"ref\":\"write\"}' WHERE \"module\" = 'quotes'"
                )
                return try Portals(connection).grants(of: world.userType)
            }
            #expect(grants["invoices"]?.see == .nobody && grants["invoices"]?.fields == [:])
            #expect(grants["quotes"]?.see == .nobody && grants["quotes"]?.fields == [:])
        }
    }
}
