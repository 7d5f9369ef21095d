import Core
import Store

/// Finds who on the staff is told about a request.
struct RequestHandler {
    let connection: any Connection

    /// Whoever follows it, or else whoever entered it, or else the portal's address for requests, or else the administrators: somebody
    /// always knows.
    func recipients(_ request: StoredRequest, portal: RecordID) throws -> [MailRecipient] {
        for person in try [request.handler, follower(request), owner(request)].compactMap(\.self) {
            if let recipient = try MailRecipient(person, connection) { return [recipient] }
        }
        if let common = try Settings(connection).requestsAddress(of: portal).flatMap(recipient) { return [common] }
        return try People(connection).staff().filter { $0.role == .administrator && $0.disabledAt == nil }.compactMap {
            try MailRecipient($0, connection)
        }
    }

    /// An imported name is no look-up: one that two people carry names nobody.
    private func follower(_ request: StoredRequest) throws -> Person? {
        guard let name = request.handlerName.map(folded), !name.isEmpty else { return nil }
        let found = try People(connection).staff().filter { person in
            let names = [person.name, person.lastName + " " + person.firstName, person.signInName, person.email ?? ""]
            return person.disabledAt == nil && names.contains { folded($0) == name }
        }
        return found.count == 1 ? found.first : nil
    }

    private func owner(_ request: StoredRequest) throws -> Person? {
        guard let id = request.owner, let person = try People(connection).find(id), person.kind == .staff,
            person.disabledAt == nil
        else { return nil }
        return person
    }

    /// An address that a colleague signs in with is written to in the colleague's language.
    private func recipient(at address: String) throws -> MailRecipient? {
        guard isDeliverable(address) else { return nil }
        if let person = try People(connection).named(address), person.kind == .staff, person.disabledAt == nil {
            return try MailRecipient(person, connection)
        }
        return MailRecipient(
            person: nil, address: address, firstName: "", lastName: "", username: "", language: .fr)
    }
}
