import Core
package import Store

/// One-time links for staff, for the command line and the staff page.
package struct StaffLinks: Sendable {
    private let app: App

    package init(app: App) { self.app = app }

    /// Adds a member of staff and returns the address with which a password is chosen, good for 7 days.
    package func add(_ person: People.New) async throws -> String {
        let (id, now, site) = (app.ids.next(), app.clock.now, app.site)
        let token = Token()
        try await app.database.write { connection in
            try People(connection).add(person, id: id, at: now)
            _ = try OneTimeLink.issue(
                token, to: id, mailedTo: nil, portal: nil, connection, site, at: now)
            try Journal(connection).append(
                .init("staff.added", detail: ["name": person.username ?? ""]), by: .system("parvis"), at: now)
        }
        return address(token)
    }

    /// A new link for a member of staff; older ones no longer work. Nil when there is no such person.
    package func link(for name: String) async throws -> String? {
        let (now, site) = (app.clock.now, app.site)
        let token = Token()
        let isMade = try await app.database.write { connection in
            guard let person = try People(connection).named(name), person.kind == .staff else { return false }
            _ = try OneTimeLink.issue(
                token, to: person.id, mailedTo: nil, portal: nil, connection, site, at: now)
            return true
        }
        return isMade ? address(token) : nil
    }

    private func address(_ token: Token) -> String { app.site.baseAddress + "/admin/welcome/" + token.text }
}
