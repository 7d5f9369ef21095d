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
        return confirmation(door, signUp, context, isTaken: isTaken, problem: nil)
    }

    static func confirm(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let form = try await request.form()
        guard let portal = door.portal, let (signUp, isTaken) = try await find(app, door, context) else {
            return gone(door, context.language)
        }
        let username = form.has("username") ? form["username"] : signUp.username
        guard isUsername(username) else {
            return confirmation(door, signUp, context, isTaken: true, problem: SignInNames.malformed, typed: username)
        }
        guard signUp.state == .unconfirmed else { return .seeOther(path(door, context)) }
        switch try await SignUpConfirmation(app: app, portal: portal, signUp: signUp, username: username).run() {
        case .done, .late:
            app.mailBell.ring()
            return .seeOther(path(door, context))
        case .taken:
            let problem = FieldProblem(
                fr: "Ce nom d’utilisateur est déjà pris. Choisissez-en un autre.",
                en: "This username is taken. Choose another one.")
            return confirmation(
                door, signUp, context, isTaken: true, problem: isTaken && !form.has("username") ? nil : problem,
                typed: username)
        case .known: return known(door, context.language)
        }
    }

    private static func path(_ door: Door, _ context: SiteContext) -> String {
        "\(door.path)/signup/\(context.parameters.get("token") ?? "")"
    }

    private static func rules(_ app: App, _ door: Door) async throws -> SignUpRules {
        guard let portal = door.portal else { return SignUpRules() }
        return try await app.database.read { try SignUps($0).rules(of: portal.id).rules }
    }

    /// The request, unless its time to be confirmed is over; and whether its username was taken meanwhile.
    private static func find(_ app: App, _ door: Door, _ context: SiteContext) async throws -> (SignUp, Bool)? {
        guard let hash = context.parameters.get("token").flatMap(Token.hash(of:)) else { return nil }
        let now = app.clock.now
        return try await app.database.read { connection in
            guard let signUp = try SignUps(connection).find(token: hash), signUp.portal == door.portal?.id else {
                return nil
            }
            let isLate = now - signUp.createdAt >= SignUpRules.confirmWithin
            guard signUp.state != .unconfirmed || !isLate else { return nil }
            return (signUp, try People(connection).named(signUp.username) != nil)
        }
    }
}

/// The step from a proved address to a decision, or to somebody who decides.
private struct SignUpConfirmation {
    let app: App
    let portal: Portal
    let signUp: SignUp
    let username: String

    enum Outcome {
        case done
        /// Somebody confirmed it already.
        case late
        case taken
        /// The address got an access meanwhile.
        case known
    }

    func run() async throws -> Outcome {
        let now = app.clock.now
        return try await app.database.write { connection in
            let people = People(connection)
            if try people.named(signUp.email) != nil { return .known }
            if try people.named(username) != nil { return .taken }
            return try confirm(connection, now)
        }
    }

    private func confirm(_ connection: any Connection, _ now: Instant) throws -> Outcome {
        let author = Author(kind: .external, id: nil, name: signUp.name)
        let subject = Journal.Subject("sign_ups", signUp.id)
        try Journal(connection).append(
            .init("sign_up.confirmed", on: [subject], detail: ["name": signUp.name, "email": signUp.email]),
            by: author, at: now)
        let desk = try SignUpDesk.read(portal, connection)
        let deciders = SignUpDeciders(connection: connection, rules: desk.rules)
        let isByDefault = desk.rules.approval == .byDefault
        let assignee = isByDefault ? nil : try deciders.next(in: portal.id)
        guard try SignUps(connection).confirm(signUp.id, username: username, assignee: assignee, at: now),
            let waiting = try SignUps(connection).find(signUp.id)
        else { return .late }
        if isByDefault, try approve(waiting, desk, connection, now) { return .done }
        try SignUpMails(app: app, connection: connection, portal: portal, now: now).askDeciders(waiting, desk.rules)
        return .done
    }

    /// False when somebody has to look at it: no seat is free, or nobody can sign up that way any more.
    private func approve(_ waiting: SignUp, _ desk: SignUpDesk, _ connection: any Connection, _ now: Instant) throws
        -> Bool
    {
        guard let place = desk.place(waiting.audience), !place.isFull else { return false }
        let approval = SignUpApproval.byDefault(app, connection, at: now)
        do {
            // A field that was made mandatory may stand in the way; then nothing of it is left.
            try connection.savepoint {
                _ = try approval.approve(waiting, as: place.type, on: approval.proved(waiting))
            }
            return true
        } catch is WriteRefusal {
            return false
        }
    }
}

extension SignUpStatus {
    private static func confirmation(
        _ door: Door, _ signUp: SignUp, _ context: SiteContext, isTaken: Bool, problem: FieldProblem?,
        typed: String? = nil
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Confirmez votre adresse", en: "Confirm your address")(language)
        let words = Phrase(
            fr: "\(signUp.name), vous demandez un accès avec \(signUp.email).",
            en: "\(signUp.name), you ask for an access with \(signUp.email).")
        let taken = Phrase(
            fr: "« \(signUp.username) » est déjà pris : choisissez un autre nom d’utilisateur.",
            en: "“\(signUp.username)” is taken: choose another username.")
        let username = Input(
            "username", Phrase(fr: "Nom d’utilisateur", en: "Username")(language), value: typed ?? "",
            hint: taken(language), error: problem?.message(language), required: true, autocomplete: "username",
            focused: true)
        let card = doorForm(
            title, HTML.text(words(language)), action: path(door, context), language,
            fields: isTaken ? [username.html(language)] : [],
            button: Phrase(fr: "C’est bien mon adresse", en: "This is my address")(language))
        return door.page(title, language, status: problem == nil ? .ok : .unprocessableContent, card)
    }

    private static func gone(_ door: Door, _ language: Language) -> Response {
        let title = Phrase(fr: "Cette demande n’existe plus", en: "This request is gone")(language)
        let words = Phrase(
            fr:
                "Une demande qui n’est pas confirmée en 48 heures est effacée, une demande décidée l’est après 30 jours, et une demande plus récente remplace l’ancienne. L’adresse est peut-être aussi coupée.",
            en:
                "A request that is not confirmed within 48 hours is deleted, one that was decided is deleted after 30 days, and a newer request takes the place of the older one. The address may also be cut."
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
        let title = Phrase(fr: "Vous avez déjà un accès", en: "You have an access already")(language)
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
        let title = Phrase(fr: "Votre demande d’accès", en: "Your request for access")(language)
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
                : Phrase(fr: "Demande refusée, faute de décision à temps", en: "Refused, as nobody decided in time")
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
