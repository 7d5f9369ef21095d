/// The numbers that the settings of portals and user types may hold, wherever they come from: a form, a file, a draft that was kept.
package enum AdmissionLimits {
    /// Open accesses at most.
    package static let quota = 1...10_000_000
    /// Days that the link of an invitation works.
    package static let invitationDays = 1...30
    /// Days without a sign-in after which an access is suspended.
    package static let idleDays = 30...1095
    /// Months between two reviews.
    package static let reviewMonths = 1...12

    /// As files name them.
    package static var words: String {
        "quota \(quota), invitationDays \(invitationDays), idleDays \(idleDays), reviewMonths \(reviewMonths)"
    }
}

extension ClosedRange {
    /// Nothing said is within all bounds.
    package func allows(_ value: Bound?) -> Bool { value.map(contains) ?? true }
}
