import Core

/// A number of records that was counted up to a bound.
struct BoundedCount: Sendable, Hashable {
    let number: Int
    /// There are more than `number`.
    var isMore = false

    /// A count that was made up to one more than `bound`.
    init(_ counted: Int, bound: Int) {
        number = min(counted, bound)
        isMore = counted > bound
    }
    init(_ exact: Int) { number = exact }

    /// `12`, `1 000+`.
    func text(_ formats: Formats) -> String { formats.number(Int64(number)) + (isMore ? "+" : "") }

    /// French counts 0 and 1 alike; English only 1.
    func isOne(_ language: Language) -> Bool { !isMore && (number == 1 || number == 0 && language == .fr) }
}
