import Core
import HTML
import Store
import Web

/// Why a record was not deleted, told on its page with what to do first. The address carries the key (`?kept=access`).
enum KeptReason: String {
    /// Somebody signs in as this contact.
    case access
    /// The account has open contacts.
    case contacts

    /// The reason that holds for a record, if there is one.
    static func of(_ record: Record, _ reader: CardReader) throws -> KeptReason? {
        switch record.module.key {
        case "contacts":
            return try Accesses(reader.records.connection).on(module: "contacts", record: record.id).isEmpty
                ? nil : .access
        case "accounts": return try reader.openContacts(of: record.id) > 0 ? .contacts : nil
        default: return nil
        }
    }

    private var phrase: Phrase {
        switch self {
        case .access:
            Phrase(
                fr:
                    "Cette fiche n’a pas été supprimée : quelqu’un se connecte au portail avec ce contact. Supprimez d’abord son accès.",
                en:
                    "This record was not deleted: somebody signs in to the portal as this contact. Remove the access first."
            )
        case .contacts:
            Phrase(
                fr:
                    "Ce tiers n’a pas été supprimé : il a encore des contacts ouverts. Désactivez-les ou supprimez-les d’abord.",
                en: "This account was not deleted: it still has open contacts. Disable or delete them first.")
        }
    }

    private var remedy: Phrase {
        switch self {
        case .access: Phrase(fr: "Voir son identifiant", en: "See its user name")
        case .contacts: Phrase(fr: "Voir les contacts", en: "See the contacts")
        }
    }

    static func note(_ key: String, _ target: CardTarget, _ language: Language) -> HTML {
        guard let reason = KeptReason(rawValue: key) else { return .empty }
        let path = reason == .access ? target.path + "#account-t" : target.path + "?tab=contacts"
        return Web.note(.warn, "\(reason.phrase(language)) <a href=\"\(path)\">\(reason.remedy(language))</a>")
    }
}
