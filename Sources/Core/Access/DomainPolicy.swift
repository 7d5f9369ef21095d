/// Which e-mail addresses get no access to a portal without an exception: those of the company's own people where customers are meant, and
/// domains that are never accepted, such as those of throw-away addresses.
package struct DomainPolicy: Sendable, Hashable {
    /// Domains of the company itself; types of users are closed to them unless the type says otherwise.
    package var own: [String]
    package var refused: [String]

    package init(own: [String] = [], refused: [String] = DomainPolicy.throwAway) {
        self.own = own
        self.refused = refused
    }

    /// Why an address gets no access, with the domain of the list.
    package enum Objection: Sendable, Hashable {
        case own(String)
        case refused(String)
    }

    /// Well-known services that give anybody a mailbox for minutes.
    package static let throwAway = [
        "10minutemail.com", "guerrillamail.com", "jetable.org", "mailinator.com", "temp-mail.org", "trashmail.com",
        "yopmail.com", "yopmail.fr",
    ]

    /// Services where customers have their mailboxes too: they are nobody's own domains.
    package static let publicMail: Set<String> = [
        "bbox.fr", "free.fr", "gmail.com", "gmx.fr", "googlemail.com", "hotmail.com", "hotmail.fr", "icloud.com",
        "laposte.net", "live.com", "live.fr", "me.com", "msn.com", "neuf.fr", "numericable.fr", "orange.fr",
        "outlook.com", "outlook.fr", "proton.me", "protonmail.com", "sfr.fr", "wanadoo.fr", "yahoo.com", "yahoo.fr",
    ]

    package static let limit = 200

    /// Why an address gets no access; nil when it may have one. A domain stands for its subdomains too.
    package func objection(to address: String, allowsOwn: Bool) -> Objection? {
        guard let at = address.lastIndex(of: "@") else { return nil }
        let domain = "." + address[address.index(after: at)...].lowercased()
        func first(_ list: [String]) -> String? { list.first { domain.hasSuffix("." + $0) } }
        if let found = first(refused) { return .refused(found) }
        return allowsOwn ? nil : first(own).map { .own($0) }
    }
}

extension DomainPolicy {
    /// Reads domains one a line, or with commas between; `@exemple.fr` is `exemple.fr`. Each once, in the order of the alphabet. Throws what
    /// is no domain, by its text.
    package static func read(_ text: String) throws(FieldProblem) -> [String] {
        let words = text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map { $0.lowercased() }
        let domains = words.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }
        if let wrong = domains.first(where: { !isDomain($0) }) {
            throw FieldProblem(
                fr: "« \(wrong.prefix(60)) » n’est pas un domaine. Écrivez par exemple exemple.fr, un par ligne.",
                en: "“\(wrong.prefix(60))” is no domain. Write for example example.com, one a line.")
        }
        guard Set(domains).count <= limit else {
            throw FieldProblem(fr: "Gardez au plus \(limit) domaines.", en: "Keep at most \(limit) domains.")
        }
        return Set(domains).sorted()
    }

    /// What is wrong with the list of own domains; nil when nothing is.
    package var ownProblem: FieldProblem? {
        own.first(where: DomainPolicy.publicMail.contains).map {
            FieldProblem(
                fr: "\($0) est ouvert à tous : vos clients aussi y ont leur adresse. Retirez-le.",
                en: "\($0) is open to everybody: your customers have addresses there too. Take it out.")
        }
    }

    /// At least two labels of letters, digits and hyphens (RFC 1123, section 2.1; letters of any language).
    private static func isDomain(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        func isLabel(_ label: Substring) -> Bool {
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        }
        return labels.count >= 2 && text.utf8.count <= 253 && labels.allSatisfy(isLabel)
    }
}
