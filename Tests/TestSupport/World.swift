package import Core
package import Store

/// The small named world that tests tell their stories in: Atu SARL with its buyer Atu Lenobli, a second company whose every
/// text says SECRET, a supplier, two staff and one administrator.
package struct World: Sendable {
    package let database: any Database
    package let clock: TestClock
    package let ids: RecordIDGenerator
    package let catalog: Catalog
    package let portal: Portal
    package let userType: RecordID
    /// Alice Moreau.
    package let administrator: RecordID
    /// Claire Martin, staff.
    package let claire: RecordID
    /// Bruno Petit, staff.
    package let bruno: RecordID
    /// Atu SARL; its contact and person is Atu Lenobli, buyer.
    package let atu: Company
    /// Secret SA; its contact and person is Inès Secret.
    package let secret: Company
    /// Fournitures Roux, a supplier; its contact and person is Paul Roux.
    package let supplier: Company

    /// A company with somebody who signs in for it.
    package struct Company: Sendable {
        package let name: String
        package let account: RecordID
        package let contact: RecordID
        package let person: RecordID
        package let personName: String
        package let access: RecordID
        /// Its records by module, in the order of their references.
        package let records: [String: [RecordID]]

        package subscript(module: String) -> [RecordID] { records[module] ?? [] }
    }

    package var companies: [Company] { [atu, secret, supplier] }
    package var now: Instant { clock.now }
}

extension World {
    /// Staff who may do everything with records.
    package var staff: Viewer { Viewer(staff: claire, name: "Claire Martin", grants: .everything(in: catalog)) }

    /// The person of a company, with the *Client* preset, or with other grants.
    package func viewer(
        of company: Company, _ granted: [String: Grant]? = nil, permissions: Permissions = .all
    ) -> Viewer {
        let grants = Grants(
            granted ?? Preset.customer(catalog), open: catalog.modules.map(\.key), permissions: permissions)
        return Viewer(
            access: company.access, person: company.person, name: company.personName, grants: grants,
            anchor: company.contact, account: company.account, family: [company.account], projects: company["projects"])
    }

    /// Atu Lenobli with the *Client* preset.
    package var buyer: Viewer { viewer(of: atu) }

    package func module(_ key: String) throws -> Module {
        guard let module = catalog[key] else { throw StoreError.failed(reason: "the world has no module \(key)") }
        return module
    }

    /// Runs `body` on the records of a module as `viewer` sees them, in a transaction that writes.
    package func write<T: Sendable>(
        _ module: String, as viewer: Viewer, _ body: @escaping @Sendable (SeenRecords) throws -> T
    ) async throws -> T {
        let (catalog, module) = (catalog, try self.module(module))
        return try await database.write { try body(Records($0, catalog).seen(by: viewer, module)) }
    }

    /// The same, reading only.
    package func read<T: Sendable>(
        _ module: String, as viewer: Viewer, _ body: @escaping @Sendable (SeenRecords) throws -> T
    ) async throws -> T {
        let (catalog, module) = (catalog, try self.module(module))
        return try await database.read { try body(Records($0, catalog).seen(by: viewer, module)) }
    }
}
