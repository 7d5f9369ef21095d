/// A name and an address that are safe in a header and in an SMTP command.
///
/// Addresses are the plain form people really have: an unquoted local part and a host name. Quoted local parts,
/// comments, address literals and addresses beyond ASCII are refused: servers and libraries disagree about them.
package struct Mailbox: Hashable, Sendable {
    /// As the person writes it, any script; empty when only the address is known.
    package let name: String
    package let address: String

    /// Throws `InvalidMail` for the address or the name.
    package init(name: String = "", address: String) throws {
        self.name = try Self.checkedName(name)
        self.address = try Self.checkedAddress(address)
    }

    private static func checkedName(_ name: String) throws -> String {
        let line = try SingleLine(name, as: .displayName)
        guard name.unicodeScalars.count <= 200 else { throw InvalidMail(.displayName, .tooLong(limit: 200)) }
        return line.text
    }

    private static func checkedAddress(_ address: String) throws -> String {
        let line = try SingleLine(address, as: .address)
        guard !address.isEmpty else { throw InvalidMail(.address, .empty) }
        guard address.utf8.allSatisfy({ $0 < 0x80 }) else { throw InvalidMail(.address, .notASCII) }
        guard address.utf8.count <= 254 else { throw InvalidMail(.address, .tooLong(limit: 254)) }
        let sides = address.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2 else { throw InvalidMail(.address, .notOneAtSign) }
        guard MailSyntax.isLocalPart(sides[0]), MailSyntax.isHostName(sides[1]) else {
            throw InvalidMail(.address, .malformed)
        }
        return line.text
    }
}
