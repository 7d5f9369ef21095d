import Core
import Store

/// The portal as an access opened it on a past day: the type, the rights and the validity of that day, and nothing that was made later.
/// The records' values are today's.
struct PastDay {
    let day: Day
    let connection: any Connection
    let catalog: Catalog

    /// Why an access opened nothing on that day.
    struct Closed: Error {
        let words: Phrase
    }

    /// The first moment that no longer belongs to the day.
    var end: Instant { day.advanced(by: 1).start(in: Formats.paris) }

    /// The rights of that day. Throws `Closed`.
    func grants(of access: Access, in portal: Portal) throws -> Grants {
        try opened(by: access, in: portal).grants
    }

    /// The rights of that day, and the role that the access had.
    func opened(by access: Access, in portal: Portal) throws -> (grants: Grants, role: AccessRole) {
        guard access.createdAt < end else {
            let made = Day(access.createdAt, in: Formats.paris)
            throw Closed(
                words: Phrase(
                    fr: "Cet accès n’existait pas encore : il a été créé le \(Formats(.fr).day(made)).",
                    en: "This access did not exist yet: it was made on \(Formats(.en).day(made))."))
        }
        guard let then = try Accesses(connection).state(of: access, at: end) else {
            throw Closed(
                words: Phrase(
                    fr: "Le journal ne dit pas ce qu’était cet accès ce jour-là.",
                    en: "The journal does not say what this access was on that day."))
        }
        guard then.state == .active, then.isValid(on: day) else {
            throw Closed(
                words: Phrase(
                    fr:
                        "Le \(Formats(.fr).day(day)), cet accès n’ouvrait rien : pas encore accepté, désactivé, ou hors de sa validité.",
                    en:
                        "On \(Formats(.en).day(day)) this access opened nothing: not accepted yet, deactivated, or outside its validity."
                ))
        }
        if let was = try Portals(connection).userType(then.userType), was.portal != portal.id {
            throw Closed(
                words: Phrase(
                    fr: "Ce jour-là, cet accès ouvrait un autre portail.",
                    en: "On that day this access opened another portal."))
        }
        let open = try openModules(portal)
        let grants = Grants(
            try document(then.userType).settled(in: catalog), open: open, permissions: then.permissions)
        return (grants, then.role)
    }

    private func document(_ type: RecordID) throws -> UserTypeDocument {
        switch try Changes(connection).then(.userType, type.text, at: end) {
        case .asNow:
            let portals = Portals(connection)
            if let now = try portals.userType(type) { return try portals.document(of: now) }
        case .was(let text):
            if let document = UserTypeDocument(text: text) { return document }
        case .notYet: break
        }
        throw Closed(
            words: Phrase(
                fr: "Les droits de ce jour-là n’ont pas été gardés.", en: "The rights of that day were not kept."))
    }

    private func openModules(_ portal: Portal) throws -> [String] {
        guard case .was(let text) = try Changes(connection).then(.portal, portal.id.text, at: end),
            let document = PortalDocument(text: text)
        else { return portal.openModules }
        return document.openModules
    }
}

extension UserTypeDocument {
    /// Its grants as they would work on today's modules.
    func settled(in catalog: Catalog) -> [String: Grant] {
        granted.reduce(into: [:]) { settled, pair in
            guard let module = catalog[pair.key] else { return }
            settled[pair.key] = pair.value.settled(on: module, main: mainModule, in: catalog)
        }
    }
}
