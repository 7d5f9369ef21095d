package import Core
package import Hummingbird

/// A request to the back office. It cannot be made without a member of staff.
package struct OfficeContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let visitor: Visitor
    package let language: Language
    package let address: String

    package init(context: SiteContext) throws {
        guard let made = OfficeContext(context) else { throw SignInNeeded(area: .office) }
        self = made
    }

    /// Nil without a member of staff.
    package init?(_ context: SiteContext) {
        guard let visitor = context.visitor, visitor.viewer.isStaff else { return nil }
        coreContext = context.coreContext
        self.visitor = visitor
        language = context.language
        address = context.address
    }

    package var viewer: Viewer { visitor.viewer }
    package var formats: Formats { Formats(language) }
}

/// A back-office request that only an administrator may make.
package struct AdministratorContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let office: OfficeContext

    package init(context: SiteContext) throws {
        office = try OfficeContext(context: context)
        coreContext = context.coreContext
        guard office.visitor.isAdministrator else { throw Refusal.notFound }
    }
}

/// A back-office request that needs *Gestion de portails*.
package struct PortalManagerContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let office: OfficeContext

    package init(context: SiteContext) throws {
        office = try OfficeContext(context: context)
        coreContext = context.coreContext
        guard office.visitor.powers.contains(.portals) else { throw Refusal.notFound }
    }
}

/// A back-office request that invites: it needs *Gestion de portails* or *Gestion des utilisateurs* (S5-08).
package struct InviterContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let office: OfficeContext

    package init(context: SiteContext) throws {
        office = try OfficeContext(context: context)
        coreContext = context.coreContext
        guard office.visitor.mayInvite else { throw Refusal.notFound }
    }
}

/// A back-office request that needs *Gestion des utilisateurs*.
package struct UserManagerContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let office: OfficeContext

    package init(context: SiteContext) throws {
        office = try OfficeContext(context: context)
        coreContext = context.coreContext
        guard office.visitor.powers.contains(.users) else { throw Refusal.notFound }
    }
}
