import Foundation

/// The currency of a document by its ISO 4217 code. Empty is the firm's own, which is most documents.
package struct CurrencyType: FieldType {
    package init() {}

    package var storage: Storage { .text }
    package var control: Control { .choice(CurrencyType.foreign) }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        let code = input.uppercased()
        if code == Currencies.own { return .null }
        guard CurrencyType.names[code] != nil else {
            throw FieldProblem(
                fr: "Écrivez le code d’une monnaie, par exemple USD.", en: "Write the code of a currency such as USD.")
        }
        return .text(code)
    }
    package func show(_ value: Value, _ formats: Formats) -> String {
        guard let code = value.text else { return "" }
        return CurrencyType.names[code]?(formats.language) ?? code
    }
    package func edit(_ value: Value, _ formats: Formats) -> String { value.text ?? "" }

    /// The name of the firm's own currency, for the choice of none.
    package static var ownName: Phrase { names[Currencies.own] ?? Phrase(same: Currencies.own) }

    private static let foreign: [Choice] = names.filter { $0.key != Currencies.own }
        .map { Choice($0, fr: $1.fr, en: $1.en) }.sorted { $0.key < $1.key }

    /// `USD (dollar des États-Unis)`.
    private static let names: [String: Phrase] = {
        let (french, english) = (Foundation.Locale(identifier: "fr"), Foundation.Locale(identifier: "en"))
        let codes = Set(Foundation.Locale.commonISOCurrencyCodes).union([Currencies.own])
        return Dictionary(
            uniqueKeysWithValues: codes.map { code in
                func named(_ locale: Foundation.Locale) -> String {
                    locale.localizedString(forCurrencyCode: code).map { "\(code) (\($0))" } ?? code
                }
                return (code, Phrase(fr: named(french), en: named(english)))
            })
    }()
}

/// What is known of currencies.
package enum Currencies {
    /// The field that says which one a document's amounts are in.
    package static let field = "currency"
    /// The one of documents that do not name another.
    package static let own = "EUR"

    package static func symbol(_ code: String) -> String {
        switch code {
        case "EUR": "€"
        case "USD": "$"
        case "GBP": "£"
        default: code
        }
    }

    /// Those without a smaller coin, after ISO 4217, as far as their amounts are likely here.
    static let whole: Set = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    ]
}
