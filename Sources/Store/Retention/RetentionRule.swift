/// What the program itself keeps and would pile up for ever, each with how long it is kept. One line here, one case in `Retention`.
package enum RetentionRule: String, Sendable, CaseIterable {
    case sentMails = "sent_mails"
    case waitingMails = "waiting_mails"
    case deadMails = "dead_mails"
    case links, devices, jobs, imports, changes
    case removedFiles = "removed_files"
    case bin, journal

    /// In days, until somebody says otherwise; 0 is for ever.
    package var usual: Int {
        switch self {
        case .sentMails, .bin, .imports: 365
        case .waitingMails: 30
        case .deadMails: 90
        case .links, .jobs: 180
        case .devices: 400
        case .changes: 1095
        case .removedFiles: 30
        case .journal: 3650
        }
    }

    /// The least that can be set: what others count on.
    package var least: Int {
        switch self {
        // A link that has run out still says so, and sends a new one to the same address.
        case .links: 30
        // The longest that the mail's worker goes on trying, and the longest life of a link.
        case .waitingMails: 7
        case .journal: 365
        case .changes: 30
        default: 1
        }
    }

    package static let most = 36_500

    /// What may be kept for ever.
    package var mayStay: Bool {
        switch self {
        case .bin, .journal, .changes, .imports: true
        default: false
        }
    }

    package func allows(_ days: Int) -> Bool {
        days == 0 ? mayStay : (least...RetentionRule.most).contains(days)
    }
}
