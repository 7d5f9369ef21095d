/// What a line of a commercial document comes to, in cents.
///
/// Quantity × unit price × (1 − discount) × progress, then VAT on it, each rounded to the cent, half away from zero: line by line, as
/// Dolibarr does. The lines of a progress invoice are cumulative.
package struct LineAmounts: Sendable, Hashable {
    package let totalExcl: Int64
    package let totalIncl: Int64

    /// The fields of a line that are worked out, never typed.
    package static let fields: Set<String> = ["total_excl", "total_incl"]
    /// The fields that they are worked out from.
    package static let figures = ["kind", "quantity", "unit_price", "discount", "vat_rate", "progress"]
    private static let most: Int64 = 1_000_000_000_000_000

    /// Quantity and unit price in millionths; discount, VAT and progress in hundredths of a percent. Nil when an amount is too large.
    package init?(
        quantity: Int64, unitPrice: Int64, discount: Int64 = 0, vatRate: Int64 = 0, progress: Int64 = 10_000
    ) {
        // A rate beyond ten thousand percent is a slip, and together these bounds keep the product within 128 bits: 10^27 × 10^6 × 10^4.
        guard discount.magnitude <= 1_000_000, vatRate.magnitude <= 1_000_000, (0...10_000).contains(progress) else {
            return nil
        }
        let full = Int128(quantity) * Int128(unitPrice)
        guard full.magnitude <= 1_000_000_000_000_000_000_000_000_000 else { return nil }
        let reduced = full * Int128(10_000 - discount) * Int128(progress)
        // Millionths of millionths, hundredths of a percent twice, to cents.
        guard let excl = LineAmounts.cents(reduced, by: 1_000_000_000_000_000_000),
            let incl = LineAmounts.cents(Int128(excl) * Int128(10_000 + vatRate), by: 10_000)
        else { return nil }
        (totalExcl, totalIncl) = (excl, incl)
    }

    private static func cents(_ number: Int128, by divisor: Int128) -> Int64? {
        let half = divisor / 2
        let rounded = (number + (number < 0 ? -half : half)) / divisor
        guard rounded.magnitude <= UInt128(most) else { return nil }
        return Int64(rounded)
    }
}
