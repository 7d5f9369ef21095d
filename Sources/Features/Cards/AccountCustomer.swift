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
        let billing: Billing
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
        let billing = try reader.seen(module).billing([mine], today: reader.today)
        let latest = try RecordTableView.read(reader, module, [mine], limit: 5, leaving: ["account_id"])
        return Summary(module: module, billing: billing, latest: latest)
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
        let (amount, number) = (sum.billing.total.text(card.formats), sum.billing.count)
        let count = "\(number) \((number == 1 ? sum.module.one : sum.module.many)(language).lowercased())"
        return """
            <li><div class="tile"><span>\(sum.module.many(language))</span><b>\(amount)</b><span>\(count)\(payment(sum.billing.payment, card))</span></div></li>
            """
    }

    private func payment(_ payment: Billing.Payment?, _ card: Card) -> HTML? {
        guard let payment else { return nil }
        func money(_ amounts: Amounts) -> String { amounts.text(card.formats) }
        let paid = Phrase(fr: "\(money(payment.paid)) réglés", en: "\(money(payment.paid)) paid")(card.language)
        let left = Phrase(fr: "\(money(payment.left)) à régler", en: "\(money(payment.left)) left to pay")(
            card.language)
        let late = Phrase(fr: "dont \(money(payment.late)) en retard", en: "\(money(payment.late)) of it late")(
            card.language)
        return
            "<br>\(paid)\("<br><strong class=\"owed\">\(left)</strong>", if: !payment.left.isZero)\("<br><strong class=\"owed\">\(late)</strong>", if: !payment.late.isZero)"
    }

    private func table(_ sum: Summary, _ card: Card) -> HTML {
        guard !sum.latest.records.isEmpty else { return .empty }
        let path = OfficePath.list(sum.module.key) + "?f_account_id=" + card.record.id.text
        let all: HTML =
            "<a class=\"btn quiet small\" href=\"\(path)\">\(Phrase(fr: "Voir la liste", en: "See the list")(card.language))</a>"
        return panel(
            sum.module.many(card.language), id: "of-\(sum.module.key)", count: sum.billing.count, action: all,
            sum.latest.html(card.formats, card.today))
    }
}
