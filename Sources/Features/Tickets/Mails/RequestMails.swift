import Core
import Store

/// The mails about a request, queued in the transaction of what they tell about. Ring `app.mailBell` after it.
struct RequestMails {
    let app: App
    let connection: any Connection

    /// Tells the customer what staff did.
    func tellCustomer(_ text: MailText, _ id: RecordID, by author: Author, at now: Instant) throws {
        guard let reader = try RequestReaders(app: app, connection: connection).first(of: id),
            try !isAuthor(reader.recipient, author)
        else { return }
        let ticket = reader.ticket
        let state = ticket["state"].text.flatMap { (ticket.module["state"]?.type as? ChoiceType)?[$0] }
        // Whoever may not read the state is not told that it changed.
        if text.placeholders.contains(.state), state == nil { return }
        let request = MailRequest(
            reference: ticket["ref"].text ?? "", subject: shortened(ticket["subject"].text ?? "", to: 120),
            link: app.site.baseAddress + "/p/\(reader.portal.slug)/tickets/\(id.text)", author: author.name,
            state: state?.label)
        try queue(text, to: reader.recipient, reader.portal, request, id, by: author, at: now)
    }

    /// Tells the customer that staff moved a record on, if it is a request and the step concerns the customer.
    func tellState(
        _ changes: [String: Value], of id: RecordID, in module: Module, by author: Author, at now: Instant
    ) throws {
        guard module.key == "tickets", let state = changes["state"]?.text, let text = MailText(requestState: state)
        else { return }
        try tellCustomer(text, id, by: author, at: now)
    }

    /// Tells staff what a customer wrote in a portal.
    func tellStaff(_ text: MailText, _ id: RecordID, portal: RecordID, by author: Author, at now: Instant) throws {
        guard let stored = try Requests(connection).find(id) else { return }
        let request = MailRequest(
            reference: stored.reference, subject: shortened(stored.subject, to: 120),
            link: app.site.baseAddress + OfficePath.record("tickets", id), author: author.name)
        for recipient in try RequestHandler(connection: connection).recipients(stored, portal: portal)
        where try !isAuthor(recipient, author) {
            try queue(text, to: recipient, nil, request, id, by: author, at: now)
        }
    }

    private func queue(
        _ text: MailText, to recipient: MailRecipient, _ portal: Portal?, _ request: MailRequest, _ id: RecordID,
        by author: Author, at now: Instant
    ) throws {
        try PostOffice(app: app, connection: connection).queue(
            text, to: recipient, portal: portal, request: request, about: Journal.Subject("tickets", id),
            by: author.kind == .staff ? author.id : nil, at: now)
    }

    /// Nobody gets a mail about what they did themselves, under whatever hat.
    private func isAuthor(_ recipient: MailRecipient, _ author: Author) throws -> Bool {
        guard let id = author.id else { return false }
        if recipient.person == id { return true }
        let own = try People(connection).correspondence(of: id).address
        return own.map(folded) == folded(recipient.address)
    }
}

extension MailText {
    /// What the customer is told when staff put a request into this state; nil for steps that are only ours.
    init?(requestState: String) {
        switch requestState {
        case "solved", "abandoned": self = .requestClosed
        case "needs_answer": self = .requestQuestion
        default: return nil
        }
    }
}
