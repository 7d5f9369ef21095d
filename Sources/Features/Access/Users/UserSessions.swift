import Core
import HTML
import Hummingbird
import Store
import Web

/// Where a person is signed in, for staff who manage users, and its end.
enum UserSessions {
    static func panel(_ profile: AccessProfile, _ formats: Formats) -> HTML {
        let language = formats.language
        let title = Phrase(fr: "Connexions ouvertes", en: "Open sessions")(language)
        guard !profile.sessions.isEmpty else {
            let none = Phrase(fr: "Cette personne n’est connectée nulle part.", en: "This person is signed in nowhere.")
            return bodyPanel(title, id: "sessions-t", "<p class=\"soft\">\(none(language))</p>")
        }
        let path = profile.path + "/sessions"
        let end = Phrase(fr: "Fermer", en: "End")(language)
        let rows: [HTML] = profile.sessions.map {
            sessionItem($0, formats, postButton(end, to: "\(path)/\($0.publicID.text)/end"))
        }
        return Web.panel(
            title, id: "sessions-t", count: profile.sessions.count, action: all(profile, path, language),
            "<ul class=\"plain-list\">\(rows)</ul>")
    }

    private static func all(_ profile: AccessProfile, _ path: String, _ language: Language) -> HTML {
        let yes = Phrase(fr: "Tout fermer", en: "End all")(language)
        let confirmation = Confirmation(
            Phrase(fr: "Fermer toutes ses connexions ?", en: "End all sessions of this person?")(language),
            Phrase(
                fr: "\(profile.person.name) devra se reconnecter partout. Le mot de passe reste le même.",
                en: "\(profile.person.name) will have to sign in again everywhere. The password stays the same.")(
                    language),
            yes: yes)
        return postButton(yes, to: path + "/all/end", .quiet, confirm: confirmation)
    }

    /// `all` ends all of them, in whatever portal.
    static func end(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (which, now, author) = (context.parameters.get("session"), app.clock.now, Author(context.viewer))
        let profile = try await app.profile(context.id(), context.viewer)
        let person = profile.person
        try await app.database.write { connection in
            try Journal(connection).hold()
            let sessions = Sessions(connection)
            var count = 1
            if which == "all" {
                count = try sessions.endAll(of: person.id)
            } else {
                guard let id = which.flatMap({ RecordID(text: $0) }),
                    try sessions.end(publicID: id, of: person.id)
                else { throw Refusal.notFound }
            }
            try SignInEvents(connection: connection, person: person).write(
                "sessions.ended", ["sessions": String(count)], by: author, at: now)
        }
        let done: Done = which == "all" ? .sessionsEnded : .sessionEnded
        return .seeOther("\(profile.path)?done=\(done.rawValue)")
    }
}
