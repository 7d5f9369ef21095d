import Core
import HTML
import Web

/// What waits for the customer: late invoices, quotes to sign, requests that need an answer.
struct HomeTasks: Sendable {
    let tasks: [Record]
    let place: RecordPlace
    let language: Language

    private var formats: Formats { Formats(language) }

    var html: HTML {
        let title = Phrase(fr: "À faire", en: "To do")(language)
        guard !tasks.isEmpty else {
            let calm = Phrase(
                fr: "Rien ne vous attend : tout est à jour.", en: "Nothing waits for you: everything is up to date.")
            return bodyPanel(title, id: "todo", "<p class=\"soft\">\(calm(language))</p>")
        }
        return bodyPanel(title, id: "todo", count: tasks.count, "<ul class=\"trail\">\(each: tasks, { item($0) })</ul>")
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
            let left = record["remaining"].int.map { ($0, "EUR") }
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
                Phrase(fr: "Répondre à la demande «\u{A0}\(name)\u{A0}»", en: "Answer the request “\(name)”"),
                Phrase(fr: "nous attendons votre réponse", en: "we are waiting for your answer")
            )
        }
    }
}
