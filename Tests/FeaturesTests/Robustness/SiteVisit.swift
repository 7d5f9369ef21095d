import Core
import Features
import HTTPTypes
import Store
import TestSupport
import Testing

/// Everybody who may come to the site, signed in, and how addresses are filled in for the world's own records.
struct SiteVisit {
    let world: World
    let app: App
    /// Who asks, by name: a customer, staff, the administrator, nobody. In this order, because an administrator may shut others out.
    let people: [(name: String, client: Client)]

    static func with(_ engine: Engine, _ body: (SiteVisit) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await generous(world)
            let people = [
                ("customer", try await OfficeDoor.atu(world, app)),
                ("staff", try await OfficeDoor.client(world.claire, world, app)),
                ("administrator", try await OfficeDoor.client(world.administrator, world, app)),
                ("nobody", Client(app)),
            ]
            try await body(SiteVisit(world: world, app: app, people: people))
        }
    }

    /// Everything through the account, so that every form of the portal is offered.
    private static func generous(_ world: World) async throws {
        let (type, ids) = (world.userType, world.ids)
        try await world.database.write { connection in
            for module in Catalog.builtIn.modules where module["account_id"] != nil || module.key == "accounts" {
                let path = module.key == "accounts" ? Scope.Path([], to: .account) : .init(["account_id"], to: .account)
                var grant = Grant(see: .through(path))
                (grant.create, grant.editOwn, grant.editShared) = (true, true, true)
                (grant.delete, grant.clone, grant.notes, grant.files) = (true, true, .edit, .edit)
                grant.fields = module.grantable.mapValues { _ in .edit }
                try Portals(connection).setGrant(grant, module: module.key, of: type, id: ids.next())
            }
            try Portals(connection).bumpVersion()
        }
    }

    var routes: [Route] { SiteRoutes.all(app) }
    var pages: [Route] { routes.filter { $0.method == .get } }

    /// The address of a route for the world's own records; `hostile` takes the place of everything that is not a portal's name.
    func path(_ route: Route, hostile: String? = nil) -> String {
        let parts = route.path.split(separator: "/").map(String.init)
        let filled = parts.enumerated().map { index, part in
            guard part.hasPrefix(":") else { return part }
            if part == ":portal", parts.first == "p" { return world.portal.slug }
            return hostile ?? known(part, after: index > 0 ? parts[index - 1] : "")
        }
        return "/" + filled.joined(separator: "/")
    }

    private func known(_ part: String, after place: String) -> String {
        switch part {
        case ":portal": world.portal.id.text
        case ":type": world.userType.text
        case ":module": "invoices"
        case ":field": "total_incl"
        case ":subform": "lines"
        case ":code": "fr"
        case ":token", ":key": "x"
        default: record(of: place).text
        }
    }

    private func record(of place: String) -> RecordID {
        switch place {
        case "accounts": world.atu.account
        case "contacts": world.atu.contact
        case "users": world.atu.access
        case "staff": world.claire
        default: world.atu[place].first ?? RecordID(1)
        }
    }

    static let numbers = [
        "9223372036854775807", "-9223372036854775808", "0", "1e309", String(repeating: "9", count: 60),
    ]
}
