import Core
import Store
import Web

/// A new member of staff as the form says.
struct StaffDraft: Sendable {
    var firstName: String
    var lastName: String
    var names: SignInNames
    var isAdministrator: Bool

    init(_ form: Form) {
        firstName = form["first_name"]
        lastName = form["last_name"]
        names = SignInNames(form)
        isAdministrator = form["role"] == Person.Role.administrator.rawValue
    }

    init() { self.init(Form([])) }

    var role: Person.Role { isAdministrator ? .administrator : .staff }

    var problems: [String: FieldProblem] {
        var problems = names.problems
        let isPlain = !hasControlCharacters(firstName + lastName) && firstName.count <= 80 && lastName.count <= 80
        if lastName.isEmpty || !isPlain {
            problems["last_name"] = FieldProblem(
                fr: "Écrivez un nom de 80 caractères au plus.", en: "Write a name of at most 80 characters.")
        }
        return problems
    }

    var new: People.New {
        People.New(
            kind: .staff, role: role, username: names.username.isEmpty ? nil : names.username,
            email: names.email.isEmpty ? nil : names.email, firstName: firstName,
            lastName: lastName, language: nil)
    }
}
