import Core
import HTML
import Store

/// What lowers what is left to pay of an invoice, below its total: payments, credit notes by name, and what else was deducted.
struct Deductions {
    let record: Record
    let credits: [Record]
    let formats: Formats
    /// The address of a credit note's page, where it has one.
    let path: (Record) -> String?

    private static let most = 20

    /// The credit notes that were made from an invoice, as far as the viewer may see them.
    static func credits(of record: Record, _ records: Records, _ viewer: Viewer) throws -> [Record] {
        guard record.module["source_id"]?.target == record.module.key, let module = records.catalog[record.module.key],
            record["kind"].text != creditNote, viewer.visibleKeys(of: module).isSuperset(of: ["source_id", "kind"])
        else { return [] }
        var query = Query(sort: module.sort)
        query.filters = [
            Filter("source_id", .equals(.id(record.id))), Filter("kind", .equals(.text(creditNote))),
            Filter("state", .isNot([.text("draft"), .text("abandoned"), .text("replaced")])),
        ]
        query.limit = most
        return try records.seen(by: viewer, module).list(query, columns: ["ref", "total_incl"]).records
    }
    private static let creditNote = "credit_note"

    /// Pairs of a list of totals; nothing where the amounts may not be seen or nothing was deducted.
    var html: HTML {
        let named = credits.map { (credit($0), amount($0["total_incl"].int ?? 0, $0.currency)) }
        let pairs = named + [other].compactMap(\.self)
        return "\(each: pairs, { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" })"
    }

    private func credit(_ note: Record) -> HTML {
        let words = Phrase(fr: "Avoir \(note.title)", en: "Credit note \(note.title)")(formats.language)
        return path(note).map { "<a href=\"\($0)\">\(words)</a>" } ?? HTML.text(words)
    }

    /// What total and payments do not explain, nor the credit notes that are named.
    private var other: (HTML, HTML)? {
        guard let total = record["total_incl"].int, let paid = record["paid"].int, let left = record["remaining"].int
        else {
            return nil
        }
        let named = credits.filter { $0.currency == record.currency }.reduce(Int64(0)) {
            $0 + abs($1["total_incl"].int ?? 0)
        }
        let rest = total - paid - left - named
        guard rest > 0, record["state"].text != "draft" else { return nil }
        let words = Phrase(fr: "Autres avoirs et acomptes déduits", en: "Other credits and deposits deducted")
        return (HTML.text(words(formats.language)), amount(-rest, record.currency))
    }

    private func amount(_ minor: Int64, _ currency: String) -> HTML { HTML.text(formats.money(minor, currency)) }
}
