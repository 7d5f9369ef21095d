import Core
import Store
import Web

/// Turns a session into a visitor; nil when the access no longer opens anything: deactivated, outside its validity, its account closed.
struct VisitorMaker {
    let connection: any Connection
    let grants: GrantCache
    let today: Day

    func visitor(_ found: Sessions.Found, _ hash: [UInt8]) throws -> Visitor? {
        let session = SessionFacts(hash: hash, publicID: found.publicID)
        switch found.person.kind {
        case .staff:
            let viewer = Viewer(staff: found.person.id, name: found.person.name, grants: grants.forStaff)
            return make(viewer, found.person, session, portal: nil, accountName: nil)
        case .external:
            guard let access = found.access, access.state == .active, access.isValid(on: today), found.isAccountOpen,
                let portal = found.portal
            else { return nil }
            let granted = try grants.grants(of: access, version: found.version, connection)
            let viewer = Viewer(
                access: access.id, person: found.person.id, name: found.person.name, grants: granted,
                anchor: access.record, account: access.account)
            return make(viewer, found.person, session, portal: portal, accountName: found.accountName)
        }
    }

    private func make(
        _ viewer: Viewer, _ person: Person, _ session: SessionFacts, portal: PortalLook?, accountName: String?
    ) -> Visitor {
        Visitor(
            viewer: viewer, firstName: person.firstName, signInName: person.signInName,
            isAdministrator: person.role == .administrator,
            mustChange: person.mustChange, language: person.language, session: session, portal: portal,
            accountName: accountName)
    }
}

extension Sessions.Found {
    var portal: PortalLook? {
        portalID.map {
            PortalLook(
                id: $0, slug: portalSlug ?? "", name: portalName ?? "", company: company ?? portalName ?? "Parvis")
        }
    }
}
