import Core

/// When a mail that did not leave is tried again.
enum MailBackOff {
    /// After the n-th try: 1 minute, doubled each time up to 6 hours; nil after about three days, when staff decide.
    static func next(afterTry tries: Int64, at now: Instant) -> Instant? {
        guard tries < mostTries else { return nil }
        let minutes = tries > 9 ? longest : min(Int64(1) << max(0, tries - 1), longest)
        return now + .minutes(minutes)
    }

    /// Nine doublings last 8.5 hours, eleven times 6 hours follow.
    private static let mostTries: Int64 = 20
    private static let longest: Int64 = 360
}
