import Core
import Mail
import Store

/// Somebody a mail goes to, with what the words may say about them.
struct MailRecipient: Sendable {
    let person: RecordID?
    let address: String
    let firstName: String
    let lastName: String
    let username: String
    let language: Language

    init(person: RecordID?, address: String, firstName: String, lastName: String, username: String, language: Language)
    {
        self.person = person
        self.address = address
        self.firstName = firstName
        self.lastName = lastName
        self.username = username
        self.language = language
    }

    /// A person who signs in, at the address that the person proved or that staff who manage users set. Nil without one: a contact's e-mail
    /// is anybody's who may change the contact, and no link and no notice goes there.
    init?(_ person: Person, _ connection: any Connection) throws {
        let correspondence = try People(connection).correspondence(of: person.id)
        guard let address = correspondence.address, isDeliverable(address) else { return nil }
        self.init(
            person: person.id, address: address, firstName: person.firstName, lastName: person.lastName,
            username: person.signInName,
            language: correspondence.language ?? .fr)
    }
}

extension MailRecipient {
    /// Whom staff who manage users invite: the person's own address, or else the contact's, which they were shown and which using the link
    /// proves. Nil when no address can be written to.
    init?(inviting profile: AccessProfile, _ connection: any Connection) throws {
        let person = profile.person
        guard let address = profile.invitedAt, isDeliverable(address) else { return nil }
        self.init(
            person: person.id, address: address, firstName: person.firstName, lastName: person.lastName,
            username: person.signInName,
            language: try People(connection).correspondence(of: person.id).language ?? .fr)
    }

    /// The same person at another address; nil where nothing can be sent.
    func at(_ address: String) -> MailRecipient? {
        guard isDeliverable(address) else { return nil }
        return MailRecipient(
            person: person, address: address, firstName: firstName, lastName: lastName, username: username,
            language: language)
    }

    /// The same person, reading another language.
    func reading(_ language: Language) -> MailRecipient {
        MailRecipient(
            person: person, address: address, firstName: firstName, lastName: lastName, username: username,
            language: language)
    }

    /// Where notices about what an access shows go.
    func notified(through access: Access) -> MailRecipient {
        guard let address = access.notifyEmail, isDeliverable(address) else { return self }
        return MailRecipient(
            person: person, address: address, firstName: firstName, lastName: lastName, username: username,
            language: language)
    }
}

/// True for an address that a mail can be sent to as it is.
func isDeliverable(_ address: String) -> Bool {
    guard isEmailAddress(address) else { return false }
    do {
        _ = try Mailbox(address: address)
        return true
    } catch {
        return false
    }
}
