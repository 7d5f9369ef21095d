import Core
import Mail
import Store

/// Whom mails come from: the company's configured name and address.
struct MailSender: Sendable, Hashable {
    let name: String
    let address: String

    init(name: String, address: String) {
        self.name = name
        self.address = address
    }

    /// The settings of the installation; without an address there, one at the site's own host.
    init(_ connection: any Connection, _ site: Site) throws {
        let settings = Settings(connection)
        let company = try settings[.company] ?? site.defaultCompany
        let written = try settings[.sender].map { MailSender(text: $0) }
        name = written.flatMap { $0.name.isEmpty ? nil : $0.name } ?? company
        address = written?.address ?? "no-reply@" + site.host
    }

    /// Reads `Name <address>` or an address alone.
    init(text: String) {
        guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
            self.init(name: "", address: text)
            return
        }
        self.init(
            name: String(text[..<open].drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()),
            address: String(text[text.index(after: open)...].dropLast()))
    }

    var text: String { name.isEmpty ? address : "\(name) <\(address)>" }
    var mailbox: Mailbox { get throws { try Mailbox(name: name, address: address) } }
}
