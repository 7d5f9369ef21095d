import Core

/// One sentence about a record, under its title: when, and until when.
struct RecordSentence: Sendable {
    let record: Record
    let language: Language
    let today: Day

    private var formats: Formats { Formats(language) }
    private func day(_ field: String) -> Phrase? {
        record[field].day.map { Phrase(fr: Formats(.fr).longDay($0), en: Formats(.en).longDay($0)) }
    }

    var text: String { parts.compactMap { $0?(language) }.joined(separator: " · ") }

    private var parts: [Phrase?] {
        let date = day("date")
        switch record.module.key {
        case "invoices": return [date.map { issued($0) }, payment]
        case "supplier_invoices":
            return [date.map { Phrase(fr: "Facture du \($0.fr)", en: "Invoice of \($0.en)") }, payment]
        case "quotes": return [date.map { Phrase(fr: "Proposé le \($0.fr)", en: "Offered on \($0.en)") }, validity]
        case "orders": return [date.map { Phrase(fr: "Passée le \($0.fr)", en: "Placed on \($0.en)") }, delivery]
        case "shipments": return [date.map { shipped($0) }, delivery]
        case "projects", "tasks": return [span]
        default: return [date]
        }
    }

    private func issued(_ date: Phrase) -> Phrase {
        switch record["state"].text {
        case "credit": Phrase(fr: "Avoir du \(date.fr)", en: "Credit note of \(date.en)")
        case "draft": Phrase(fr: "Brouillon du \(date.fr)", en: "Draft of \(date.en)")
        default: Phrase(fr: "Émise le \(date.fr)", en: "Issued on \(date.en)")
        }
    }

    private func shipped(_ date: Phrase) -> Phrase {
        record["state"].text == "draft"
            ? Phrase(fr: "Expédition prévue le \(date.fr)", en: "To be shipped on \(date.en)")
            : Phrase(fr: "Expédiée le \(date.fr)", en: "Shipped on \(date.en)")
    }

    /// Only while something is left to pay.
    private var payment: Phrase? {
        guard ["unpaid", "partly_paid"].contains(record["state"].text ?? ""), let due = day("due_date"),
            let last = record["due_date"].day, record["remaining"].int ?? 1 > 0
        else { return nil }
        return last < today
            ? Phrase(fr: "échue depuis le \(due.fr)", en: "due since \(due.en)")
            : Phrase(fr: "à régler avant le \(due.fr)", en: "to be paid by \(due.en)")
    }

    private var validity: Phrase? {
        guard record["state"].text == "open", let until = day("valid_until"), let last = record["valid_until"].day
        else { return nil }
        return last < today
            ? Phrase(fr: "expiré depuis le \(until.fr)", en: "expired on \(until.en)")
            : Phrase(fr: "valable jusqu’au \(until.fr)", en: "valid until \(until.en)")
    }

    private var delivery: Phrase? {
        day("delivery_date").map { Phrase(fr: "livraison prévue le \($0.fr)", en: "delivery planned for \($0.en)") }
    }

    private var span: Phrase? {
        switch (day("starts_on"), day("ends_on")) {
        case (let start?, let end?): Phrase(fr: "Du \(start.fr) au \(end.fr)", en: "From \(start.en) to \(end.en)")
        case (let start?, nil): Phrase(fr: "Depuis le \(start.fr)", en: "Since \(start.en)")
        case (nil, let end?): Phrase(fr: "Jusqu’au \(end.fr)", en: "Until \(end.en)")
        case (nil, nil): nil
        }
    }
}
