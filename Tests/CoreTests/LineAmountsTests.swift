import Core
import Testing

/// Amounts of lines, to the cent.
@Suite struct LineAmountsTests {
    @Test(arguments: [
        (1000, 10_000, 0, 2000, 100, 120), (2500, 400_000, 1000, 2000, 9000, 10_800), (3000, 3333, 0, 550, 100, 106),
        (-1000, 10_050, 0, 0, -101, -101), (1000, 49, 0, 0, 0, 0), (1000, 50, 0, 0, 1, 1),
    ])
    func theyAreRoundedHalfAwayFromZero(
        _ quantity: Int, _ price: Int, _ discount: Int, _ vat: Int, _ excl: Int, _ incl: Int
    ) {
        let amounts = LineAmounts(
            quantity: Int64(quantity) * 1000, unitPrice: Int64(price) * 100, discount: Int64(discount),
            vatRate: Int64(vat))
        #expect(amounts?.totalExcl == Int64(excl) && amounts?.totalIncl == Int64(incl))
    }

    @Test func sixDecimalsAndProgressCount() {
        // 1.234567 × 12.345, then 7,000 of 10,000 done.
        let weighed = LineAmounts(quantity: 1_234_567, unitPrice: 12_345_000, vatRate: 1000)
        #expect(weighed?.totalExcl == 1524 && weighed?.totalIncl == 1676)
        let part = LineAmounts(quantity: 1_000_000, unitPrice: 10_000_000_000, vatRate: 2000, progress: 7000)
        #expect(part?.totalExcl == 700_000 && part?.totalIncl == 840_000)
        #expect(LineAmounts(quantity: 1_000_000_000, unitPrice: 1230)?.totalExcl == 123)
    }

    @Test func whatDoesNotFitIsNone() {
        #expect(LineAmounts(quantity: .max, unitPrice: .max, discount: .min, vatRate: .max) == nil)
        #expect(LineAmounts(quantity: 1_000_000_000_000_000, unitPrice: 100_000_000_000_000) == nil)
        #expect(LineAmounts(quantity: 1, unitPrice: 1, progress: 10_001) == nil)
    }
}
