import Core
import Store
import Web

/// Turns whoever came in, by a session or a key, into a visitor; nil when that no longer opens anything: the person disabled, the access
/// deactivated or outside its validity, its record one that carries no open access.
struct VisitorMaker {
    let connection: any Connection
    let grants: GrantCache
    let today: Day

    func visitor(_ entrant: Entrant, _ session: SessionFacts?) throws -> Visitor? {
        let person = entrant.person
        guard person.disabledAt == nil else { return nil }
        try grants.refresh(to: entrant.version, connection)
        switch person.kind {
        case .staff:
            let viewer = Viewer(staff: person.id, name: person.name, grants: grants.forStaff)
            var visitor = make(viewer, person, session, portal: nil, accountName: nil)
            visitor.powers = person.powers
            return visitor
        case .external:
            guard let access = entrant.access, let portal = entrant.portal, !entrant.isPortalArchived,
                let viewer = try viewer(access, person, entrant.carrier, version: entrant.version)
            else { return nil }
            var visitor = make(viewer, person, session, portal: portal, accountName: entrant.accountName)
            visitor.portalLanguage = entrant.portalLanguage
            visitor.isSupplier = entrant.isSupplier
            visitor.managesColleagues = session != nil && entrant.delegates && access.role == .administrator
            visitor.hasOtherAccesses = entrant.hasOtherAccesses
            visitor.hasPolicy = entrant.hasPolicy
            // A program has accepted nothing and asks nothing; the person behind its key has a door of its own.
            visitor.waitsForPolicy = session != nil && entrant.waitsForPolicy
            visitor.tabs = try grants.tabs(
                of: access.userType, in: portal.id, version: entrant.version, connection)
            return visitor
        }
    }

    /// Who a person is to the records through an access; nil when the access opens nothing today. `known` is what its record says, where
    /// the caller has read it.
    func viewer(_ access: Access, _ person: Person, _ known: Carrier? = nil, version: Int64) throws -> Viewer? {
        guard access.state == .active, access.isValid(on: today) else { return nil }
        let carrier = try known ?? Accesses(connection).carrier(of: access, in: grants.catalog)
        guard carrier.obstacle == nil else { return nil }
        var viewer = Viewer(
            access: access.id, person: person.id, name: person.name,
            grants: try grants.grants(of: access, version: version, connection), anchor: access.record,
            account: carrier.account, inviter: access.createdBy)
        viewer.isAccountAdministrator = access.role == .administrator
        return viewer
    }

    private func make(
        _ viewer: Viewer, _ person: Person, _ session: SessionFacts?, portal: PortalLook?, accountName: String?
    ) -> Visitor {
        Visitor(
            viewer: viewer, firstName: person.firstName, signInName: person.signInName,
            isAdministrator: person.role == .administrator,
            mustChange: person.mustChange, preferences: person.preferences, session: session, portal: portal,
            accountName: accountName)
    }
}

extension Entrant {
    var portal: PortalLook? {
        portalID.map {
            PortalLook(
                id: $0, slug: portalSlug ?? "", name: portalName ?? "", company: company ?? portalName ?? "Parvis",
                marks: PortalMarks(slug: portalSlug ?? "", logo: portalLogo, icon: portalIcon))
        }
    }
}
