import Core
import HTML
import Store
import Web

/// What a contact stands for on documents: those that name it, and whether new ones name it by default.
struct ContactRole: Sendable {
    let kind: Kind
    let isDefault: Bool
    /// The documents that name this very contact, by module.
    let documents: [(module: Module, count: Int)]

    /// The four roles of a contact's card.
    enum Kind: String, Sendable, CaseIterable {
        case quotes, orders, contracts, invoices

        var modules: [String] { self == .orders ? ["orders", "shipments"] : [rawValue] }

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
        let defaults = Set(ChoicesType.keys(card.record["default_roles"]))
        return try Kind.allCases.map { kind in
            let documents = try kind.modules.compactMap { reader.records.catalog[$0] }.map {
                module -> (module: Module, count: Int) in
                (module, try reader.seen(module).count(naming: card.record.id))
            }
            return ContactRole(
                kind: kind, isDefault: defaults.contains(kind.rawValue), documents: documents.filter { $0.count > 0 })
        }
    }

    func sentence(_ card: Card) -> HTML {
        let language = card.language
        guard isDefault || !documents.isEmpty else { return "<span class=\"soft\">\(kind.nothing(language))</span>" }
        let standing = isDefault ? [HTML.text(Phrase(fr: "Contact par défaut", en: "Default contact")(language))] : []
        let links: [HTML] = documents.map { module, count in
            let words = "\(count) \((count == 1 ? module.one : module.many)(language).lowercased())"
            return "<a href=\"\(CardTab.linked.path(card))#named-\(module.key)\">\(words)</a>"
        }
        let parts = standing + links
        return parts.dropFirst().reduce(into: parts[0]) { $0 += " · " + $1 }
    }
}
