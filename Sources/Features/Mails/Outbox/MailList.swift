import Core
import HTML
import Hummingbird
import Store
import Web

/// *Messages*: what waits, what was sent, what could not be.
enum MailList {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = request.query
        let (state, before) = (OutboxMail.State(rawValue: form["state"]), form.id("before"))
        let (mails, health) = try await app.database.read { connection in
            let health = try Outbox(connection).health()
            return (
                try Outbox(connection).list(state, before: before, limit: 51),
                (waiting: health.waiting, dead: health.dead)
            )
        }
        let language = context.language
        let table = MailTable(
            mails: Array(mails.prefix(50)), hasMore: mails.count > 50, state: state, waiting: health.waiting,
            dead: health.dead, context: context)
        let content: HTML = """
            \(PageHead(title(language), sub: HTML.text(sub(language))).html(language))\(Done.note(request, language))\(warning(app, language))\(table.html)
            """
        return officePage(app, context, title(language), current: "mails", content)
    }

    static let title = Phrase(fr: "Messages", en: "Messages")
    private static let sub = Phrase(
        fr: "Les e-mails de Parvis, du plus récent au plus ancien.", en: "Parvis’ e-mails, newest first.")

    /// Mail that cannot leave must be seen by somebody. `hasLinks` says that the page shows mails, whose links work there in a trial.
    static func warning(_ app: App, _ language: Language, hasLinks: Bool = true) -> HTML {
        guard app.site.hasMail else {
            let words = Phrase(
                fr:
                    "L’envoi d’e-mails n’est pas configuré\u{A0}: les messages attendent ici et partiront dès qu’un serveur SMTP sera indiqué (réglage PARVIS_SMTP).",
                en:
                    "Sending mail is not configured: messages wait here and leave as soon as an SMTP server is given (setting PARVIS_SMTP)."
            )
            return note(.warn, HTML.text(words(language)))
        }
        guard app.site.keepsMailHere else { return .empty }
        let trial = Phrase(
            fr: "Mode essai : les e-mails restent sur ce serveur et personne ne les reçoit.",
            en: "Trial mode: e-mails stay on this server and nobody receives them.")
        let links = Phrase(fr: " Leurs liens s’ouvrent depuis cette page.", en: " Their links open from these pages.")
        return note(.info, "\(trial(language))\(HTML.text(links(language)), if: hasLinks)")
    }
}

extension OutboxMail.State {
    var label: Phrase {
        switch self {
        case .waiting: Phrase(fr: "En attente", en: "Waiting")
        case .sent: Phrase(fr: "Envoyé", en: "Sent")
        case .dead: Phrase(fr: "Échec", en: "Failed")
        }
    }
    var many: Phrase {
        switch self {
        case .waiting: Phrase(fr: "En attente", en: "Waiting")
        case .sent: Phrase(fr: "Envoyés", en: "Sent")
        case .dead: Phrase(fr: "En échec", en: "Failed")
        }
    }
    var tone: Tone {
        switch self {
        case .waiting: .info
        case .sent: .ok
        case .dead: .bad
        }
    }
}
