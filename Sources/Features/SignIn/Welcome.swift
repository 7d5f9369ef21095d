import Core
import HTML
import Hummingbird
import Store
import Web

/// The page behind a one-time link: choose a password. Opening it changes nothing, because mail scanners open links too.
enum Welcome {
    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        guard case .good(let person, _) = try await standing(app, context), let person else {
            return try await refusal(app, door, context)
        }
        return try await page(app, door, speaking(app, request, context, person), person, problem: nil)
    }

    /// In the language of the mail that led here, unless another one was chosen in this browser.
    private static func speaking(_ app: App, _ request: Request, _ context: SiteContext, _ person: RecordID)
        async throws -> SiteContext
    {
        guard app.cookies.value(.language, in: request) == nil,
            let language = try await app.database.read({ try People($0).correspondence(of: person).language })
        else { return context }
        var context = context
        context.language = language
        return context
    }

    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let form = try await request.form()
        guard case .good(let id, _) = try await standing(app, context), let id, let hash = context.tokenHash else {
            return try await refusal(app, door, context)
        }
        guard let person = try await app.database.read({ try People($0).find(id) }), person.kind == door.kind else {
            return try await refusal(app, door, context)
        }
        let password = form.raw("password")
        if let problem = PasswordRules.problem(password, context: try await PasswordContext.read(app, person, door)) {
            let context = try await speaking(app, request, context, id)
            return try await page(app, door, context, id, problem: problem.message(context.language))
        }
        let newHash = try await app.passwords.hash(password)
        let now = app.clock.now
        let isUsed = try await app.database.write { connection in
            try Journal(connection).hold()
            let tokens = Tokens(connection)
            guard try tokens.use(hash, .setPassword, at: now) else { return false }
            if let mailbox = try tokens.email(hash) { try People(connection).prove(mailbox, of: id) }
            try NewPassword(app: app, connection: connection, person: person, portal: door.portal).set(
                newHash, isFirst: person.passwordHash == nil, at: now)
            return true
        }
        guard isUsed else { return try await refusal(app, door, context) }
        app.mailBell.ring()
        return try await SignIn.enter(app, door, id, request, context)
    }

    private static func standing(_ app: App, _ context: SiteContext) async throws -> Tokens.Standing {
        guard let hash = context.tokenHash else { return .unknown }
        let now = app.clock.now
        return try await app.database.read { try Tokens($0).standing(hash, .setPassword, at: now) }
    }

    private static func page(_ app: App, _ door: Door, _ context: SiteContext, _ person: RecordID, problem: String?)
        async throws -> Response
    {
        guard let person = try await app.database.read({ try People($0).find(person) }) else { throw Refusal.notFound }
        let language = context.language
        let title = Phrase(fr: "Choisissez votre mot de passe", en: "Choose your password")(language)
        let explanation = Phrase(
            fr:
                "Bonjour \(person.name). Votre identifiant est \(person.signInName). Ne perdez surtout ni l’un ni l’autre : personne ne peut relire votre mot de passe.",
            en:
                "Hello \(person.name). Your username is \(person.signInName). Do not lose either: nobody can read your password again."
        )
        let card = doorForm(
            title, HTML.text(explanation(language)),
            action: "\(door.path)/welcome/\(context.token)", language,
            fields: [passwordField(language, problem)],
            button: Phrase(fr: "Enregistrer le mot de passe", en: "Save the password")(language))
        return door.page(title, language, status: problem == nil ? .ok : .unprocessableContent, card)
    }

    /// The field for a new password, with one that nobody guesses to take as it is.
    static func passwordField(_ language: Language, _ problem: String?, focused: Bool = true) -> HTML {
        let proposal = PasswordRules.proposal()
        let hint = Phrase(
            fr: "Au moins \(PasswordRules.shortest) caractères, par exemple une phrase. Proposition : \(proposal)",
            en: "At least \(PasswordRules.shortest) characters, a sentence for example. Suggestion: \(proposal)")
        return Input(
            "password", Phrase(fr: "Nouveau mot de passe", en: "New password")(language), .password,
            hint: hint(language), error: problem, required: true,
            autocomplete: "new-password", focused: focused
        ).html(language)
    }

    /// Each way a link can fail is told as it is, with what to do next.
    private static func refusal(_ app: App, _ door: Door, _ context: SiteContext) async throws -> Response {
        let language = context.language
        let standing = try await standing(app, context)
        let (title, explanation) = words(standing, door)
        let signIn: (label: String, path: String) = (
            Phrase(fr: "Se connecter", en: "Sign in")(language), door.path + "/signin"
        )
        let code: (label: String, path: String) = (CodeEntry.title(language), door.path + "/code")
        let card =
            doorMessage(
                title(language), HTML.text(explanation(language)),
                next: isUsed(standing) ? [signIn] : isUnknown(standing) ? [code] : [])
            + again(standing, door, context)
        return door.page(title(language), language, status: .gone, card)
    }

    /// A new link for whoever had the mail with the old one; for an address that is none of ours, the usual way.
    private static func again(_ standing: Tokens.Standing, _ door: Door, _ context: SiteContext) -> HTML {
        let language = context.language
        guard !isUnknown(standing) else {
            let renew = Phrase(fr: "Demander un nouveau lien", en: "Ask for a new link")(language)
            return "<div class=\"body\"><a class=\"btn wide\" href=\"\(door.path)/forgot\">\(renew)</a></div>"
        }
        let renew =
            isUsed(standing)
            ? Phrase(fr: "Recevoir un nouveau lien", en: "Get a new link")
            : Phrase(fr: "Demander une nouvelle invitation", en: "Ask for a new invitation")
        return """
            <form class="body" method="post" action="\(door.path)/welcome/\(context.token)/again">\
            <button class="btn wide\(" main", if: !isUsed(standing))">\(renew(language))</button></form>
            """
    }

    private static func isUnknown(_ standing: Tokens.Standing) -> Bool {
        switch standing {
        case .unknown, .good: true
        case .used, .expired, .revoked: false
        }
    }

    /// The password is chosen then, so that signing in is what most people want.
    private static func isUsed(_ standing: Tokens.Standing) -> Bool { if case .used = standing { true } else { false } }

    private static func words(_ standing: Tokens.Standing, _ door: Door) -> (Phrase, Phrase) {
        switch standing {
        case .used:
            (
                Phrase(fr: "Ce lien a déjà servi", en: "This link was used already"),
                Phrase(
                    fr: "Le mot de passe a été choisi avec ce lien. Connectez-vous, ou demandez un nouveau lien.",
                    en: "A password was chosen with this link. Sign in, or ask for a new link.")
            )
        case .expired:
            (
                Phrase(fr: "Ce lien a expiré", en: "This link has expired"),
                Phrase(
                    fr: "Demandez un nouveau lien : il partira à la même adresse.",
                    en: "Ask for a new link: it goes to the same address.")
            )
        case .revoked:
            (
                Phrase(fr: "Un lien plus récent existe", en: "There is a newer link"),
                Phrase(
                    fr: "Utilisez le dernier e-mail reçu, ou demandez un nouveau lien.",
                    en: "Use the latest e-mail you received, or ask for a new link.")
            )
        case .unknown, .good:
            (
                Phrase(fr: "Ce lien n’est pas valable", en: "This link is not valid"),
                Phrase(
                    fr:
                        "L’adresse est peut-être coupée : copiez-la en entier depuis l’e-mail, ou demandez un nouveau lien.",
                    en: "The address may be cut: copy all of it from the e-mail, or ask for a new link.")
            )
        }
    }
}
