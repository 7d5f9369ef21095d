import Core
import HTML
import Web

/// Who a document is from and to, on paper: the screen says it elsewhere.
struct PrintedHead: Sendable {
    let company: String
    /// The postal address of the company, in lines.
    let address: String
    let account: Record?
    let language: Language

    var html: HTML {
        let from = block(
            Phrase(fr: "Émetteur", en: "From"), [company] + address.split(whereSeparator: \.isNewline).map(String.init))
        let to = account.map { block(Phrase(fr: "Destinataire", en: "To"), lines($0)) }
        return "<div class=\"printed\">\(from)\(to)</div>"
    }

    private func block(_ label: Phrase, _ lines: [String]) -> HTML {
        "<address><small>\(label(language))</small>\(each: lines.enumerated(), { $0.offset == 0 ? "<b>\($0.element)</b>" : "<br>\($0.element)" })</address>"
    }

    /// What the viewer may see of the account, as on an envelope.
    private func lines(_ account: Record) -> [String] {
        let street = (account["address"].text ?? "").split(whereSeparator: \.isNewline).map(String.init)
        let town = [account["zip"].text, account["town"].text].compactMap(\.self).joined(separator: " ")
        let country =
            account["country"].text == "FR"
            ? nil : account.module["country"].map { account.show($0, Formats(language)) }
        let vat = account["vat_number"].text.map { Phrase(fr: "N° de TVA : \($0)", en: "VAT number: \($0)")(language) }
        return ([account.title] + street + [town, country, vat].compactMap(\.self)).filter { !$0.isEmpty }
    }
}
