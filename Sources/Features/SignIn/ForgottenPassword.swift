import Core
import HTML
import Hummingbird
import Store
import Web

/// *Mot de passe oublié ?*: the same answer whether or not there is such a person, and the same work.
enum ForgottenPassword {
    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        page(try await Door.of(request, context, app), context.language)
    }

    private static func page(_ door: Door, _ language: Language, problem: Phrase? = nil) -> Response {
        let title = Phrase(fr: "Mot de passe oublié ?", en: "Forgotten password?")(language)
        let login = Input(
            "login", Phrase(fr: "Identifiant ou e-mail", en: "Username or e-mail")(language),
            error: problem?(language), required: true, autocomplete: "username", focused: true)
        let explanation = Phrase(
            fr: "Indiquez votre identifiant. Nous vous enverrons un lien pour choisir un nouveau mot de passe.",
            en: "Give your username. We will send you a link to choose a new password.")
        let back: HTML =
            "<p class=\"center\"><a href=\"\(door.path)/signin\">\(Phrase(fr: "Retour à la connexion", en: "Back to sign-in")(language))</a></p>"
        return door.page(
            title, language, status: problem == nil ? .ok : .unprocessableContent,
            doorForm(
                title, HTML.text(explanation(language)), action: door.path + "/forgot", language,
                fields: [login.html(language)],
                button: Phrase(fr: "Confirmer la demande", en: "Confirm the request")(language), below: back))
    }

    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let name = try await request.form()["login"]
        guard !name.isEmpty else {
            let problem = Phrase(fr: "Indiquez votre identifiant ou votre e-mail.", en: "Give your username or e-mail.")
            return page(door, context.language, problem: problem)
        }
        try await ask(app, door, name, context.address)
        app.mailBell.ring()
        let language = context.language
        let title = Phrase(fr: "Vérifiez votre messagerie", en: "Check your mail")(language)
        let explanation = Phrase(
            fr:
                "Si un compte existe pour « \(name) » et qu’une adresse e-mail y est enregistrée, un lien valable 30 minutes vient de partir. Sans nouvelles, contactez \(door.name).",
            en:
                "If there is an account for “\(name)” with an e-mail address, a link that works for 30 minutes is on its way. If nothing comes, contact \(door.name)."
        )
        return door.page(
            title, language,
            doorMessage(
                title, HTML.text(explanation(language)),
                next: [(Phrase(fr: "Retour à la connexion", en: "Back to sign-in")(language), door.path + "/signin")]))
    }

    /// At most 3 an hour for a name and 10 for an address; beyond that nothing is sent, and the answer is still the same.
    private static func ask(_ app: App, _ door: Door, _ name: String, _ address: String) async throws {
        let now = app.clock.now
        let token = Token()
        try await app.database.write { connection in
            let attempts = Attempts(connection)
            let byName = try attempts.count("reset:" + folded(name).prefix(100), window: .hours(1), at: now)
            let network = NetworkAddress(address)?.subscriber ?? address
            let byAddress = try attempts.count("reset-address:" + network, window: .hours(1), at: now)
            guard byName <= 3, byAddress <= 10, let person = try People(connection).named(name),
                person.kind == door.kind, person.disabledAt == nil
            else { return }
            let address = try SignInMails(app: app, connection: connection).sendPasswordLink(
                person, portal: door.portal, token: token, at: now)
            try journal(person, sentTo: address, connection, now)
        }
    }

    /// Shown where the person's accesses are followed: staff see why a link left that nobody of theirs sent, or why none did. Whoever asked
    /// has proved nothing, so the event is not the person's.
    private static func journal(
        _ person: Person, sentTo address: String?, _ connection: any Connection, _ now: Instant
    ) throws {
        let subjects = try Accesses(connection).of(person: person.id).flatMap(\.subjects)
        let event: Journal.Event =
            address.map { .init("password.link_requested", on: subjects, detail: ["to": $0]) }
            ?? .init("password.no_address", on: subjects)
        try Journal(connection).append(event, by: .system("Parvis"), at: now)
    }
}
