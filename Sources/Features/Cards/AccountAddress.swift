import Core
import HTML
import Store
import Web

/// The address of the account that a contact belongs to, for *Remplir avec l’adresse du tiers*.
struct AccountAddress: Sendable {
    /// By field of the contact, as the form holds it.
    let values: [String: String]

    private static let keys = ["address", "zip", "town", "country"]

    /// Nil when the form has no account, or one without an address.
    static func read(_ records: Records, _ viewer: Viewer, _ form: RecordForm) throws -> AccountAddress? {
        guard form.module.key == "contacts", let id = form.typed["account_id"].flatMap({ RecordID(text: $0) }),
            let accounts = records.catalog["accounts"],
            let account = try records.seen(by: viewer, accounts).find(id)
        else { return nil }
        let values = keys.reduce(into: [String: String]()) { $0[$1] = account[$1].text }
        return values.isEmpty ? nil : AccountAddress(values: values)
    }

    private var json: String { JSON.object(values.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) }).text }

    /// The script fills the fields in place; without it the same button posts the form, which comes back filled.
    static func button(_ address: AccountAddress?, _ form: RecordForm) -> HTML {
        guard form.module.key == "contacts" else { return .empty }
        let language = form.language
        let fill: HTML? = address.map {
            " data-fill=\"\($0.json)\" data-done=\"\(Phrase(fr: "Adresse remplie", en: "Address filled in")(language))\""
        }
        return """
            <p><button class="btn small" name="fill" value="1" formnovalidate\(fill)>\
            \(Phrase(fr: "Remplir avec l’adresse du tiers", en: "Fill in the account’s address")(language))</button></p>
            """
    }
}
