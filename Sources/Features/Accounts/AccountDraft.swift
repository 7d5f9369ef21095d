import Core
import HTML
import Store
import Web

/// The form *Créer un compte utilisateur* as it was filled in.
struct AccountDraft: Sendable {
    var username: String
    var type: RecordID?
    var validity: ValidityForm
    /// Send the mail with the link at once.
    var sends: Bool

    init(_ form: Form) {
        username = form["username"]
        type = form.id("user_type")
        validity = ValidityForm(form)
        sends = form["send"] == "now"
    }

    /// What the form begins with.
    init(proposedFor account: UserAccount, today: Day) {
        username = account.proposal
        type = account.types.first?.type.id
        validity = ValidityForm(from: today, until: nil)
        sends = true
    }

    func problems(for account: UserAccount, isTaken: Bool) -> [String: FieldProblem] {
        var problems = validity.problems
        if !isUsername(username) {
            problems["username"] = SignInNames.malformed
        } else if isTaken {
            problems["username"] = FieldProblem(
                fr: "Cet identifiant est déjà pris. « \(account.proposal) » est libre.",
                en: "This username is taken. “\(account.proposal)” is free.")
        }
        if choice(in: account) == nil {
            problems["user_type"] = FieldProblem(fr: "Choisissez un type d’utilisateur.", en: "Choose a user type.")
        }
        return problems
    }

    func choice(in account: UserAccount) -> UserAccount.TypeChoice? { account.types.first { $0.type.id == type } }
}
