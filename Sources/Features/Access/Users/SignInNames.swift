import Core
import HTML
import Store
import Web

/// *Identifiant* and *E-mail de connexion* as they come from a form.
struct SignInNames: Sendable, Hashable {
    var username: String
    var email: String

    init(username: String, email: String) {
        self.username = username
        self.email = email
    }
    init(_ form: Form) { self.init(username: form["username"], email: form["email"]) }
    init(_ person: Person) { self.init(username: person.username ?? "", email: person.email ?? "") }

    /// What can be told without asking the database.
    var problems: [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        if username.isEmpty, email.isEmpty {
            problems["username"] = FieldProblem(
                fr: "Il faut un identifiant ou un e-mail pour se connecter.",
                en: "A username or an e-mail is needed to sign in.")
        } else if !username.isEmpty, !isUsername(username) {
            problems["username"] = SignInNames.malformed
        }
        if !email.isEmpty, !isDeliverable(email) {
            problems["email"] = FieldProblem(
                fr: "Écrivez une adresse comme nom@exemple.fr.", en: "Write an address such as name@example.com.")
        }
        return problems
    }

    static let malformed = FieldProblem(
        fr: "De 3 à 60 caractères : lettres sans accent, chiffres, point, tiret, tiret bas.",
        en: "3 to 60 characters: unaccented letters, digits, point, hyphen, underscore.")

    /// Names that other people sign in with.
    func taken(except person: RecordID?, _ connection: any Connection) throws -> [String: FieldProblem] {
        func belongsToAnother(_ name: String) throws -> Bool {
            guard !name.isEmpty, let owner = try People(connection).named(name) else { return false }
            return owner.id != person
        }
        var problems: [String: FieldProblem] = [:]
        if try belongsToAnother(username) {
            problems["username"] = FieldProblem(fr: "Cet identifiant est déjà pris.", en: "This username is taken.")
        }
        if try belongsToAnother(email) {
            problems["email"] = FieldProblem(
                fr: "Une autre personne se connecte avec cet e-mail.", en: "Another person signs in with this e-mail.")
        }
        return problems
    }

    func inputs(_ errors: [String: FieldProblem], _ language: Language) -> [HTML] {
        [
            Input(
                "username", SignInNames.usernameLabel(language), value: username,
                error: errors["username"]?.message(language), autocomplete: "off", focused: errors.isEmpty
            ).html(language),
            Input(
                "email", SignInNames.emailLabel(language), .email, value: email,
                error: errors["email"]?.message(language), autocomplete: "off"
            ).html(language),
        ]
    }

    static func summary(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let labels = [("username", usernameLabel), ("email", emailLabel)]
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(language), $0.message(language)) } },
            language)
    }

    static let usernameLabel = Phrase(fr: "Identifiant", en: "Username")
    static let emailLabel = Phrase(fr: "E-mail de connexion", en: "Sign-in e-mail")
}
