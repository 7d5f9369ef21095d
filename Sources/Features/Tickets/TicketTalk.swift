import Core
import Store
import Web

/// A request's conversation: what was asked, what was answered, and what happened in between.
struct TicketTalk: Sendable {
    let items: [Item]
    /// Files that came with no message.
    let otherFiles: [StoredFile]

    /// One line of the conversation.
    enum Item: Sendable {
        case message(Message)
        case event(actor: String, state: Phrase, at: Instant)
    }

    /// Something that somebody wrote.
    struct Message: Sendable {
        let author: String
        let isFromStaff: Bool
        /// Only staff see it.
        let isPrivate: Bool
        let body: String
        let at: Instant
        let files: [StoredFile]
    }

    var count: Int { items.count { if case .message = $0 { true } else { false } } }

    static func read(_ records: Records, _ viewer: Viewer, _ ticket: Record) throws -> TicketTalk {
        let seen = records.seen(by: viewer, ticket.module)
        return try read(records, viewer, ticket, try seen.comments(on: ticket), try seen.files(of: ticket))
    }

    /// With comments and files that were read already.
    static func read(
        _ records: Records, _ viewer: Viewer, _ ticket: Record, _ comments: [Comment], _ files: [StoredFile]
    ) throws -> TicketTalk {
        let journal = Journal(records.connection)
        let events = try journal.events(
            of: Journal.Subject(ticket.module.key, ticket.id), limit: 500, connection: records.connection)
        return make(ticket, comments, files, events, opener: try opener(records, viewer, ticket, events))
    }

    /// Who opened it: the journal knows unless it was imported; then its contact, its account.
    private static func opener(_ records: Records, _ viewer: Viewer, _ ticket: Record, _ events: [JournalEntry]) throws
        -> String
    {
        if let actor = events.last(where: { $0.verb == "ticket.created" })?.actor { return actor }
        for key in ["contact_id", "account_id"] {
            guard let id = ticket[key].id, let target = ticket.module[key]?.target.flatMap({ records.catalog[$0] })
            else { continue }
            if let title = try records.seen(by: viewer, target).titles([id])[id] { return title }
        }
        return ticket["ref"].text ?? ticket.title
    }

    /// A file belongs to the message that was written in the same transaction: same moment, same author.
    static func make(
        _ ticket: Record, _ comments: [Comment], _ files: [StoredFile], _ events: [JournalEntry], opener: String
    ) -> TicketTalk {
        var left = files
        func taken(_ at: Instant, _ author: String) -> [StoredFile] {
            let own = left.filter { $0.createdAt == at && $0.author == author }
            left.removeAll { file in own.contains { $0.id == file.id } }
            return own
        }
        let openedAt = ticket["opened_at"].instant ?? ticket["created_at"].instant ?? Instant(milliseconds: 0)
        var items: [(at: Instant, item: Item)] = []
        let first = Message(
            author: opener, isFromStaff: ticket["author_kind"].text == "staff", isPrivate: false,
            body: ticket["message"].text ?? "", at: openedAt,
            files: taken(openedAt, opener))
        for comment in comments {
            let message = Message(
                author: comment.author, isFromStaff: comment.isFromStaff, isPrivate: comment.isPrivate,
                body: comment.body, at: comment.createdAt,
                files: taken(comment.createdAt, comment.author))
            items.append((comment.createdAt, .message(message)))
        }
        for event in events where event.verb == "ticket.state" {
            guard let state = event.detail["state"].flatMap({ (ticket.module["state"]?.type as? ChoiceType)?[$0] })
            else { continue }
            items.append((event.at, .event(actor: event.actor, state: state.label, at: event.at)))
        }
        items.sort { $0.at < $1.at }
        return TicketTalk(items: [.message(first)] + items.map(\.item), otherFiles: left)
    }
}
