import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `…/code`: the code from the mail, typed by hand, in place of a link that does not open.
enum CodeEntry {
    static let title = Phrase(fr: "Saisir le code reçu", en: "Type the code you received")

    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        page(try await Door.of(request, context, app), context.language)
    }

    /// The right code becomes a link of half an hour; the one in the mail is worth nothing afterwards.
    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let form = try await request.form()
        let (login, code) = (form["login"], form["code"])
        guard !login.isEmpty, TypedCode.tidied(code).count == 12 else {
            let problem = Phrase(
                fr: "Écrivez votre identifiant et les 12 caractères du code.",
                en: "Write your username and the 12 characters of the code.")
            return page(door, context.language, login: login, problem: problem)
        }
        guard let token = try await redeem(app, door, login, code, context.address) else {
            let problem = Phrase(
                fr:
                    "Ce code ne va pas avec cet identifiant, a déjà servi ou a expiré. Un e-mail plus récent en porte un autre.",
                en:
                    "This code does not go with this username, was used already or has expired. A newer mail has another one."
            )
            return page(door, context.language, login: login, problem: problem)
        }
        return .seeOther("\(door.path)/welcome/\(token)")
    }

    /// Five tries a day for a name and 20 an hour for a network, whether or not there is such a person. Nil for a code that is not right.
    private static func redeem(_ app: App, _ door: Door, _ login: String, _ code: String, _ address: String)
        async throws -> String?
    {
        let (token, now) = (Token(), app.clock.now)
        let network = NetworkAddress(address)?.subscriber ?? address
        return try await app.database.write { connection in
            let attempts = Attempts(connection)
            let (name, place) = ("code:" + folded(login).prefix(100), "code-address:" + network)
            let tries = try attempts.count(name, window: .days(1), at: now)
            let fromHere = try attempts.count(place, window: .hours(1), at: now)
            guard tries <= 5, fromHere <= 20, let person = try People(connection).named(login),
                person.kind == door.kind, person.disabledAt == nil,
                let taken = try Tokens(connection).take(
                    code: TypedCode.hash(code, of: person.id), .setPassword, of: person.id, at: now)
            else { return nil }
            try attempts.forget(name)
            _ = try attempts.giveBack(place)
            _ = try OneTimeLink.issue(
                token, to: person.id, mailedTo: taken.email, portal: door.portal, connection, app.site, at: now,
                for: .minutes(30))
            return token.text
        }
    }

    private static func page(_ door: Door, _ language: Language, login: String = "", problem: Phrase? = nil)
        -> Response
    {
        let name = Input(
            "login", Phrase(fr: "Identifiant ou e-mail", en: "Username or e-mail")(language), value: login,
            required: true, autocomplete: "username", focused: login.isEmpty)
        let code = Input(
            "code", Phrase(fr: "Code", en: "Code")(language),
            hint: Phrase(fr: "Comme K7QF-3M2P-9XWD, dans l’e-mail.", en: "Like K7QF-3M2P-9XWD, in the mail.")(language),
            error: problem?(language), required: true, autocomplete: "one-time-code", focused: !login.isEmpty)
        let words = Phrase(
            fr: "Si le lien de l’e-mail ne s’ouvre pas, le code qui l’accompagne fait la même chose.",
            en: "If the link in the mail does not open, the code beside it does the same.")
        let below: HTML = """
            <p class="center"><a href="\(door.path)/forgot">\(Phrase(fr: "Demander un nouvel e-mail", en: "Ask for a new mail")(language))</a></p>
            """
        let card = doorForm(
            title(language), HTML.text(words(language)), action: door.path + "/code", language,
            fields: [name.html(language), code.html(language)],
            button: Phrase(fr: "Continuer", en: "Continue")(language), below: below)
        return door.page(title(language), language, status: problem == nil ? .ok : .unprocessableContent, card)
    }
}
