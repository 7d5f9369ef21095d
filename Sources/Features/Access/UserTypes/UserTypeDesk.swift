import Core
import HTML
import Hummingbird
import Store
import Web

/// A user type as its administrator finds it.
struct UserTypeDesk: Sendable {
    let portal: Portal
    let type: UserType
    let document: UserTypeDocument
    /// How many accesses have it.
    let people: Int
    /// Accesses that count against the quota.
    let seats: Int
    /// The first type of the first portal is for customers only.
    let isFirst: Bool
    /// The modules that other types of the portal have grants on: opening one of these in the portal would concern their people too.
    let others: Set<String>
    let catalog: Catalog

    var path: UserTypePath { UserTypePath(portal: portal.id, type: type.id) }
    var grants: [String: Grant] { document.granted }
    var main: Module? { catalog[type.mainModule] }

    /// The modules that these people can have something of, with the ways there.
    var related: [(module: Module, ways: [ScopePath])] {
        let paths = ScopePaths(catalog)
        return catalog.staffModules.map { ($0, paths.offered($0, main: type.mainModule)) }.filter { !$0.1.isEmpty }
    }

    /// These rights without what cannot be.
    func settled(_ grants: [String: Grant]) -> [String: Grant] {
        let known = Dictionary(related.map { ($0.module.key, $0.module) }, uniquingKeysWith: { first, _ in first })
        return grants.reduce(into: [:]) { settled, entry in
            settled[entry.key] =
                known[entry.key].map { entry.value.settled(on: $0, main: type.mainModule, in: catalog) } ?? entry.value
        }
    }

    /// The granted modules in the order in which their fields are gone through.
    var granted: [Module] { related.map(\.module).filter { (grants[$0.key]?.see ?? .nobody) != .nobody } }

    static func open(_ app: App, _ context: OfficeContext) async throws -> UserTypeDesk {
        func id(_ name: String) -> RecordID? { context.parameters.get(name).flatMap { RecordID(text: $0) } }
        guard let portal = id("portal"), let type = id("type") else { throw Refusal.notFound }
        return try await app.records { records in
            let portals = Portals(records.connection)
            guard let found = try portals.find(portal), let one = try portals.userType(type), one.portal == found.id
            else { throw Refusal.notFound }
            return UserTypeDesk(
                portal: found, type: one, document: try portals.document(of: one),
                people: try portals.accesses(of: one.id),
                seats: try Seats(records.connection).used(ofType: one.id), isFirst: try portals.firstType() == one.id,
                others: try others(than: one, portals),
                catalog: records.catalog)
        }
    }

    private static func others(than type: UserType, _ portals: Portals) throws -> Set<String> {
        let types = try portals.userTypes(of: type.portal).filter { $0.id != type.id }
        return Set(try types.flatMap { try portals.grants(of: $0.id).filter { $0.value.see != .nobody }.keys })
    }

    func crumbs(_ last: String?, _ language: Language) -> [PageHead.Crumb] {
        let types = Phrase(fr: "Types d’utilisateur", en: "User types")(language)
        let start: [PageHead.Crumb] = [
            .init(portal.name, PortalDesk.path(portal.id)), .init(types, UserTypePath.list(portal.id)),
        ]
        return start
            + (last.map { [.init(type.name(language), path.grid), .init($0)] } ?? [.init(type.name(language))])
    }

    /// Makes a change, or says why not.
    static func change<T: Sendable>(
        _ app: App, _ context: OfficeContext, _ body: @escaping @Sendable (UserTypeChange) throws -> T
    ) async throws -> Result<T, UserTypeRefusal> {
        let (author, now, ids, catalog) = (Author(context.viewer), app.clock.now, app.ids, app.catalog)
        do {
            return .success(
                try await app.database.write {
                    try body(UserTypeChange($0, catalog, ids: ids, by: author, at: now))
                })
        } catch UserTypeRefusal.notFound {
            throw Refusal.notFound
        } catch let refusal as UserTypeRefusal {
            return .failure(refusal)
        }
    }
}

extension UserTypeRefusal {
    var problems: [String: FieldProblem] { if case .problems(let problems) = self { problems } else { [:] } }

    /// Who saved meanwhile, above the changes that were laid over theirs.
    func merged(_ formats: Formats) -> HTML {
        guard case .stale(let name, let at) = self else { return .empty }
        let who = UserTypeRefusal.who(name, formats.language)
        let words = Phrase(
            fr:
                "\(who) a enregistré ce type le \(formats.moment(at)), pendant que vous le modifiiez. Vos changements sont posés sur les siens ; vérifiez, puis enregistrez.",
            en:
                "\(who) saved this type on \(formats.moment(at)) while you were changing it. Your changes are laid over theirs; check, then save."
        )
        return Web.note(.bad, HTML.text(words(formats.language)))
    }

    private static func who(_ name: String, _ language: Language) -> String {
        name.isEmpty ? Phrase(fr: "Quelqu’un", en: "Somebody")(language) : name
    }

    func note(_ formats: Formats) -> HTML {
        switch self {
        case .problems, .notFound: return .empty
        case .stale(let name, let at):
            let who = UserTypeRefusal.who(name, formats.language)
            return Web.note(
                .bad,
                HTML.text(
                    Phrase(
                        fr:
                            "\(who) a enregistré ce type le \(formats.moment(at)), pendant que vous le modifiiez. Rien n’a été écrasé : les droits ci-dessous sont les siens, refaites vos changements.",
                        en:
                            "\(who) saved this type on \(formats.moment(at)) while you were changing it. Nothing was overwritten: the rights below are theirs, make your changes again."
                    )(formats.language)))
        case .changedSince:
            return Web.note(
                .bad,
                HTML.text(
                    Phrase(
                        fr: "Ce type a été modifié depuis. Annulez d’abord les changements plus récents.",
                        en: "This type was changed since. Undo the later changes first.")(formats.language)))
        case .inUse(let people):
            return Web.note(
                .bad,
                HTML.text(
                    Phrase(
                        fr:
                            "\(people) personne\(people > 1 ? "s ont" : " a") ce type. Donnez-leur un autre type ou supprimez leurs accès, puis recommencez.",
                        en:
                            "\(people) \(people > 1 ? "people have" : "person has") this type. Give them another type or remove their accesses, then try again."
                    )(formats.language)))
        }
    }
}
