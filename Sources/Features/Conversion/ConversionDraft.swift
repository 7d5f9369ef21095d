import Core
import HTML
import Store
import Web

/// The page *Convertir en contact* as it was filled in.
struct ConversionDraft: Sendable {
    /// The contact that the lead is merged into; nil for a new one.
    var contact: RecordID?
    var account: AccountWish?
    /// The name of a new account, kept while another choice is made.
    var accountName = ""
    var access: AccessWish?
    /// The lead as the page showed it.
    let version: Int64
    /// The contacts with the same e-mail that the page showed.
    let known: Set<RecordID>

    /// The account of a new contact.
    enum AccountWish: Sendable, Hashable {
        case existing(RecordID)
        case new
        case without
    }

    /// What becomes of the lead's portal access.
    enum AccessWish: Sendable, Hashable {
        case type(RecordID)
        case close
    }

    static let labels: [(key: String, label: Phrase)] = [
        ("contact", Phrase(fr: "Contact", en: "Contact")), ("account", Phrase(fr: "Tiers", en: "Account")),
        ("account_name", Phrase(fr: "Nom du nouveau tiers", en: "Name of the new account")),
        ("access", Phrase(fr: "Accès au portail", en: "Portal access")),
    ]

    init(_ form: Form) throws {
        guard let version = form.version else { throw Refusal.unreadable }
        self.version = version
        contact = form.id("contact")
        accountName = form["account_name"]
        known = Set(form.all("known").compactMap { RecordID(text: $0) })
        switch form["account"] {
        case "new": account = .new
        case "none": account = .without
        case let text: account = RecordID(text: text).map(AccountWish.existing)
        }
        access = form["access"] == "close" ? .close : form.id("access").map(AccessWish.type)
    }

    /// What the page begins with: the same person is not made twice, and an only choice is made.
    init(proposedFor lead: ConversionCase) {
        version = lead.lead.version
        known = Set(lead.duplicates.map(\.id))
        let same = lead.duplicates.filter { lead.access == nil || $0.username == nil }
        contact = lead.duplicates.count == 1 ? same.first?.id : nil
        accountName = lead.company.isEmpty ? lead.lead.title : lead.company
        if let match = lead.accounts.first(where: { $0.why == .own || $0.why == .name }) {
            account = .existing(match.id)
        } else {
            account = lead.company.isEmpty && lead.access == nil ? .without : .new
        }
        guard let access = lead.access else { return }
        let own = access.choices.filter { $0.portal.id == access.portal.id && $0.problem == nil }
        if own.count == 1 { self.access = .type(own[0].type.id) }
    }

    var chosenAccount: RecordID? { if case .existing(let id) = account { id } else { nil } }
}

extension ConversionDraft {
    func problems(_ lead: ConversionCase) -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        let duplicate = contact.flatMap(lead.duplicate)
        if contact != nil, duplicate == nil {
            problems["contact"] = FieldProblem(
                fr: "Ce contact n’existe plus ou a une autre adresse. Choisissez de nouveau.",
                en: "This contact is gone or has another address. Choose again.")
        }
        if duplicate?.account == nil { problems.merge(accountProblems(lead)) { first, _ in first } }
        if let held = lead.access { problems["access"] = accessProblem(held, duplicate) }
        return problems
    }

    private func accountProblems(_ lead: ConversionCase) -> [String: FieldProblem] {
        switch account {
        case .existing(let id) where lead.accounts.contains { $0.id == id }: return [:]
        case .existing, nil:
            return ["account": FieldProblem(fr: "Choisissez un tiers.", en: "Choose an account.")]
        case .new:
            let empty = FieldProblem(fr: "Écrivez le nom du nouveau tiers.", en: "Write the new account’s name.")
            let problem = accountName.isEmpty ? empty : textProblem(accountName, TextType(limit: 128))
            return problem.map { ["account_name": $0] } ?? [:]
        case .without:
            guard lead.access != nil, access != .close else { return [:] }
            return [
                "account": FieldProblem(
                    fr:
                        "Un accès au portail est porté par un contact rattaché à un tiers. Choisissez un tiers, ou fermez l’accès.",
                    en:
                        "Portal access is carried by a contact that belongs to an account. Choose an account, or close the access."
                )
            ]
        }
    }

    private func accessProblem(_ held: LeadAccess, _ duplicate: ConversionCase.Duplicate?) -> FieldProblem? {
        switch access {
        case nil:
            return FieldProblem(
                fr: "Choisissez ce que devient l’accès de \(held.person.name).",
                en: "Choose what becomes of \(held.person.name)’s access.")
        case .close: return nil
        case .type(let type):
            guard let choice = held.choice(type) else {
                return FieldProblem(fr: "Choisissez un type d’utilisateur.", en: "Choose a user type.")
            }
            if let username = duplicate?.username {
                return FieldProblem(
                    fr:
                        "Le contact choisi a déjà un compte utilisateur (\(username)) : fermez l’accès du prospect, ou créez un nouveau contact.",
                    en:
                        "The chosen contact has a user account already (\(username)): close the lead’s access, or make a new contact."
                )
            }
            return choice.problem
        }
    }
}
