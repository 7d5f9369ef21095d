import Core
import HTML
import Hummingbird
import Store
import Web

/// A portal as its administrator finds it.
struct PortalDesk: Sendable {
    let portal: Portal
    /// The first portal stays for ever.
    let isFirst: Bool
    let people: Int
    /// Accesses that count against the quota.
    let seats: Int
    /// Whom a mail about the portal reaches.
    let audience: Int
    let addresses: PortalAddresses

    var path: String { PortalDesk.path(portal.id) }
    static func path(_ id: RecordID) -> String { "/admin/portals/" + id.text }
    static func title(_ language: Language) -> String { Phrase(fr: "Portails", en: "Portals")(language) }

    static func open(_ app: App, _ context: OfficeContext) async throws -> PortalDesk {
        guard let id = context.parameters.get("portal").flatMap({ RecordID(text: $0) }) else { throw Refusal.notFound }
        return try await app.database.read { connection in
            let portals = Portals(connection)
            let all = try portals.all()
            guard let portal = all.first(where: { $0.id == id }) else { throw Refusal.notFound }
            return PortalDesk(
                portal: portal, isFirst: all.first?.id == id, people: try portals.people(of: id),
                seats: try Seats(connection).used(ofPortal: id),
                audience: try portals.audience(of: id),
                addresses: try PortalAddresses.read(id, connection))
        }
    }

    /// Makes a change, or says why not.
    static func change<T: Sendable>(
        _ app: App, _ context: OfficeContext, _ body: @escaping @Sendable (any Connection, PortalChange) throws -> T
    ) async throws -> Result<T, PortalRefusal> {
        let (author, now, ids) = (Author(context.viewer), app.clock.now, app.ids)
        do {
            return .success(
                try await app.database.write { try body($0, PortalChange($0, ids: ids, by: author, at: now)) })
        } catch PortalRefusal.notFound {
            throw Refusal.notFound
        } catch let refusal as PortalRefusal {
            return .failure(refusal)
        }
    }

    static func stateChip(_ portal: Portal, _ language: Language) -> HTML {
        portal.isArchived
            ? chip(Phrase(fr: "Archivé", en: "Archived")(language), .neutral)
            : chip(Phrase(fr: "Ouvert", en: "Open")(language), .ok)
    }
}

extension PortalRefusal {
    func note(_ language: Language) -> HTML {
        switch self {
        case .problems, .notFound: .empty
        case .stale:
            Web.note(
                .warn,
                HTML.text(
                    Phrase(
                        fr:
                            "Quelqu’un a enregistré ce portail pendant que vous écriviez. Voici ce qu’il en est maintenant ; votre saisie n’a pas été enregistrée.",
                        en:
                            "Somebody saved this portal while you were writing. This is how it is now; what you typed was not saved."
                    )(language)))
        case .changedSince:
            Web.note(
                .bad,
                HTML.text(
                    Phrase(
                        fr: "Ce portail a été modifié depuis. Annulez d’abord les changements plus récents.",
                        en: "This portal was changed since. Undo the later changes first.")(language)))
        case .first:
            Web.note(
                .bad,
                HTML.text(
                    Phrase(
                        fr: "Le premier portail ne s’archive pas et ne se supprime pas : il accueille vos clients.",
                        en: "The first portal is neither archived nor deleted: it welcomes your customers.")(language)))
        case .inUse(let people):
            Web.note(
                .bad,
                HTML.text(
                    Phrase(
                        fr:
                            "\(people) personne\(people > 1 ? "s ont" : " a") encore un accès à ce portail. Supprimez d’abord \(people > 1 ? "ces accès" : "cet accès"), depuis Utilisateurs.",
                        en:
                            "\(people) \(people > 1 ? "people still have" : "person still has") an access to this portal. Remove \(people > 1 ? "these" : "it") first, from Users."
                    )(
                        language)))
        }
    }
}
