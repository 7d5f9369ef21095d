import Core
import HTML
import Store
import Web

/// What stands against something, and what helps, as it concerns whoever reads: a right that the reader lacks is asked of somebody by name.
struct Remedies: Sendable {
    private let powers: Set<StaffPower>
    private let isAdministrator: Bool
    private let administrators: String
    private let portalManagers: String
    /// Whoever asked for it, when somebody else reads.
    private let asker: String?

    /// `asker` is the person who asked, with the name.
    static func read(for visitor: Visitor, _ connection: any Connection, asker: (id: RecordID, name: String)? = nil)
        throws -> Remedies
    {
        let staff = try People(connection).staff().filter { $0.disabledAt == nil }
        func names(_ people: [Person]) -> String { people.prefix(3).map(\.name).joined(separator: ", ") }
        return Remedies(
            powers: visitor.powers, isAdministrator: visitor.isAdministrator,
            administrators: names(staff.filter { $0.role == .administrator }),
            portalManagers: names(staff.filter { $0.powers.contains(.portals) }),
            asker: asker.flatMap { $0.id == visitor.viewer.person ? nil : $0.name })
    }

    func reason(_ obstacle: BulkObstacle) -> Phrase {
        guard let asker else { return obstacle.reason }
        return switch obstacle {
        case .noModule:
            Phrase(fr: "\(asker) n’a pas de droit sur ce module", en: "\(asker) has no right on this module")
        case .noRecord:
            Phrase(fr: "\(asker) n’a pas de droit sur cette fiche", en: "\(asker) has no right on this record")
        default: obstacle.reason
        }
    }

    func text(_ obstacle: BulkObstacle) -> Phrase {
        switch obstacle {
        case .noModule: isAdministrator ? Remedies.give : ask
        case .full where !powers.contains(.portals):
            Phrase(
                fr: "Désactivez un accès inutile, ou demandez à \(portalManagers) de relever la limite.",
                en: "Deactivate an access that is not needed, or ask \(portalManagers) to raise the limit.")
        case .ownDomain where !powers.contains(.portals):
            Phrase(
                fr:
                    "Donnez l’accès depuis la fiche, avec un motif, ou demandez à \(portalManagers) une exception pour cette adresse.",
                en: "Give the access from the record, with a reason, or ask \(portalManagers) for an exception.")
        case .refusedDomain where !powers.contains(.portals):
            Phrase(
                fr: "Demandez une autre adresse à la personne, ou une exception à \(portalManagers).",
                en: "Ask the person for another address, or \(portalManagers) for an exception.")
        case .withoutDelegation where !powers.contains(.portals):
            Phrase(
                fr: "Demandez à \(portalManagers) d’ouvrir ce droit sur le type.",
                en: "Ask \(portalManagers) to open this right on the type.")
        default: obstacle.remedy
        }
    }

    private var ask: Phrase {
        Phrase(fr: "Demandez ce droit à \(administrators).", en: "Ask \(administrators) for this right.")
    }

    private static let give = Phrase(
        fr: "Donnez-lui ce droit sur la page des collaborateurs.", en: "Give this right on the page of staff.")

    /// Where the remedy is found, for who may go there.
    func link(_ obstacle: BulkObstacle, portal: RecordID?, _ language: Language) -> HTML {
        func link(_ path: String, _ label: Phrase) -> HTML { "<a href=\"\(path)\">\(label(language))</a>" }
        switch obstacle {
        case .noModule where isAdministrator: return link("/admin/staff", Phrase(fr: "Collaborateurs", en: "Staff"))
        case .ownDomain where powers.contains(.portals), .refusedDomain where powers.contains(.portals):
            return link(DomainPage.path, DomainPage.title)
        case .full where powers.contains(.portals):
            let label = Phrase(fr: "Réglages du portail", en: "Settings of the portal")
            return portal.map { link(PortalDesk.path($0), label) } ?? .empty
        case .inBin: return link("/admin/bin", Phrase(fr: "Corbeille", en: "Recycle bin"))
        default: return .empty
        }
    }
}
