import Foundation

/// A country by its ISO 3166-1 alpha-2 code, shown by its name.
package struct CountryType: FieldType {
    package init() {}

    package var storage: Storage { .text }
    package var control: Control { .choice(CountryType.countries) }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard CountryType.names[input] != nil else {
            throw FieldProblem(fr: "Choisissez un pays de la liste.", en: "Choose a country from the list.")
        }
        return .text(input)
    }
    package func show(_ value: Value, _ formats: Formats) -> String {
        guard let code = value.text else { return "" }
        return CountryType.names[code]?(formats.language) ?? code
    }
    package func edit(_ value: Value, _ formats: Formats) -> String { value.text ?? "" }

    private static let countries: [Choice] = names.map { Choice($0, fr: $1.fr, en: $1.en) }
        .sorted { $0.key == "FR" || ($1.key != "FR" && folded($0.label.fr) < folded($1.label.fr)) }

    /// What CLDR has among regions and is no country: the European Union, the euro zone, the United Nations, outlying Oceania.
    private static let unions: Set = ["EU", "EZ", "UN", "QO"]

    private static let names: [String: Phrase] = {
        let (french, english) = (Foundation.Locale(identifier: "fr"), Foundation.Locale(identifier: "en"))
        let codes = Foundation.Locale.Region.isoRegions.map(\.identifier).filter {
            $0.count == 2 && $0.allSatisfy(\.isLetter) && !unions.contains($0)
        }
        return Dictionary(
            uniqueKeysWithValues: codes.map { code in
                (
                    code,
                    Phrase(
                        fr: french.localizedString(forRegionCode: code) ?? code,
                        en: english.localizedString(forRegionCode: code) ?? code)
                )
            })
    }()
}
