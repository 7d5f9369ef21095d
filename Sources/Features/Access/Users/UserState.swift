import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// *Désactiver*, with the reason, and *Activer*.
enum UserState {
    static func ask(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        page(app, context, try await app.profile(context.id(), context.viewer), ShutReasonForm())
    }

    static func disable(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let form = ShutReasonForm(try await request.form())
        guard form.problem == nil else {
            return page(app, context, try await app.profile(id, context.viewer), form, status: .unprocessableContent)
        }
        let path = try await AccessSwitch(app: app, context: context, id: id).disable(form.reason)
        return .seeOther("\(path)?done=\(Done.accessDisabled.rawValue)")
    }

    static func enable(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        do {
            let path = try await AccessSwitch(app: app, context: context, id: id).enable()
            return .seeOther("\(path)?done=\(Done.accessEnabled.rawValue)")
        } catch let full as Seats.Full {
            let words = HTML.text(full.problem.message(context.language))
            return UserShow.page(
                app, context, try await app.profile(id, context.viewer), note: note(.bad, words), status: .conflict)
        }
    }

    /// The switch in the list of users: what it says is done at once, unless it is so already, and one is back on the list, where it can be
    /// undone the same way.
    static func flip(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let wish = form["switch"].split(separator: ":").map(String.init)
        guard wish.count == 2, let id = RecordID(text: wish[0]) else { throw Refusal.notFound }
        let profile = try await app.profile(id, context.viewer)
        let act = AccessSwitch(app: app, context: context, id: id)
        let (isOff, wantsOff) = (profile.access.state == .deactivated, wish[1] == "off")
        guard isOff != wantsOff else { return .seeOther(list(form, nil)) }
        guard isOff else {
            _ = try await act.disable(nil)
            return .seeOther(list(form, .accessDisabled))
        }
        do {
            _ = try await act.enable()
            return .seeOther(list(form, .accessEnabled))
        } catch let full as Seats.Full {
            let words = HTML.text(full.problem.message(context.language))
            return UserShow.page(app, context, profile, note: note(.bad, words), status: .conflict)
        }
    }

    /// The list that the switch was in.
    private static func list(_ form: Form, _ done: Done?) -> String {
        var parts = ["q", "state", "before", "after"].filter { !form[$0].isEmpty }.map {
            $0 + "=" + escapedForURL(form[$0])
        }
        if let done { parts.append("done=" + done.rawValue) }
        return "/admin/users" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ profile: AccessProfile, _ form: ShutReasonForm,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Désactiver cet accès ?", en: "Deactivate this access?")(language)
        let words = Phrase(
            fr:
                "\(profile.person.name) ne pourra plus se connecter à ce portail, et ses connexions seront fermées aussitôt. L’accès libère une place. Seul un collaborateur pourra le réactiver.",
            en:
                "\(profile.person.name) will no longer be able to sign in to this portal, and sessions are ended at once. The access frees a seat. Only staff can activate it again."
        )
        let content: HTML = """
            <section class="panel measure"><form class="form body" method="post" action="\(profile.path)/disable"><h2>\(title)</h2><p>\(words(language))</p>\(form.inputs(language))\
            <div class="form-acts"><button class="btn bad">\(JobWords.verb(.deactivate)(language))</button><a class="btn quiet" href="\(profile.path)">\(Words.cancel(language))</a></div></form></section>
            """
        return UserFrame(app: app, context: context, profile: profile).page(.user, status: status, content)
    }
}

/// One access deactivated or activated by a member of staff; both return the path of its page.
struct AccessSwitch {
    let app: App
    let context: OfficeContext
    let id: RecordID

    /// Ends the sessions too: a right that was taken away no longer works.
    func disable(_ reason: ShutReason?) async throws -> String {
        let (viewer, now, catalog) = (context.viewer, app.clock.now, app.catalog)
        return try await app.database.write { [id] connection in
            try Journal(connection).hold()
            let profile = try AccessProfile.find(id, viewer, Records(connection, catalog))
            try AccessClosing(connection: connection, author: Author(viewer), now: now).close(
                profile.access, because: reason)
            return profile.path
        }
    }

    /// Active again, or waiting for the first password as before; a deactivated access needs a seat again. Throws `Seats.Full`.
    func enable() async throws -> String {
        let (token, now, staff, catalog) = (Token(), app.clock.now, context.viewer.person, app.catalog)
        let path = try await app.change(id, by: context.viewer, "access.enabled", detail: { $0.access.was }) {
            connection, profile in
            let (state, hasPassword) = (profile.access.state, profile.person.passwordHash != nil)
            let move: AccessMove = state == .inactive ? .activate : .reactivate
            guard case .to(let next) = AccessLife.step(move, from: state, hasPassword: hasPassword) else {
                return profile.path
            }
            try Accesses(connection).mustBeCarried(profile.access, in: catalog)
            if move == .reactivate, let full = try Seats(connection).objection(to: profile.access.userType) {
                throw full
            }
            try Accesses(connection).setState(next, of: id)
            try Accesses(connection).wake(id, at: now)
            if move == .activate, !hasPassword, let to = try MailRecipient(inviting: profile, connection) {
                try Invitation(app: app, connection: connection).send(to: to, profile, token, by: staff, at: now)
            }
            return profile.path
        }
        app.mailBell.ring()
        return path
    }
}
