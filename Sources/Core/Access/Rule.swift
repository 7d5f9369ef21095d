/// Compiles a grant and a viewer to the one predicate that lists, items, counts, files and exports all use.
package struct Rule: Sendable {
    package let viewer: Viewer
    package let module: Module

    package init(_ viewer: Viewer, _ module: Module) {
        self.viewer = viewer
        self.module = module
    }

    private var grant: Grant { viewer.grants[module.key] }

    /// Records that exist for the viewer.
    package var see: Predicate {
        let reached: Predicate =
            switch grant.see {
            case .nobody: .never
            case .everyone: .always
            case .through(let path): leads(path)
            }
        return viewer.isStaff ? reached : reached.and(grant.narrowed(module))
    }

    /// Records that the viewer may change: own, colleagues' and staff's are told apart by who wrote them.
    package var edit: Predicate {
        if !viewer.isStaff, grant.see == .everyone { return .never }
        return written(by: grant.editable)
    }

    package var delete: Predicate {
        guard grant.delete else { return .never }
        return viewer.isStaff ? see : grant.see == .everyone ? .never : written(by: grant.deletable)
    }

    private func written(by writers: [Writer]) -> Predicate {
        guard !writers.isEmpty else { return .never }
        return writers.count == Writer.allCases.count ? see : see.and(.isWritten(by: writers, asSeenBy: viewer.person))
    }

    /// Whether the viewer may create records that will exist for the viewer: a form that can only end in nothing is not offered.
    package var creates: Bool { grant.create && (viewer.isStaff || reachesNew) }

    /// Whether copies of records that the viewer sees are the viewer's to make.
    package var clones: Bool { viewer.isStaff || grant.clone && reachesNew }

    /// A new record is reached by the look-up that the system fills in, or by one that the viewer fills in with a record that it sees.
    private var reachesNew: Bool {
        guard grant.see.takesNew, see != .never, case .through(let path) = grant.see, let step = path.steps.first
        else { return false }
        guard path.isChosen else { return true }
        guard let field = module[step], let target = field.target else { return false }
        return viewer.grants[target].see != .nobody && viewer.mayEdit(field, of: module)
    }

    private func leads(_ path: Scope.Path) -> Predicate {
        let ids: [RecordID] =
            switch path.target {
            case .anchor: viewer.anchor.map { [$0] } ?? []
            case .account: viewer.account.map { [$0] } ?? []
            case .family: viewer.family
            case .projects: viewer.projects
            case .named: viewer.anchor.map { [$0] } ?? []
            case .assigned: viewer.account.map { [$0] } ?? []
            }
        guard !ids.isEmpty, !path.target.isPathless || path.steps.isEmpty else { return .never }
        switch path.target {
        case .named: return .names(ids)
        case .assigned: return assigned(to: ids)
        default: return .leads(path: path.steps.isEmpty ? ["id"] : path.steps, to: ids)
        }
    }

    /// What was assigned is seen as long as it is the account's.
    private func assigned(to account: [RecordID]) -> Predicate {
        let ofAccount = Predicate.leads(path: [Rule.account], to: account)
        if viewer.isAccountAdministrator { return ofAccount }
        return viewer.access.map { ofAccount.and(.isAssigned(to: $0)) } ?? .never
    }

    /// The look-up by which a record that can be assigned is an account's.
    package static let account = "account_id"
}
