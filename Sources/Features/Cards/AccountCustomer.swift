import Core
import HTML
import Store
import Web

/// The tab *Client* of an account: what it is to us, and what was quoted, ordered and billed.
struct AccountCustomer: CardPanel {
    let sums: [Summary]

    /// One module's documents of the account.
    struct Summary: Sendable {
        let module: Module
        let count: Int
        let total: Int64
        /// Left to pay, for invoices.
        let open: Int64?
        let latest: RecordTableView
    }

    static func read(_ reader: CardReader, _ card: Card) throws -> AccountCustomer {
        let sums = try ["quotes", "orders", "invoices"].compactMap { reader.records.catalog[$0] }.map {
            try summary(reader, card, $0)
        }
        return AccountCustomer(sums: sums)
    }

    private static func summary(_ reader: CardReader, _ card: Card, _ module: Module) throws -> Summary {
        let mine = Filter("account_id", .equals(.id(card.record.id)))
        var query = Query(sort: module.sort)
        query.filters = [mine]
        let seen = reader.seen(module)
        let count = try seen.count(query, upTo: 10_000)
        let total = try seen.sum("total_incl", query)
        var unpaid = query
        unpaid.filters.append(Filter("state", .oneOf([.text("unpaid"), .text("partly_paid")])))
        let open = module.key == "invoices" ? try seen.sum("remaining", unpaid) : nil
        let latest = try RecordTableView.read(reader, module, [mine], limit: 5, leaving: ["account_id"])
        return Summary(module: module, count: count, total: total, open: open, latest: latest)
    }

    func html(_ card: Card) -> HTML {
        let language = card.language
        let keys = ["code", "kind", "siren", "siret", "vat_number", "payment_terms", "language"]
        let about = bodyPanel(
            Phrase(fr: "Fiche client", en: "Customer")(language), id: "customer", facts(card.facts(keys), isPlain: true)
        )
        return
            "<div class=\"stack\"><ul class=\"tiles\">\(each: sums, { tile($0, card) })</ul>\(about)\(each: sums, { table($0, card) })</div>"
    }

    private func tile(_ sum: Summary, _ card: Card) -> HTML {
        let language = card.language
        let amount = card.formats.money(sum.total, "EUR")
        let count = "\(sum.count) \((sum.count == 1 ? sum.module.one : sum.module.many)(language).lowercased())"
        guard let open = sum.open, open > 0 else {
            return
                "<li><div class=\"tile\"><span>\(sum.module.many(language))</span><b>\(amount)</b><span>\(count)</span></div></li>"
        }
        let owed = card.formats.money(open, "EUR")
        let left = Phrase(fr: "dont \(owed) à régler", en: "\(owed) left to pay")(language)
        return """
            <li><div class="tile"><span>\(sum.module.many(language))</span><b>\(amount)</b>\
            <span>\(count), <strong class="owed">\(left)</strong></span></div></li>
            """
    }

    private func table(_ sum: Summary, _ card: Card) -> HTML {
        guard !sum.latest.records.isEmpty else { return .empty }
        let path = OfficePath.list(sum.module.key) + "?f_account_id=" + card.record.id.text
        let all: HTML =
            "<a class=\"btn quiet small\" href=\"\(path)\">\(Phrase(fr: "Voir la liste", en: "See the list")(card.language))</a>"
        return panel(
            sum.module.many(card.language), id: "of-\(sum.module.key)", count: sum.count, action: all,
            sum.latest.html(card.formats, card.today))
    }
}
