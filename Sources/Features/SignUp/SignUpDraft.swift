import Core
import HTML
import Store
import Web

/// The form *S’inscrire* as it was filled in.
struct SignUpDraft: Sendable {
    var audience: SignUpRules.Audience?
    var firstName = ""
    var lastName = ""
    var username = ""
    var email = ""
    var company = ""
    var message = ""
    var password = ""

    init() {}

    init(_ form: Form) {
        audience = SignUpRules.Audience(rawValue: form["audience"])
        firstName = form["first_name"]
        lastName = form["last_name"]
        username = form["username"]
        email = form["email"]
        company = form["company"]
        message = form["message"]
        password = form.raw("password")
    }

    /// What was typed, or `prenom.nom`; a number is added later when that is taken.
    var chosenUsername: String {
        username.isEmpty ? usernameBase(first: firstName, last: lastName) : username
    }

    /// The names of the controls in their order, with their labels.
    static let labels: [(String, Phrase)] = [
        ("audience", Phrase(fr: "Vous êtes", en: "You are")), ("first_name", Phrase(fr: "Prénom", en: "First name")),
        ("last_name", Phrase(fr: "Nom", en: "Last name")), ("company", Phrase(fr: "Société", en: "Company")),
        ("email", Phrase(fr: "Adresse e-mail", en: "E-mail address")),
        ("username", Phrase(fr: "Nom d’utilisateur", en: "Username")),
        ("password", Phrase(fr: "Mot de passe", en: "Password")),
        ("message", Phrase(fr: "Un mot pour nous aider à vous reconnaître", en: "A word to help us recognise you")),
    ]

    /// Whether the username is free is told later, to whoever proved to have the address.
    func problems(_ desk: SignUpDesk, _ policy: DomainPolicy, company host: String) -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        problems["first_name"] = textProblem(firstName, 60, isRequired: true)
        problems["last_name"] = textProblem(lastName, 60, isRequired: true)
        problems["company"] = textProblem(company, 128)
        problems["message"] = textProblem(message, 1000, mayHaveLines: true)
        if !username.isEmpty, !isUsername(username) { problems["username"] = SignInNames.malformed }
        problems["password"] = PasswordRules.problem(password, context: [firstName, lastName, username, host])
        guard let audience, let place = desk.place(audience) else {
            problems["audience"] = FieldProblem(fr: "Choisissez ce que vous êtes.", en: "Choose what you are.")
            return problems
        }
        if place.isFull {
            problems["audience"] = FieldProblem(
                fr: "Toutes les places sont prises pour l’instant.", en: "All places are taken for now.")
        }
        problems["email"] = emailProblem(policy, place.type.allowsOwnDomains)
        return problems
    }

    private func emailProblem(_ policy: DomainPolicy, _ allowsOwn: Bool) -> FieldProblem? {
        guard isDeliverable(email) else {
            return FieldProblem(
                fr: "Écrivez votre adresse en entier, comme nom@exemple.fr.",
                en: "Write your whole address, such as name@example.com.")
        }
        guard policy.objection(to: email, allowsOwn: allowsOwn) != nil else { return nil }
        return FieldProblem(
            fr: "Les adresses de ce domaine n’obtiennent pas d’accès ici. Utilisez une autre adresse.",
            en: "Addresses of this domain get no access here. Use another address.")
    }

    private func textProblem(_ text: String, _ limit: Int, isRequired: Bool = false, mayHaveLines: Bool = false)
        -> FieldProblem?
    {
        if isRequired, text.isEmpty { return FieldProblem(fr: "Remplissez ce champ.", en: "Fill in this field.") }
        let lines = mayHaveLines ? text.filter { !$0.isNewline } : text
        guard text.count > limit || hasControlCharacters(lines) else { return nil }
        return FieldProblem(
            fr: "Écrivez au plus \(limit) caractères, sans caractère de contrôle.",
            en: "Write at most \(limit) characters and no control characters.")
    }
}
