import Core

/// How many ways into the portals there are, by state.
package struct AccessCounts: Sendable {
    package let active: Int64
    /// Invited, without a password yet.
    package let awaiting: Int64
    package let deactivated: Int64
    package let portals: Int64
}

extension Accesses {
    package func counts() throws -> AccessCounts {
        let rows = try connection.rows("SELECT \"state\", count(*) FROM \"accesses\" GROUP BY \"state\"")
        let byState = Dictionary(rows.map { ($0[0].text ?? "", $0[1].int ?? 0) }, uniquingKeysWith: +)
        func count(_ state: Access.State) -> Int64 { byState[state.rawValue] ?? 0 }
        return AccessCounts(
            active: count(.active), awaiting: count(.awaiting) + count(.inactive), deactivated: count(.deactivated),
            portals: try connection.int("SELECT count(*) FROM \"portals\"") ?? 0)
    }
}
