import Hummingbird

/// Requests: opened and followed in the portal; they are answered in the back office, on their card.
enum TicketRoutes {
    static func all(_ app: App) -> [Route] {
        [
            .portal(.get, "/p/:portal/tickets/new", app, TicketNew.handle),
            .portal(.post, "/p/:portal/tickets/new", app, TicketCreate.handle),
            .portal(.get, "/p/:portal/tickets/:id", app, TicketShow.handle),
            .portal(.post, "/p/:portal/tickets/:id/comments", app, TicketReply.handle),
        ]
    }
}
