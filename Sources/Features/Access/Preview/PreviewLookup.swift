import Core
import Store
import Web

/// Makes the visitor of a preview: the person's rights, or drafted ones, in the name of the member of staff who looks.
struct PreviewLookup: Sendable {
    let app: App

    /// Nil for a preview that ended, or whose access opens nothing today.
    func visitor(_ token: String) async throws -> Visitor? {
        guard let hash = Token.hash(of: token) else { return nil }
        let (now, today, grants) = (app.clock.now, app.today, app.grants)
        return try await app.database.read { connection in
            guard let preview = try Previews(connection).find(hash, at: now) else { return nil }
            let reader = PreviewReader(connection: connection, grants: grants, today: today)
            return try reader.visitor(preview)
        }
    }
}

/// Reads what a preview needs, on one connection.
private struct PreviewReader {
    let connection: any Connection
    let grants: GrantCache
    let today: Day

    func visitor(_ preview: Previews.Found) throws -> Visitor? {
        let portals = Portals(connection)
        guard let access = try Accesses(connection).find(preview.access),
            let carrier = try carrier(access, preview), let person = try People(connection).find(access.person),
            let type = try portals.userType(access.userType),
            let portal = try portals.find(type.portal), !portal.isArchived,
            let (granted, role) = try granted(preview, access, portal)
        else { return nil }
        // In the name of staff: what is written with a person's id is never the customer's.
        var viewer = Viewer(
            access: access.id, person: preview.staff.id, name: person.name, grants: granted, anchor: access.record,
            account: carrier.account, inviter: access.createdBy)
        viewer.isAccountAdministrator = role == .administrator
        viewer.until = preview.day.map { past($0).end }
        let company = try Settings(connection)[.company] ?? portal.name
        var visitor = Visitor(
            viewer: viewer, firstName: person.firstName, signInName: person.signInName, isAdministrator: false,
            mustChange: false, preferences: preview.staff.preferences, session: nil,
            portal: PortalLook(
                id: portal.id, slug: portal.slug, name: portal.name, company: company,
                marks: PortalMarks(slug: portal.slug, logo: portal.logo, icon: portal.icon)),
            accountName: try accountName(carrier.account))
        visitor.isSupplier = try Accesses(connection).supplies(access)
        visitor.lookedAtBy = preview.staff.name
        visitor.lookedAtDay = preview.day
        visitor.tabs = try WebTabs(connection).of(userType: type.id, in: portal.id)
        return visitor
    }

    private func granted(_ preview: Previews.Found, _ access: Access, _ portal: Portal) throws -> (
        Grants, AccessRole
    )? {
        let version = try Portals(connection).version()
        try grants.refresh(to: version, connection)
        if let day = preview.day {
            do {
                let then = try past(day).opened(by: access, in: portal)
                return (then.grants, then.role)
            } catch is PastDay.Closed { return nil }
        }
        guard let text = preview.draft else {
            return (try grants.grants(of: access, version: version, connection), access.role)
        }
        guard let draft = UserTypeDocument(text: text) else { return nil }
        let settled = draft.settled(in: grants.catalog)
        // What the draft opens counts as open: that is what saving it would do.
        let drafted = Grants(
            settled, open: Array(Set(portal.openModules).union(settled.keys)), permissions: access.permissions)
        return (drafted, access.role)
    }

    private func past(_ day: Day) -> PastDay { PastDay(day: day, connection: connection, catalog: grants.catalog) }

    /// What the record of the access says; nil when the access opens nothing today. A past day asks what was true then.
    private func carrier(_ access: Access, _ preview: Previews.Found) throws -> Carrier? {
        let carrier = try Accesses(connection).carrier(of: access, in: grants.catalog)
        let isOpen = access.state == .active && access.isValid(on: today) && carrier.obstacle == nil
        return preview.day != nil || isOpen ? carrier : nil
    }

    private func accountName(_ account: RecordID?) throws -> String? {
        guard let id = account else { return nil }
        return try connection.row("SELECT \"name\" FROM \"accounts\" WHERE \"id\" = \(id)")?[0].text
    }
}
