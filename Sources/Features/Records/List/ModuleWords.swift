import Core

/// The words that lists and pages need about a module beside its labels, with French agreement.
struct ModuleWords: Sendable {
    let module: Module
    let language: Language

    init(_ module: Module, _ language: Language) {
        self.module = module
        self.language = language
    }

    private static let feminine: Set = ["invoices", "supplier_invoices", "orders", "shipments", "tasks", "tickets"]
    private var isFeminine: Bool { module.isFeminine || ModuleWords.feminine.contains(module.key) }
    private func agree(_ masculine: String, _ feminine: String, _ english: String) -> String {
        language == .en ? english : isFeminine ? feminine : masculine
    }

    var many: String { module.many(language).lowercased() }
    var one: String { module.one(language).lowercased() }
    var all: String { agree("Tous", "Toutes", "All") }
    var next: String { agree("Suivants", "Suivantes", "Next") }
    var previous: String { agree("Précédents", "Précédentes", "Previous") }
    var new: String { agree("Nouveau", "Nouvelle", "New") + " " + one }
    var none: String { agree("Aucun", "Aucune", "No") + " " + (language == .fr ? one : many) }
    var noneYet: String { none + Phrase(fr: " pour le moment", en: " yet")(language) }

    /// `1 facture`, `1 000+ factures`, `aucune facture` is left to `noneYet`.
    func counted(_ count: BoundedCount) -> String {
        count.text(Formats(language)) + "\u{A0}" + (count.isOne(language) ? one : many)
    }

    /// What will be here one day, for a customer.
    func portalEmpty(_ company: String) -> Phrase {
        if module.key == "tickets" {
            return Phrase(
                fr: "Posez une question ou signalez un problème : vos échanges avec \(company) seront conservés ici.",
                en: "Ask a question or report a problem: your exchanges with \(company) will be kept here.")
        }
        return Phrase(
            fr: "Vos \(many) apparaîtront ici dès que \(company) en publiera.",
            en: "Your \(many) will appear here as soon as \(company) publishes some.")
    }

    /// `Référence, votre référence…`: what a search looks at.
    func searchHint(_ viewer: Viewer) -> String {
        let visible = viewer.visibleFields(of: module)
        var labels = visible.filter(\.isSearched).prefix(3).map { $0.label(for: viewer)(language) }
        if visible.contains(where: { $0.key == "total_incl" }) {
            labels.append(Phrase(fr: "Montant", en: "Amount")(language))
        }
        return labels.enumerated().map { $0 == 0 ? $1 : $1.prefix(1).lowercased() + $1.dropFirst() }.joined(
            separator: ", ") + "…"
    }
}
