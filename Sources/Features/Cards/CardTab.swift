import Core
import HTML
import Store
import Web

/// The tabs of a record's page.
enum CardTab: String, CaseIterable, Sendable {
    case main, contacts, customer, personal, projects, linked, notes, files, events

    /// The tabs of a module, in their order.
    static func of(_ module: Module) -> [CardTab] {
        switch module.key {
        case "accounts": [.main, .contacts, .customer, .projects, .linked, .notes, .files, .events]
        case "contacts": [.main, .personal, .projects, .linked, .notes, .files, .events]
        case "tickets": [.main, .linked, .files, .events]
        default: [.main, .linked, .notes, .files, .events]
        }
    }

    func label(_ module: Module) -> Phrase {
        switch self {
        case .main: module.key == "contacts" ? Phrase(fr: "Contact / Adresse", en: "Contact / Address") : module.one
        case .contacts: Phrase(fr: "Contacts / Adresses", en: "Contacts / Addresses")
        case .customer: Phrase(fr: "Client", en: "Customer")
        case .personal: Phrase(fr: "Informations personnelles", en: "Personal information")
        case .projects: Phrase(fr: "Projets", en: "Projects")
        case .linked: Phrase(fr: "Objets référents", en: "Linked records")
        case .notes: module.key == "contacts" ? Phrase(fr: "Note", en: "Note") : Phrase(fr: "Notes", en: "Notes")
        case .files: Words.files
        case .events: Phrase(fr: "Événements / Agenda", en: "Events / Agenda")
        }
    }

    func count(_ card: Card) -> Int? {
        switch self {
        case .contacts: card.contacts
        case .notes: card.tally.comments
        case .files: card.tally.files
        case .events: card.tally.events
        default: nil
        }
    }

    func path(_ card: Card) -> String { self == .main ? card.path : card.path + "?tab=" + rawValue }

    /// The tab row; a count of nothing is not shown.
    static func bar(_ card: Card, current: CardTab) -> HTML {
        let items = CardTab.of(card.module).map { tab in
            NavItem(
                tab.label(card.module)(card.language), tab.path(card), isCurrent: tab == current,
                count: tab.count(card).flatMap { $0 > 0 ? String($0) : nil })
        }
        return tabs(Phrase(fr: "Onglets de la fiche", en: "Tabs of the record")(card.language), items)
    }

    /// What is in the tab; `state` filters the contacts.
    func panel(_ reader: CardReader, _ card: Card, state: String) throws -> any CardPanel {
        switch self {
        case .main: try mainPanel(reader, card)
        case .contacts: try AccountContacts.read(reader, card, state: state)
        case .customer: try AccountCustomer.read(reader, card)
        case .personal: PersonalFacts()
        case .projects: try CardProjects.read(reader, card)
        case .linked: try LinkedRecords.read(reader, card)
        case .notes: try CardNotes.read(reader, card)
        case .files: try CardFiles.read(reader, card)
        case .events: try CardEvents.read(reader, card)
        }
    }

    private func mainPanel(_ reader: CardReader, _ card: Card) throws -> any CardPanel {
        switch card.module.key {
        case "contacts": try ContactMain.read(reader, card)
        case "tickets": try TicketMain.read(reader, card)
        default: try RecordMain.read(reader, card)
        }
    }
}
