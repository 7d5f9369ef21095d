import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/signup/:token`: proves the address, then tells the applicant how the request stands. Opening it changes nothing.
enum SignUpStatus {
    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        guard let (signUp, isTaken) = try await find(app, door, context) else { return gone(door, context.language) }
        guard signUp.state == .unconfirmed else { return status(door, signUp, try await rules(app, door), context) }
        return confirmation(door, signUp, context, isTaken: isTaken, problems: [:])
    }

    static func confirm(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let form = try await request.form()
        guard let portal = door.portal, let (signUp, isTaken) = try await find(app, door, context) else {
            return gone(door, context.language)
        }
        guard signUp.state == .unconfirmed else { return .seeOther(path(door, context)) }
        let username = form.has("username") ? form["username"] : signUp.username
        var problems: [String: FieldProblem] = [:]
        if !isUsername(username) { problems["username"] = SignInNames.malformed }
        // Who filled in the form proved nothing: only whoever knows the password and has the address gets further.
        if try await !isRight(app, signUp, form.raw("password")) { problems["password"] = wrongPassword }
        guard problems.isEmpty else {
            return confirmation(door, signUp, context, isTaken: isTaken, problems: problems, typed: username)
        }
        switch try await SignUpConfirmation(app: app, portal: portal, signUp: signUp, username: username).run() {
        case .done, .late:
            app.mailBell.ring()
            return .seeOther(path(door, context))
        case .taken:
            problems["username"] = FieldProblem(
                fr: "Ce nom d’utilisateur est déjà pris. Choisissez-en un autre.",
                en: "This username is taken. Choose another one.")
            return confirmation(door, signUp, context, isTaken: true, problems: problems, typed: username)
        case .waiting: return already(door, context.language)
        case .known: return known(door, context.language)
        }
    }

    /// At most 10 tries an hour.
    private static func isRight(_ app: App, _ signUp: SignUp, _ password: String) async throws -> Bool {
        let now = app.clock.now
        let tries = try await app.database.write {
            try Attempts($0).count("sign-up-password:" + signUp.id.text, window: .hours(1), at: now)
        }
        guard tries <= 10 else { throw Refusal.tooMany(.hours(1)) }
        return try await app.passwords.verify(password, signUp.passwordHash)
    }

    private static let wrongPassword = FieldProblem(
        fr: "Ce n’est pas le mot de passe choisi avec cette demande. Si vous ne l’avez pas faite, fermez cette page.",
        en: "This is not the password that was chosen with this request. If you did not make it, close this page.")

    private static func path(_ door: Door, _ context: SiteContext) -> String {
        "\(door.path)/signup/\(context.token)"
    }

    private static func rules(_ app: App, _ door: Door) async throws -> SignUpRules {
        guard let portal = door.portal else { return SignUpRules() }
        return try await app.database.read { try SignUps($0).rules(of: portal.id).rules }
    }

    /// The request, unless its time to be confirmed is over; and whether its username was taken meanwhile.
    private static func find(_ app: App, _ door: Door, _ context: SiteContext) async throws -> (SignUp, Bool)? {
        guard let hash = context.tokenHash else { return nil }
        let now = app.clock.now
        return try await app.database.read { connection in
            guard let signUp = try SignUps(connection).find(token: hash), signUp.portal == door.portal?.id else {
                return nil
            }
            let isLate = now - signUp.createdAt >= SignUpRules.confirmWithin
            guard signUp.state != .unconfirmed || !isLate else { return nil }
            let people = People(connection)
            let isTaken = try people.named(signUp.email) == nil && people.named(signUp.username) != nil
            return (signUp, isTaken)
        }
    }
}

extension SignUpStatus {
    private static func confirmation(
        _ door: Door, _ signUp: SignUp, _ context: SiteContext, isTaken: Bool, problems: [String: FieldProblem],
        typed: String? = nil
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Confirmez votre adresse", en: "Confirm your address")(language)
        let words = Phrase(
            fr: "\(signUp.name), vous demandez un accès avec \(signUp.email).",
            en: "\(signUp.name), you ask for access with \(signUp.email).")
        let taken = Phrase(
            fr: "« \(signUp.username) » est déjà pris : choisissez un autre nom d’utilisateur.",
            en: "“\(signUp.username)” is taken: choose another username.")
        let username = Input(
            "username", Phrase(fr: "Identifiant", en: "Username")(language), value: typed ?? "",
            hint: taken(language), error: problems["username"]?.message(language), required: true,
            autocomplete: "username", focused: true)
        let password = Input(
            "password", Phrase(fr: "Le mot de passe que vous avez choisi", en: "The password that you chose")(language),
            .password, error: problems["password"]?.message(language), required: true,
            autocomplete: "current-password", focused: !isTaken)
        let card = doorForm(
            title, HTML.text(words(language)), action: path(door, context), language,
            fields: (isTaken ? [username.html(language)] : []) + [password.html(language)],
            button: Phrase(fr: "C’est bien mon adresse", en: "This is my address")(language))
        return door.page(title, language, status: problems.isEmpty ? .ok : .unprocessableContent, card)
    }

    private static func already(_ door: Door, _ language: Language) -> Response {
        let title = Phrase(fr: "Une demande attend déjà", en: "A request is waiting already")(language)
        let words = Phrase(
            fr: "Une demande avec cette adresse est en cours d’examen. Suivez-la depuis son propre e-mail.",
            en: "A request with this address is being looked at. Follow it from its own mail.")
        let back = Phrase(fr: "Retour à la connexion", en: "Back to sign-in")(language)
        return door.page(
            title, language, status: .conflict,
            doorMessage(title, HTML.text(words(language)), next: [(back, door.path + "/signin")]))
    }

    private static func gone(_ door: Door, _ language: Language) -> Response {
        let title = Phrase(fr: "Cette demande n’existe plus", en: "This request is gone")(language)
        let words = Phrase(
            fr:
                "Une demande qui n’est pas confirmée en 48 heures est effacée, une demande traitée l’est après 30 jours. L’adresse est peut-être aussi coupée.",
            en:
                "A request that is not confirmed within 48 hours is deleted, one that was decided after 30 days. The address may also be cut."
        )
        return door.page(
            title, language, status: .gone,
            doorMessage(
                title, HTML.text(words(language)),
                next: [
                    (SignUpDesk.title(language), door.path + "/signup"),
                    (Phrase(fr: "Se connecter", en: "Sign in")(language), door.path + "/signin"),
                ]))
    }

    private static func known(_ door: Door, _ language: Language) -> Response {
        let title = Phrase(fr: "Vous avez déjà un accès", en: "You already have access")(language)
        let words = Phrase(
            fr: "Cette adresse se connecte déjà. Si vous avez oublié le mot de passe, demandez un lien.",
            en: "This address signs in already. If you forgot the password, ask for a link.")
        return door.page(
            title, language, status: .conflict,
            doorMessage(
                title, HTML.text(words(language)),
                next: [
                    (Phrase(fr: "Se connecter", en: "Sign in")(language), door.path + "/signin"),
                    (Phrase(fr: "Mot de passe oublié ?", en: "Forgotten password?")(language), door.path + "/forgot"),
                ]))
    }

    /// Where the request is, step by step.
    private static func status(_ door: Door, _ signUp: SignUp, _ rules: SignUpRules, _ context: SiteContext)
        -> Response
    {
        let language = context.language
        let formats = Formats(language)
        let title = Phrase(fr: "Votre demande d’accès", en: "Your access request")(language)
        let asked = TrailStep(
            "\(Phrase(fr: "Demande envoyée", en: "Request sent")(language))", formats.moment(signUp.createdAt))
        let proved = TrailStep(
            "\(Phrase(fr: "Adresse confirmée", en: "Address confirmed")(language))",
            signUp.confirmedAt.map(formats.moment) ?? "")
        let steps = trail([decision(signUp, rules, formats), proved, asked])
        let next: HTML =
            signUp.state == .approved
            ? "<a class=\"btn wide main\" href=\"\(door.path)/signin\">\(Phrase(fr: "Se connecter", en: "Sign in")(language))</a>"
            : .empty
        let card: HTML = """
            <div class="body"><div><h1>\(title)</h1><p class="sub">\(signUp.name) · \(emailText(signUp.email))</p></div>\
            \(steps)\(next)\(SignUpDesk.support(rules, language))</div>
            """
        return door.page(title, language, card)
    }

    private static func decision(_ signUp: SignUp, _ rules: SignUpRules, _ formats: Formats) -> TrailStep {
        let language = formats.language
        let at = signUp.decidedAt.map(formats.moment) ?? ""
        switch signUp.state {
        case .approved:
            return TrailStep("<b>\(Phrase(fr: "Accès ouvert", en: "Access open")(language))</b>", at)
        case .refused, .expired:
            let words =
                signUp.state == .refused
                ? Phrase(fr: "Demande refusée", en: "Request refused")
                : Phrase(fr: "Refusée faute de décision", en: "Refused, not decided in time")
            return TrailStep(
                "<b>\(words(language))</b>", [at, signUp.reason].filter { !$0.isEmpty }.joined(separator: " · "))
        case .waiting, .unconfirmed:
            let end = (signUp.confirmedAt ?? signUp.createdAt) + .days(Int64(rules.refuseAfter))
            let by = formats.day(Day(end, in: Formats.paris))
            return TrailStep(
                "<b>\(Phrase(fr: "Décision attendue", en: "Decision expected")(language))</b>",
                Phrase(
                    fr: "Au plus tard le \(by). Vous recevrez un e-mail.", en: "By \(by). You will get an e-mail.")(
                        language), isDone: false)
        }
    }
}
