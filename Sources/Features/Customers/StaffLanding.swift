import Core
import Store

/// Where a member of staff begins after signing in: at the one customer of its own, at the question which of several, or at the dashboard.
enum StaffLanding {
    static func path(_ app: App, _ person: Person) async throws -> String {
        let viewer = Viewer(staff: person.id, name: person.name, grants: app.grants.forStaff)
        let own = try await app.records { try OwnCustomers($0, viewer).list(limit: 2) }
        return switch own.count {
        case 0: "/admin"
        case 1: OfficePath.record("accounts", own[0].id)
        default: CustomerChoice.path
        }
    }
}
