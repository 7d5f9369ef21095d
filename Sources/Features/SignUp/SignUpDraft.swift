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

    /// What was typed, or `prenom.nom`; when that is taken another one is asked for later.
    var chosenUsername: String {
        username.isEmpty ? usernameBase(first: firstName, last: lastName) : username
    }

    /// The names of the controls in their order, with their labels.
    static let labels: [(String, Phrase)] = [
        ("audience", Phrase(fr: "Vous êtes", en: "You are")), ("first_name", Phrase(fr: "Prénom", en: "First name")),
        ("last_name", Phrase(fr: "Nom", en: "Last name")), ("company", Phrase(fr: "Société", en: "Company")),
        ("email", Phrase(fr: "Adresse e-mail", en: "E-mail address")),
        ("username", Phrase(fr: "Identifiant", en: "Username")),
        ("password", Phrase(fr: "Mot de passe", en: "Password")),
        ("message", Phrase(fr: "Un mot pour nous aider à vous reconnaître", en: "A word to help us recognise you")),
    ]

    /// What keeps this from being asked, by field; `accepts` tells whether an address gets an access of a type. Whether the username is free is
    /// told later, to whoever proved to have the address.
    func problems(_ desk: SignUpDesk, company host: String, accepts: (UserType) -> Bool) -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        problems["first_name"] = personNameProblem(firstName)
        problems["last_name"] = personNameProblem(lastName)
        problems["company"] = textProblem(company, TextType(limit: 128))
        problems["message"] = textProblem(message, TextType(long: 1000))
        if !username.isEmpty, !isUsername(username) { problems["username"] = SignInNames.malformed }
        problems["password"] = PasswordRules.problem(
            password, context: PasswordContext([firstName, lastName, username, email, company, host, desk.portal.name]))
        guard let audience, let place = desk.place(audience) else {
            problems["audience"] = FieldProblem(
                fr: "Indiquez si vous êtes client ou collaborateur externe.",
                en: "Tell us whether you are a customer or an external collaborator.")
            return problems
        }
        if place.isFull {
            problems["audience"] = FieldProblem(
                fr: "Toutes les places sont prises pour l’instant.", en: "All places are taken for now.")
        }
        problems["email"] = emailProblem(isAccepted: accepts(place.type))
        return problems
    }

    private func emailProblem(isAccepted: Bool) -> FieldProblem? {
        guard isDeliverable(email) else {
            return FieldProblem(
                fr: "Écrivez votre adresse en entier, comme nom@exemple.fr.",
                en: "Write your whole address, such as name@example.com.")
        }
        guard !isAccepted else { return nil }
        return FieldProblem(
            fr: "Les adresses de ce domaine n’obtiennent pas d’accès ici. Utilisez une autre adresse.",
            en: "Addresses of this domain get no access here. Use another address.")
    }
}

/// A name is not a place for an advertisement that a mail of ours would carry.
func personNameProblem(_ text: String) -> FieldProblem? {
    guard !text.isEmpty else { return FieldProblem(fr: "Remplissez ce champ.", en: "Fill in this field.") }
    guard !text.contains("/"), !text.contains("@"), !text.lowercased().contains("www.") else {
        return FieldProblem(fr: "Écrivez un nom, sans adresse ni lien.", en: "Write a name, no address or link.")
    }
    return textProblem(text, TextType(limit: 60))
}

/// What keeps a text from being taken as a field of this type would take it; nil when nothing does.
func textProblem(_ text: String, _ type: TextType) -> FieldProblem? {
    do throws(FieldProblem) {
        _ = try type.read(text)
        return nil
    } catch {
        return error
    }
}
