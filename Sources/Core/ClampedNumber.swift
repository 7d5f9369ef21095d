/// Arithmetic that stops at the ends of the type, where `+`, `-` and `*` would end the process: for numbers that may have come from outside.
extension FixedWidthInteger where Self: SignedInteger {
    package func clampedPlus(_ other: Self) -> Self {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? (other < 0 ? .min : .max) : sum
    }

    package func clampedMinus(_ other: Self) -> Self {
        let (difference, isOver) = subtractingReportingOverflow(other)
        return isOver ? (other < 0 ? .max : .min) : difference
    }

    package func clampedTimes(_ other: Self) -> Self {
        let (product, isOver) = multipliedReportingOverflow(by: other)
        return isOver ? ((self < 0) == (other < 0) ? .max : .min) : product
    }
}
