import Core
import HTML
import Store
import Web

extension Card {
    /// Accounts of people outside are for staff who manage users; who manages portals may still give one where there is none.
    mutating func keepAccesses(for visitor: Visitor) {
        guard !visitor.powers.contains(.users) else { return }
        if !visitor.mayInvite || login?.existing.isEmpty == false { login = nil }
        if !visitor.mayInvite || access?.accesses.isEmpty == false { access = nil }
    }
}

/// Who signs in as a record that is no contact, and the types of users that it could be invited to.
struct CardAccess: Sendable {
    let accesses: [AccessName]
    let types: [(id: RecordID, name: Phrase)]

    /// Nil for contacts, which have a user account of their own kind, and for modules whose records nobody signs in as.
    static func read(_ record: Record, _ connection: any Connection) throws -> CardAccess? {
        let module = record.module
        guard module.key != "contacts", module.emailField != nil else { return nil }
        let portals = Portals(connection)
        let types = try portals.all().filter { !$0.isArchived }.flatMap { portal in
            try portals.userTypes(of: portal.id).filter { $0.mainModule == module.key }.map { ($0.id, $0.name) }
        }
        let held = try Accesses(connection).signIns(module: module.key, records: [record.id])[record.id] ?? []
        return types.isEmpty && held.isEmpty ? nil : CardAccess(accesses: held, types: types)
    }

    /// What the head of the card offers: the users there are, or the way to invite.
    func actions(_ card: Card) -> [HTML] {
        let language = card.language
        guard accesses.isEmpty else {
            return accesses.map { access in
                let words = Phrase(fr: "Utilisateur \(access.name)", en: "User \(access.name)")
                return buttonLink(words(language), OfficePath.user(access.access))
            }
        }
        guard card.conversion == nil else { return [] }
        let email = card.module.emailField.flatMap { card.record[$0.key].text } ?? ""
        guard !email.isEmpty, let first = types.first else { return [] }
        let label = Phrase(fr: "Inviter au portail", en: "Invite to the portal")(language)
        guard types.count > 1 else {
            return [
                postButton(
                    label, to: InviteSelection.path + "/check",
                    fields: [("type", first.id.text), ("record", card.record.id.text)])
            ]
        }
        let search = escapedForURL(card.record.title)
        return [buttonLink(label, "\(InviteSelection.path)?type=\(first.id.text)&q=\(search)")]
    }
}
