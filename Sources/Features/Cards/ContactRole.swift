import Core
import HTML
import Store
import Web

/// What a contact is the default contact for, with how many documents that is.
struct ContactRole: Sendable {
    let kind: Kind
    let isHeld: Bool
    /// Documents of the contact's account; nil when Parvis has no such module.
    let count: Int?

    /// The four roles of a contact's card.
    enum Kind: String, Sendable, CaseIterable {
        case quotes, orders, contracts, invoices

        var label: Phrase {
            switch self {
            case .quotes: Phrase(fr: "Contact de propositions", en: "Contact for quotes")
            case .orders: Phrase(fr: "Contact de commandes ou expéditions", en: "Contact for orders or shipments")
            case .contracts: Phrase(fr: "Contact de contrats", en: "Contact for contracts")
            case .invoices: Phrase(fr: "Contact de factures", en: "Contact for invoices")
            }
        }

        var nothing: Phrase {
            switch self {
            case .quotes:
                Phrase(
                    fr: "Ce contact n’est contact d’aucune proposition commerciale",
                    en: "This contact is not the contact of any quote")
            case .orders:
                Phrase(
                    fr: "Ce contact n’est contact d’aucune commande ou expédition",
                    en: "This contact is not the contact of any order or shipment")
            case .contracts:
                Phrase(
                    fr: "Ce contact n’est contact d’aucun contrat",
                    en: "This contact is not the contact of any contract")
            case .invoices:
                Phrase(
                    fr: "Ce contact n’est contact d’aucune facture",
                    en: "This contact is not the contact of any invoice")
            }
        }
    }

    func label(_ language: Language) -> String { kind.label(language) }

    static func read(_ reader: CardReader, _ card: Card) throws -> [ContactRole] {
        let held = Set(ChoicesType.keys(card.record["default_roles"]))
        return try Kind.allCases.map { kind in
            let isHeld = held.contains(kind.rawValue)
            return ContactRole(kind: kind, isHeld: isHeld, count: isHeld ? try count(kind, reader, card) : nil)
        }
    }

    private static func count(_ kind: Kind, _ reader: CardReader, _ card: Card) throws -> Int? {
        guard let module = reader.records.catalog[kind.rawValue], let account = card.account else { return nil }
        var query = Query(sort: module.sort)
        query.filters = [Filter("account_id", .equals(.id(account.id)))]
        return try reader.seen(module).count(query, upTo: 10_000)
    }

    func sentence(_ card: Card) -> HTML {
        let language = card.language
        guard isHeld else { return "<span class=\"soft\">\(kind.nothing(language))</span>" }
        let standing = Phrase(fr: "Contact par défaut", en: "Default contact")(language)
        guard let count, count > 0, let account = card.account, let module = card.catalog[kind.rawValue] else {
            return HTML.text(standing)
        }
        let documents = "\(count) \((count == 1 ? module.one : module.many)(language).lowercased())"
        return
            "\(standing) · <a class=\"nowrap\" href=\"\(OfficePath.record("accounts", account.id))?tab=customer\">\(documents)</a>"
    }
}
