import Hummingbird

/// Mails: what was written, their words, writing one by hand.
enum MailRoutes {
    static func all(_ app: App) -> [Route] {
        [
            .office(.get, "/admin/mails", app, MailList.handle),
            .office(.get, "/admin/mails/:id", app, MailShow.handle),
            .office(.post, "/admin/mails/:id/retry", app, MailShow.retry),
            .portals(.get, "/admin/templates", app, TemplateList.handle),
            .portals(.get, "/admin/templates/:key", app, TemplateEdit.show),
            .portals(.post, "/admin/templates/:key", app, TemplateEdit.update),
            .portals(.post, "/admin/templates/:key/reset", app, TemplateEdit.reset),
            .office(.get, "/admin/contacts/:id/mail", app, ComposeNew.forContact),
            .office(.post, "/admin/contacts/:id/mail", app, ComposeSend.forContact),
            .office(.get, "/admin/users/:id/mail", app, ComposeNew.forUser),
            .office(.post, "/admin/users/:id/mail", app, ComposeSend.forUser),
        ]
    }
}
