import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/signup`: somebody asks for an access. The answer is the same whether or not the address is known.
enum SignUpPage {
    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let desk = try await SignUpDesk.open(app, door)
        guard !desk.isFull else { return full(door, desk, context.language) }
        return page(door, desk, context.language, SignUpDraft())
    }

    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let desk = try await SignUpDesk.open(app, door)
        var draft = SignUpDraft(try await request.form())
        if desk.places.count == 1 { draft.audience = desk.places[0].audience }
        guard !desk.isFull else { return full(door, desk, context.language) }
        let (email, types) = (draft.email, desk.places.map(\.type))
        let accepted = try await app.database.read { connection in
            Set(try types.filter { try DomainRules(connection).answer(to: email, for: $0) == .accepted }.map(\.id))
        }
        let problems = draft.problems(desk, company: door.name) { accepted.contains($0.id) }
        guard problems.isEmpty, let audience = draft.audience else {
            return page(door, desk, context.language, draft, problems: problems, status: .unprocessableContent)
        }
        try await limit(app, context.address)
        let hash = try await app.passwords.hash(draft.password)
        let new = SignUps.New(
            portal: desk.portal.id, audience: audience, firstName: draft.firstName, lastName: draft.lastName,
            username: draft.chosenUsername, email: draft.email, company: draft.company, message: draft.message,
            passwordHash: hash, language: context.language, address: context.address)
        try await ask(app, desk, new, context.address)
        app.mailBell.ring()
        return sent(door, draft.email, context.language)
    }

    /// At most 10 an hour from a network address: each costs a mail and the work of a password.
    private static func limit(_ app: App, _ address: String) async throws {
        let now = app.clock.now
        let network = NetworkAddress(address)?.subscriber ?? address
        let count = try await app.database.write {
            try Attempts($0).count("sign-up-address:" + network, window: .hours(1), at: now)
        }
        guard count <= 10 else { throw tooMany }
    }

    private static let tooMany = Refusal(
        .tooManyRequests, title: Phrase(fr: "Trop de demandes", en: "Too many requests"),
        explanation: Phrase(
            fr: "Trop de demandes viennent de votre réseau. Réessayez dans une heure.",
            en: "Too many requests come from your network. Try again in an hour."))

    /// From one network at most 3 mails an hour to one address, 10 from all: a stranger cannot use up the owner's. Beyond that nothing is sent, and
    /// the answer is still the same.
    private static func ask(_ app: App, _ desk: SignUpDesk, _ new: SignUps.New, _ address: String) async throws {
        let (token, id, now, portal) = (Token(), app.ids.next(), app.clock.now, desk.portal)
        let network = NetworkAddress(address)?.subscriber ?? address
        try await app.database.write { connection in
            let (attempts, email) = (Attempts(connection), folded(new.email).prefix(100))
            let here = try attempts.count("sign-up:\(email):\(network)", window: .hours(1), at: now)
            let anywhere = try attempts.count("sign-up:\(email)", window: .hours(1), at: now)
            guard here <= 3, anywhere <= 10 else { return }
            let mails = SignUpMails(app: app, connection: connection, portal: portal, now: now)
            if let known = try SignUpDesk.holder(of: new.email, in: portal, connection) {
                return try mails.known(known)
            }
            // Somebody is deciding already: the page in the first mail says so.
            guard try SignUps(connection).waiting(new.email, in: portal.id) == nil else { return }
            try SignUps(connection).add(new, token: token.hash, id: id, at: now)
            try mails.confirm(new, token)
        }
    }

    private static func sent(_ door: Door, _ email: String, _ language: Language) -> Response {
        let title = Phrase(fr: "Vérifiez votre messagerie", en: "Check your mail")(language)
        let words = Phrase(
            fr:
                "Un e-mail vient de partir à \(email). Ouvrez-le et confirmez votre adresse dans les 48 heures : votre demande ne commence qu’alors.",
            en:
                "An e-mail is on its way to \(email). Open it and confirm your address within 48 hours: your request begins only then."
        )
        let back = Phrase(fr: "Retour à la connexion", en: "Back to sign-in")(language)
        return door.page(
            title, language,
            doorMessage(title, HTML.text(words(language)), next: [(back, door.path + "/signin")]))
    }

    private static func full(_ door: Door, _ desk: SignUpDesk, _ language: Language) -> Response {
        let title = Phrase(fr: "Inscriptions suspendues", en: "Sign-up is suspended")(language)
        let words = Phrase(
            fr: "Toutes les places de ce portail sont prises pour l’instant. Revenez plus tard, ou écrivez-nous.",
            en: "All places of this portal are taken for now. Come back later, or write to us.")
        let back = Phrase(fr: "Retour à la connexion", en: "Back to sign-in")(language)
        let card = doorMessage(title, HTML.text(words(language)), next: [(back, door.path + "/signin")])
        return door.page(title, language, card + SignUpDesk.support(desk.rules, language))
    }
}

extension SignUpPage {
    private static func page(
        _ door: Door, _ desk: SignUpDesk, _ language: Language, _ draft: SignUpDraft,
        problems: [String: FieldProblem] = [:], status: HTTPResponse.Status = .ok
    ) -> Response {
        let form = SignUpForm(desk: desk, draft: draft, problems: problems, language: language)
        let explanation =
            desk.rules.approval == .byDefault
            ? Phrase(
                fr: "Votre accès s’ouvre dès que votre adresse est confirmée.",
                en: "Your access opens as soon as your address is confirmed.")
            : Phrase(
                fr: "Nous vérifions chaque demande. Vous suivrez la vôtre depuis l’e-mail de confirmation.",
                en: "We check every request. You follow yours from the confirmation mail.")
        let below: HTML = """
            <p class="center"><a href="\(door.path)/signin">\(Phrase(fr: "J’ai déjà un compte", en: "I already have an account")(language))</a></p>\
            \(SignUpDesk.support(desk.rules, language))
            """
        let title = SignUpDesk.title(language)
        let card = doorForm(
            title, HTML.text(explanation(language)), action: desk.path, language,
            fields: [form.summary, form.fields], button: title, below: below)
        return door.page(title, language, status: status, card)
    }
}

/// The controls of *S’inscrire*.
private struct SignUpForm {
    let desk: SignUpDesk
    let draft: SignUpDraft
    let problems: [String: FieldProblem]
    let language: Language

    var summary: HTML {
        errorSummary(
            SignUpDraft.labels.compactMap { key, label in
                problems[key].map { (key, label(language), $0.message(language)) }
            }, language)
    }

    var fields: HTML {
        """
        \(audience)<div class="row2">\(input("first_name", draft.firstName, autocomplete: "given-name", focused: true))\
        \(input("last_name", draft.lastName, autocomplete: "family-name"))</div>\
        \(input("company", draft.company, autocomplete: "organization", isRequired: false))\
        \(input("email", draft.email, .email, autocomplete: "email"))\
        \(input("username", draft.username, autocomplete: "username", hint: SignUpForm.usernameHint, isRequired: false))\
        \(input("password", "", .password, autocomplete: "new-password", hint: SignUpForm.passwordHint))\
        \(input("message", draft.message, .paragraph, autocomplete: "off", isRequired: false))
        """
    }

    /// Asked only where there is a choice.
    private var audience: HTML {
        guard desk.places.count > 1 else { return .empty }
        let boxes: [HTML] = desk.places.map { place in
            let name = place.audience.rawValue
            return """
                <label class="check"><input type="radio" name="audience" value="\(name)"\(" checked", if: draft.audience == place.audience)\(" disabled", if: place.isFull)> \
                <span>\(place.audience.label(language))\(full(place))</span></label>
                """
        }
        let error: HTML? = problems["audience"].map { "<p class=\"err\">\($0.message(language))</p>" }
        return """
            <fieldset class="group" id="audience"><legend>\(label("audience"))</legend><div class="checks">\(boxes)</div>\(error)</fieldset>
            """
    }

    private func full(_ place: SignUpDesk.Place) -> HTML {
        guard place.isFull else { return .empty }
        return "<small>\(Phrase(fr: "Plus de place pour l’instant", en: "No place left for now")(language))</small>"
    }

    private func input(
        _ name: String, _ value: String, _ kind: Input.Kind = .text, autocomplete: String, hint: Phrase? = nil,
        isRequired: Bool = true, focused: Bool = false
    ) -> HTML {
        Input(
            name, label(name), kind, value: value, hint: hint?(language), error: problems[name]?.message(language),
            required: isRequired, autocomplete: autocomplete, focused: focused && problems.isEmpty
        ).html(language)
    }

    private func label(_ name: String) -> String {
        SignUpDraft.labels.first { $0.0 == name }?.1(language) ?? name
    }

    private static let usernameHint = Phrase(
        fr: "Vide : prenom.nom. Sinon 3 à 60 caractères : lettres sans accent, chiffres, point, tiret.",
        en: "Empty: first.last. Otherwise 3 to 60 characters: letters without accents, digits, point, hyphen.")
    private static let passwordHint = Phrase(
        fr: "Au moins \(PasswordRules.shortest) caractères, par exemple une phrase.",
        en: "At least \(PasswordRules.shortest) characters, a sentence for example.")
}
