import Core
import Store

/// Whether accesses may get another type: what stands against inviting their records to it stands against this too. What opens nothing, because
/// it is deactivated or its record is shut, is asked for its address alone: that counts again once it opens.
struct TransferCheck {
    let records: Records
    let viewer: Viewer
    let type: UserType

    private var connection: any Connection { records.connection }

    /// What stands against some of them, by access. Prospects become contacts by a check of their own.
    func obstacles(_ accesses: [Access]) throws -> [RecordID: BulkObstacle] {
        let policy = try DomainRules(connection).policy
        return try stride(from: 0, to: accesses.count, by: 500).reduce(into: [:]) { found, start in
            let chunk = Array(accesses[start..<min(start + 500, accesses.count)])
            let own = chunk.filter { $0.module == type.mainModule }
            for access in chunk where access.module != type.mainModule && !isConversion(access) {
                found[access.id] = .otherModule
            }
            guard let module = records.catalog[type.mainModule] else { return }
            let facts = try InvitationFacts.read(own.map(\.record), records.seen(by: viewer, module))
            let addresses = try People(connection).addresses(of: own.map(\.person))
            let excepted = try DomainRules(connection).excepted(Array(addresses.values))
            for access in own {
                found[access.id] = obstacle(access, facts.records[access.record], addresses[access.person]) {
                    excepted.contains($0.lowercased())
                        ? nil : policy.objection(to: $0, allowsOwn: type.allowsOwnDomains)?.obstacle
                }
            }
        }
    }

    private func isConversion(_ access: Access) -> Bool {
        access.module == Module.leads.key && type.mainModule == Module.contacts.key
    }

    private func obstacle(
        _ access: Access, _ record: InvitationFacts.Candidate?, _ address: String?,
        _ domain: (String) -> BulkObstacle?
    ) -> BulkObstacle? {
        let waits = access.state == .deactivated ? nil : record?.obstacles.first(where: \.isWaivable)
        return waits ?? (address ?? record?.email).flatMap(domain)
    }
}
