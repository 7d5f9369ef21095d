import Core
import HTML
import Hummingbird
import Store
import Web

/// The sign-up of a portal as it stands now.
struct SignUpDesk: Sendable {
    let portal: Portal
    let rules: SignUpRules
    /// As whom somebody can sign up; a type that is gone closes its place.
    let places: [Place]

    /// A user type that whoever signs up gets.
    struct Place: Sendable {
        let audience: SignUpRules.Audience
        let type: UserType
        /// No seat is free.
        let isFull: Bool
    }

    var isFull: Bool { places.allSatisfy(\.isFull) }
    func place(_ audience: SignUpRules.Audience) -> Place? { places.first { $0.audience == audience } }

    static func path(_ portal: Portal) -> String { "/p/\(portal.slug)/signup" }
    var path: String { SignUpDesk.path(portal) }
    static func link(_ token: String, _ portal: Portal, _ site: Site) -> String {
        site.baseAddress + path(portal) + "/" + token
    }

    static func read(_ portal: Portal, _ connection: any Connection) throws -> SignUpDesk {
        let rules = try SignUps(connection).rules(of: portal.id).rules
        let portals = Portals(connection)
        let places = try rules.audiences.compactMap { audience -> Place? in
            guard let id = rules.userType(for: audience), let type = try portals.userType(id),
                type.portal == portal.id, type.mainModule == "contacts"
            else { return nil }
            return Place(audience: audience, type: type, isFull: try Seats(connection).objection(to: id) != nil)
        }
        return SignUpDesk(portal: portal, rules: rules, places: places)
    }

    /// The sign-up behind an address. Throws not found where nobody can sign up.
    static func open(_ app: App, _ door: Door) async throws -> SignUpDesk {
        guard let portal = door.portal else { throw Refusal.notFound }
        let desk = try await app.database.read { try read(portal, $0) }
        guard !desk.places.isEmpty else { throw Refusal.notFound }
        return desk
    }

    /// Whoever signs in with an address and cannot sign up: it opens this portal already, or it is a member of staff's.
    static func holder(of address: String, in portal: Portal, _ connection: any Connection) throws -> Person? {
        guard let person = try People(connection).named(address) else { return nil }
        if person.kind == .staff || person.disabledAt != nil { return person }
        let types = Set(try Portals(connection).userTypes(of: portal.id).map(\.id))
        let accesses = try Accesses(connection).of(person: person.id)
        return accesses.contains { types.contains($0.userType) && $0.state != .deactivated && $0.state != .inactive }
            ? person : nil
    }

    /// Under the sign-in form of a portal where people can sign up.
    static func invitation(_ app: App, _ door: Door, _ language: Language) async throws -> HTML {
        guard let portal = door.portal else { return .empty }
        let desk = try await app.database.read { try read(portal, $0) }
        let help = support(desk.rules, language)
        guard !desk.places.isEmpty else { return help }
        let words = Phrase(fr: "Pas encore de compte ?", en: "No account yet?")(language)
        return "<p class=\"center\">\(words) <a href=\"\(desk.path)\">\(title(language))</a></p>\(help)"
    }

    /// Whom to ask.
    static func support(_ rules: SignUpRules, _ language: Language) -> HTML {
        guard !rules.contact.isEmpty else { return .empty }
        let words = Phrase(fr: "Besoin d’aide ?", en: "Need help?")(language)
        return "<p class=\"center soft\">\(words) \(contact(rules.contact))</p>"
    }

    private static func contact(_ text: String) -> HTML {
        isDeliverable(text) ? "<a href=\"mailto:\(text)\">\(emailText(text))</a>" : HTML.text(text)
    }

    static let title = Phrase(fr: "S’inscrire", en: "Sign up")
}

extension SignUpRules.Audience {
    var label: Phrase {
        switch self {
        case .customers: Phrase(fr: "Client", en: "Customer")
        case .collaborators: Phrase(fr: "Collaborateur externe", en: "External collaborator")
        }
    }
}
