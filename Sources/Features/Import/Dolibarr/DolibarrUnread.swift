import Core

/// What Dolibarr serves and Parvis has no place for: it is counted, so that nobody believes that it came along.
struct DolibarrUnread: Sendable {
    let folder: String
    let name: Phrase

    private init(_ folder: String, fr: String, en: String) {
        self.folder = folder
        name = Phrase(fr: fr, en: en)
    }

    static let all: [DolibarrUnread] = [
        DolibarrUnread("contracts", fr: "contrats", en: "contracts"),
        DolibarrUnread("interventions", fr: "interventions", en: "interventions"),
        DolibarrUnread("agendaevents", fr: "événements de l’agenda", en: "agenda events"),
        DolibarrUnread("users", fr: "utilisateurs de Dolibarr", en: "Dolibarr users"),
        DolibarrUnread("categories", fr: "catégories d’autres fiches", en: "categories of other records"),
        DolibarrUnread("warehouses", fr: "entrepôts", en: "warehouses"),
        DolibarrUnread("bankaccounts", fr: "comptes bancaires", en: "bank accounts"),
        DolibarrUnread("stockmovements", fr: "mouvements de stock", en: "stock movements"),
        DolibarrUnread("expensereports", fr: "notes de frais", en: "expense reports"),
        DolibarrUnread("members", fr: "adhérents", en: "members"),
        DolibarrUnread("supplierorders", fr: "commandes fournisseurs", en: "supplier orders"),
        DolibarrUnread("multicurrencies", fr: "devises", en: "currencies"),
    ]

    /// Categories of accounts and contacts are read, as tags; the others are not.
    func count(_ file: String, _ pages: DolibarrPages) throws -> Int {
        guard folder == "categories" else { return try pages.count(file) }
        do {
            return try pages.objects(file).filter {
                try $0.text("type").map { !DolibarrTags.modules.keys.contains($0) } ?? true
            }
            .count
        } catch is ImportProblem {
            // A page that is not JSON is told where the tags are read.
            return 0
        }
    }
}
