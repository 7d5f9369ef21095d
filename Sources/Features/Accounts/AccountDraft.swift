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
    /// The person who has the contact's address gets one more access; otherwise a person of its own is made.
    var joins: Bool
    /// Why this address gets an access although its domain would not; empty for no exception.
    var exception = ""
    /// Why the contact gets an access although the company has not decided about it yet; empty for no such wish.
    var waiver = ""
    var role = AccessRole.user

    init(_ form: Form) {
        username = form["username"]
        type = form.id("user_type")
        validity = ValidityForm(form)
        sends = form["send"] == "now"
        exception = form[AccountDraft.exceptionName]
        waiver = form[AccountDraft.waiverName]
        role = form.all(AccountDraft.roleName).last == "1" ? .administrator : .user
        joins = form[AccountDraft.joinName] == "1"
    }

    /// What the form begins with.
    init(proposedFor account: UserAccount, today: Day) {
        username = account.proposal
        type = account.types.first?.type.id
        validity = ValidityForm(from: today, until: nil)
        sends = true
        joins = account.owner != nil
        role = account.types.first?.isLeaderless == true ? .administrator : .user
    }

    func problems(for account: UserAccount, isTaken: Bool) -> [String: FieldProblem] {
        var problems = validity.problems
        if joins {
            if account.owner == nil {
                problems[AccountDraft.joinName] = FieldProblem(
                    fr: "Cette personne n’existe plus. Créez un identifiant à part.",
                    en: "This person no longer exists. Create a username of its own.")
            }
        } else if !isUsername(username) {
            problems["username"] = SignInNames.malformed
        } else if isTaken {
            problems["username"] = FieldProblem(
                fr: "Cet identifiant est déjà pris. « \(account.proposal) » est libre.",
                en: "This username is taken. “\(account.proposal)” is free.")
        }
        if !account.obstacles.isEmpty { problems[AccountDraft.waiverName] = AccountDraft.waiverProblem(waiver) }
        if let choice = choice(in: account) {
            problems["user_type"] = choice.full?.problem
            if choice.objection != nil {
                problems[AccountDraft.exceptionName] = DomainExceptions.reasonProblem(exception)
            }
        } else {
            problems["user_type"] = FieldProblem(fr: "Choisissez un type d’utilisateur.", en: "Choose a user type.")
        }
        return problems
    }

    private static func waiverProblem(_ reason: String) -> FieldProblem? {
        guard reason.isEmpty || reason.count > 200 || hasControlCharacters(reason) else { return nil }
        return FieldProblem(
            fr: "Écrivez pourquoi vous donnez quand même cet accès, en 200 caractères au plus.",
            en: "Write why you give this access all the same, in at most 200 characters.")
    }

    static let waiverName = "waiver"
    static let roleName = "admin"
    static let exceptionName = "exception"
    static let joinName = "join"

    func choice(in account: UserAccount) -> UserAccount.TypeChoice? { account.types.first { $0.type.id == type } }
}
