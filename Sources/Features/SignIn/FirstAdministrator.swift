import Core
import HTML
import Hummingbird
import Store
import Web

/// The page behind the link that `parvis serve` prints while there is no administrator. There is no default password, and first come is not administrator.
/// The first administrator’s link, for the command line.
package enum FirstAdministratorLink {
    /// A new link; nil once there is an administrator.
    package static func make(_ app: App) async throws -> String? { try await FirstAdministrator.link(app) }
}

enum FirstAdministrator {
    /// A new link for the console; nil once there is an administrator. The one printed before no longer works.
    static func link(_ app: App) async throws -> String? {
        let token = Token()
        let now = app.clock.now
        let isNeeded = try await app.database.write { connection in
            guard try !People(connection).hasAdministrator() else { return false }
            try Tokens(connection).issue(
                token.hash, .firstAdministrator, person: nil, portal: nil, at: now, until: now + .hours(24))
            return true
        }
        return isNeeded ? "\(app.site.baseAddress)/admin/first/\(token.text)" : nil
    }

    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        try await check(app, context)
        return try await page(app, request, context, Form([]), problems: [:])
    }

    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let hash = try await check(app, context)
        let form = try await request.form()
        let problems = problems(form)
        guard problems.isEmpty else { return try await page(app, request, context, form, problems: problems) }
        let password = try await app.passwords.hash(form.raw("password"))
        let person = People.New(
            kind: .staff, role: .administrator, username: form["username"], email: form["email"],
            firstName: form["first_name"], lastName: form["last_name"],
            language: context.language)
        let now = app.clock.now
        let id = app.ids.next()
        let company = form["company"]
        let isMade = try await app.database.write { connection in
            guard try Tokens(connection).use(hash, .firstAdministrator, at: now),
                try !People(connection).hasAdministrator()
            else { return false }
            try People(connection).add(person, id: id, at: now)
            try People(connection).setPassword(password, of: id, at: now)
            try Settings(connection).set(.company, company)
            try Journal(connection).append(
                .init("administrator.created"),
                by: Author(kind: .staff, id: id, name: person.firstName + " " + person.lastName), at: now)
            return true
        }
        guard isMade else { throw Refusal.notFound }
        let door = try await Door.of(.office, app)
        return try await SignIn.enter(app, door, id, request, context)
    }

    @discardableResult
    private static func check(_ app: App, _ context: SiteContext) async throws -> [UInt8] {
        guard let hash = context.tokenHash else { throw Refusal.notFound }
        let now = app.clock.now
        guard case .good = try await app.database.read({ try Tokens($0).standing(hash, .firstAdministrator, at: now) })
        else { throw Refusal.notFound }
        return hash
    }

    private static func problems(_ form: Form) -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        for key in ["company", "first_name", "last_name"] where form[key].isEmpty {
            problems[key] = FieldProblem(fr: "Remplissez ce champ.", en: "Fill in this field.")
        }
        if !isUsername(form["username"]) {
            problems["username"] = FieldProblem(
                fr: "De 3 à 60 caractères : lettres sans accent, chiffres, point, tiret.",
                en: "3 to 60 characters: plain letters, digits, point, hyphen.")
        }
        if !isEmailAddress(form["email"]) {
            problems["email"] = FieldProblem(
                fr: "Écrivez une adresse comme nom@exemple.fr.", en: "Write an address such as name@example.com.")
        }
        if let problem = PasswordRules.problem(
            form.raw("password"),
            context: PasswordContext(["first_name", "last_name", "username", "email", "company"].map { form[$0] }))
        {
            problems["password"] = problem
        }
        return problems
    }

    private static func page(
        _ app: App, _ request: Request, _ context: SiteContext, _ form: Form, problems: [String: FieldProblem]
    ) async throws -> Response {
        let language = context.language
        let title = Phrase(fr: "Bienvenue dans Parvis", en: "Welcome to Parvis")(language)
        let explanation = Phrase(
            fr: "Créez le premier compte d’administration. Ce lien ne sert qu’une fois.",
            en: "Create the first administrator account. This link works once.")
        func input(_ name: String, _ label: Phrase, _ kind: Input.Kind = .text, _ autocomplete: String? = nil) -> HTML {
            Input(
                name, label(language), kind, value: form[name], error: problems[name]?.message(language),
                required: true, autocomplete: autocomplete
            ).html(language)
        }
        let fields = [
            input("company", Phrase(fr: "Votre entreprise", en: "Your company"), .text, "organization"),
            input("first_name", Phrase(fr: "Prénom", en: "First name"), .text, "given-name"),
            input("last_name", Phrase(fr: "Nom", en: "Last name"), .text, "family-name"),
            input("username", Phrase(fr: "Identifiant", en: "Username"), .text, "username"),
            input("email", Phrase(fr: "E-mail", en: "E-mail"), .email, "email"),
            Welcome.passwordField(language, problems["password"]?.message(language)),
        ]
        let card = doorForm(
            title, HTML.text(explanation(language)), action: request.uri.path, language, fields: fields,
            button: Phrase(fr: "Créer le compte", en: "Create the account")(language))
        return Door(area: .office, name: "Parvis", portal: nil).page(
            title, language, status: problems.isEmpty ? .ok : .unprocessableContent, card)
    }
}
