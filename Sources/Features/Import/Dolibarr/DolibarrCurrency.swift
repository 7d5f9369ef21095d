import Core
import Foundation

/// The foreign currency of a Dolibarr document. Its plain amounts are in the company's own; those of the document, which its PDF shows,
/// are in `multicurrency_` members, and what has none is converted by the document's own rate.
struct DolibarrCurrency {
    let code: String
    private let rate: Decimal

    /// Nil for a document in the company's own currency, and for one without a rate to convert by.
    init?(_ source: DolibarrObject) throws {
        guard let code = try source.text("multicurrency_code"), code.uppercased() != Currencies.own,
            let rate = try DolibarrCurrency.rate(source)
        else { return nil }
        (self.code, self.rate) = (code, rate)
    }

    private static func rate(_ source: DolibarrObject) throws -> Decimal? {
        let (own, foreign) = (try number(source, "total_ttc"), try number(source, "multicurrency_total_ttc"))
        if let own, let foreign, own != 0, foreign != 0 { return foreign / own }
        return try number(source, "multicurrency_tx").flatMap { $0 > 0 ? $0 : nil }
    }

    private static func number(_ source: DolibarrObject, _ key: String) throws -> Decimal? {
        try source.text(key).flatMap(DecimalText.decimal)
    }

    /// The amount by the first of these names that the source has; `.null` when it has none.
    func amount(_ names: [String], in source: DolibarrObject, for field: Field) throws -> Value {
        for name in names where try source.text("multicurrency_" + name) != nil {
            let value = try source.number("multicurrency_" + name, for: field)
            // Dolibarr writes zero where it did not work the amount out.
            if value != .int(0) { return value }
        }
        guard let name = try names.first(where: { try source.text($0) != nil }) else { return .null }
        guard let own = try DolibarrCurrency.number(source, name),
            let scaled = DecimalText.scaled((own * rate).description, scale: field.scale),
            let value = field.importedNumber(scaled)
        else {
            throw ImportProblem.refused(
                try source.text(name) ?? "", field: field, source: name, FieldProblem.number.message)
        }
        return value
    }
}
