import Core
import Store

/// Tells people whose access opens another portal now where that is, in the transaction that changes their type. Ring `app.mailBell` after it.
struct OtherPortalMails {
    let app: App
    let records: Records
    let staff: Viewer
    let isBulk: Bool
    let now: Instant

    private var connection: any Connection { records.connection }

    /// Asks the access as it is now. Whoever has chosen no password yet is invited anew: the link there was leads to the old portal.
    func tell(_ id: RecordID) throws {
        let profile = try AccessProfile.find(id, staff, records)
        let state = profile.access.state
        guard state == .active || state == .awaiting, profile.person.disabledAt == nil,
            let recipient = try MailRecipient(profile.person, connection)
        else { return }
        guard state == .awaiting, profile.person.passwordHash == nil else {
            return try PostOffice(app: app, connection: connection).queue(
                .portalMoved, to: recipient, portal: profile.portal, isBulk: isBulk, at: now)
        }
        try Invitation(app: app, connection: connection, isBulk: isBulk).send(
            to: recipient, profile, Token(), by: staff.person, at: now)
        try Journal(connection).append(
            .init("access.link_sent", on: profile.subjects, detail: ["to": recipient.address]), by: Author(staff),
            at: now)
    }
}
