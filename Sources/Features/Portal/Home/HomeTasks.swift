import Core
import HTML
import Web

/// What waits for the customer in one module: those that wait longest by name, and how many there are.
struct HomeTaskGroup: Sendable {
    /// How many are named; the others are a click away.
    static let named = 3
    let module: Module
    let view: String
    let sort: Sort
    let records: [Record]
    let count: Int64
    /// False when there are more than were counted.
    let isWhole: Bool
}

/// What waits for the customer: late invoices, quotes to sign, requests that need an answer.
struct HomeTasks: Sendable {
    let groups: [HomeTaskGroup]
    let place: RecordPlace
    let language: Language

    private var formats: Formats { Formats(language) }

    var html: HTML {
        let title = Phrase(fr: "À faire", en: "To do")(language)
        guard !groups.isEmpty else {
            let calm = Phrase(
                fr: "Rien ne vous attend : tout est à jour.", en: "Nothing waits for you: everything is up to date.")
            return bodyPanel(title, id: "todo", "<p class=\"soft\">\(calm(language))</p>")
        }
        let items: [HTML] = groups.map { "\(each: $0.records, { item($0) })\(rest($0))" }
        return bodyPanel(
            title, id: "todo", count: Int(groups.reduce(0) { $0 + $1.count }), "<ul class=\"trail\">\(items)</ul>")
    }

    /// The way to all of them, in the same order.
    private func rest(_ group: HomeTaskGroup) -> HTML {
        guard group.count > Int64(group.records.count) else { return .empty }
        let path = place.list(group.module.key) + "?view=\(group.view)&sort=\(group.sort.text)"
        return "<li class=\"next\"><a href=\"\(path)\">\(all(group)(language))</a></li>"
    }

    private func all(_ group: HomeTaskGroup) -> Phrase {
        func count(_ language: Language) -> String {
            Formats(language).number(group.count) + (group.isWhole ? "" : "+")
        }
        let (fr, en) = (count(.fr), count(.en))
        return switch group.module.key {
        case "invoices": Phrase(fr: "Voir les \(fr) factures en retard", en: "See the \(en) late invoices")
        case "quotes": Phrase(fr: "Voir les \(fr) devis à signer", en: "See the \(en) quotes to sign")
        default:
            Phrase(
                fr: "Voir les \(fr) demandes qui attendent votre réponse",
                en: "See the \(en) requests that need your answer")
        }
    }

    private func item(_ record: Record) -> HTML {
        let (text, detail) = words(record)
        let link: HTML =
            place.record(record.module.key, record.id).map { "<a href=\"\($0)\">\(text(language))</a>" }
            ?? HTML.text(text(language))
        let tone: HTML = record.module.key == "invoices" ? " class=\"bad\"" : ""
        return "<li\(tone)>\(link)<small>\(detail(language))</small></li>"
    }

    private func words(_ record: Record) -> (Phrase, Phrase) {
        let name = record.title
        func day(_ field: String, _ formats: Formats) -> String { record[field].day.map(formats.longDay) ?? "" }
        switch record.module.key {
        case "invoices":
            let left = record["remaining"].int.map { ($0, record.currency) }
            let amount =
                left.map {
                    Phrase(fr: Formats(.fr).money($0.0, $0.1) + ", ", en: Formats(.en).money($0.0, $0.1) + ", ")
                } ?? Phrase(same: "")
            return (
                Phrase(fr: "Régler la facture \(name)", en: "Pay invoice \(name)"),
                Phrase(
                    fr: "\(amount.fr)échue le \(day("due_date", Formats(.fr)))",
                    en: "\(amount.en)due on \(day("due_date", Formats(.en)))")
            )
        case "quotes":
            return (
                Phrase(fr: "Signer le devis \(name)", en: "Sign quote \(name)"),
                Phrase(
                    fr: "valable jusqu’au \(day("valid_until", Formats(.fr)))",
                    en: "valid until \(day("valid_until", Formats(.en)))")
            )
        default:
            return (
                Phrase(fr: "Répondre à la demande « \(name) »", en: "Answer the request “\(name)”"),
                Phrase(fr: "nous attendons votre réponse", en: "we are waiting for your answer")
            )
        }
    }
}
