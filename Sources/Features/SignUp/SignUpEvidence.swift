import Core
import Store

/// What is known that helps to decide about a request to sign up.
struct SignUpEvidence: Sendable {
    let contacts: [Match]
    let accounts: [AccountMatch]
    /// Other requests with the same address or domain.
    let alike: [SignUp]
    /// Whoever signs in with the address already.
    let known: Person?

    /// A contact that may be the applicant.
    struct Match: Sendable {
        let id: RecordID
        let name: String
        let email: String
        let account: RecordID?
        let hasAccess: Bool
        let isSameAddress: Bool
        let isSameName: Bool
        var path: String { "/admin/contacts/" + id.text }
    }

    /// An account that the applicant may belong to, and why.
    struct AccountMatch: Sendable, Hashable {
        let id: RecordID
        let name: String
        let why: Why
        var path: String { "/admin/accounts/" + id.text }

        /// Why it may be.
        enum Why: Sendable, Hashable {
            /// So many of its contacts have addresses of the same domain.
            case domain(String, Int)
            case name
            /// It was looked for.
            case search
        }
    }

    private static let bound = 20

    /// The domain that tells a company; nil for services where everybody has a mailbox.
    static func domain(of email: String) -> String? {
        let domain = email.split(separator: "@").last.map { $0.lowercased() } ?? ""
        return domain.isEmpty || DomainPolicy.publicMail.contains(domain) ? nil : domain
    }

    /// `search` is what the approver looks for beside what was found.
    static func read(_ app: App, _ signUp: SignUp, search: String, _ viewer: Viewer, _ records: Records) throws
        -> SignUpEvidence
    {
        let contacts = records.seen(by: viewer, try app.module("contacts"))
        let accounts = records.seen(by: viewer, try app.module("accounts"))
        let domain = domain(of: signUp.email)
        var found = try self.contacts(contacts, signUp)
        if !search.isEmpty {
            let known = Set(found.map(\.id))
            found += try matches(contacts, search, signUp) { _ in true }.filter { !known.contains($0.id) }
        }
        let connection = records.connection
        return SignUpEvidence(
            contacts: found, accounts: try self.accounts(contacts, accounts, signUp, domain, search),
            alike: try SignUps(connection).alike(signUp, domain: domain, limit: bound),
            known: try People(connection).named(signUp.email))
    }

    /// Contacts with the applicant's address, then those with the applicant's name.
    static func contacts(_ seen: SeenRecords, _ signUp: SignUp) throws -> [Match] {
        let same = try match(
            seen.having(email: signUp.email, limit: bound).compactMap { try seen.find($0) }, seen, signUp)
        let known = Set(same.map(\.id))
        let named = try matches(seen, signUp.name, signUp) { $0.isSameName }
        return same + named.filter { !known.contains($0.id) }
    }

    private static func matches(
        _ seen: SeenRecords, _ text: String, _ signUp: SignUp, _ fits: (Match) -> Bool
    ) throws -> [Match] {
        var query = Query(sort: seen.module.sort)
        query.search = text
        query.limit = bound
        let records = try seen.list(query, columns: ["last_name", "first_name", "email", "account_id"]).records
        return try match(records, seen, signUp).filter(fits)
    }

    private static func match(_ records: [Record], _ seen: SeenRecords, _ signUp: SignUp) throws -> [Match] {
        let carriers = try Accesses(seen.connection).signInNames(module: "contacts", records: records.map(\.id))
        return records.map { record in
            let (first, last) = (record["first_name"].text ?? "", record["last_name"].text ?? "")
            return Match(
                id: record.id, name: record.title, email: record["email"].text ?? "",
                account: record["account_id"].id, hasAccess: carriers[record.id] != nil,
                isSameAddress: folded(record["email"].text ?? "") == folded(signUp.email),
                isSameName: folded(first) == folded(signUp.firstName) && folded(last) == folded(signUp.lastName))
        }
    }

    private static func accounts(
        _ contacts: SeenRecords, _ accounts: SeenRecords, _ signUp: SignUp, _ domain: String?, _ search: String
    ) throws -> [AccountMatch] {
        var found: [AccountMatch] = []
        func add(_ id: RecordID, _ name: String, _ why: AccountMatch.Why) {
            if !found.contains(where: { $0.id == id }) { found.append(AccountMatch(id: id, name: name, why: why)) }
        }
        if let domain {
            let found = try contacts.accounts(withDomain: domain, limit: 8)
            let names = try accounts.titles(Set(found.map(\.account)))
            for (id, count) in found { if let name = names[id] { add(id, name, .domain(domain, count)) } }
        }
        for (text, why) in [(signUp.company, AccountMatch.Why.name), (search, .search)] where !text.isEmpty {
            var query = Query(sort: accounts.module.sort)
            query.search = text
            query.limit = 8
            for record in try accounts.list(query, columns: ["name"]).records { add(record.id, record.title, why) }
        }
        return found
    }
}
