import Core
import HTML
import Store
import Web

/// The form itself, the same on its own page and in the dialog of the contact's card.
struct AccountForm {
    let account: UserAccount
    let draft: AccountDraft
    var problems: [String: FieldProblem] = [:]
    let language: Language

    static let title = Phrase(fr: "Créer un compte utilisateur", en: "Create a user account")

    /// Everything inside `<form>`.
    var fields: HTML {
        """
        <p class="lead">\(question)</p>\(joinInput)\(usernameInput)\(typeInput)\(exceptionInput)\(waiverInput)\(roleInput)\(draft.validity.inputs(problems, language))\
        \(remark)
        """
    }

    /// What becomes of the e-mail; for a known person the choice above has said it.
    private var remark: HTML {
        account.owner == nil ? "<p class=\"hint\">\(AccountForm.remark(account.email)(language))</p>" : .empty
    }

    private var question: String {
        let client = account.account?.name ?? ""
        return Phrase(
            fr:
                "Êtes-vous sûr de vouloir créer un compte\(portal.fr) pour ce contact ? L’utilisateur créé sera un utilisateur externe (car lié à un tiers en particulier, \(client)) : il n’accédera qu’au portail.",
            en:
                "Are you sure you want to create an account\(portal.en) for this contact? The user will be an external user (because linked to one account, \(client)): only the portal opens."
        )(
            language)
    }

    /// The portal by its own name, when there is one choice only.
    private var portal: Phrase {
        let names = Set(account.types.map(\.portal.name))
        guard names.count == 1, let name = names.first else {
            return Phrase(fr: " du portail", en: " for the portal")
        }
        return Phrase(fr: " du portail « \(name) »", en: " for the portal “\(name)”")
    }

    /// Only where the company has still something to decide about the contact.
    private var waiverInput: HTML {
        guard !account.obstacles.isEmpty else { return .empty }
        let why = account.obstacles.map { $0.reason(language) }.joined(separator: " ; ")
        let remedy = Phrase(
            fr: "Pour donner l’accès quand même, écrivez pourquoi : le motif sera conservé.",
            en: "To give the access all the same, write why: the reason is kept.")(language)
        let name = AccountDraft.waiverName
        return note(.warn, HTML.text(why))
            + Input(
                name, AccountForm.waiverLabel(language), value: draft.waiver, hint: remedy,
                error: problems[name]?.message(language)
            ).html(language)
    }

    private static let waiverLabel = Phrase(fr: "Motif", en: "Reason")

    /// Only where customers manage their users.
    private var roleInput: HTML {
        let delegating = account.types.filter(\.type.delegates)
        guard !delegating.isEmpty else { return .empty }
        let client = account.account?.name ?? ""
        let hint =
            delegating.contains(where: \.isLeaderless)
            ? Phrase(
                fr: "Gère les utilisateurs de sa société dans le portail. Personne ne le fait encore.",
                en: "Manages the company’s users in the portal. Nobody does so yet.")
            : Phrase(
                fr: "Gère les utilisateurs de sa société dans le portail. Quelqu’un le fait déjà.",
                en: "Manages the company’s users in the portal. Somebody does so already.")
        let label = Phrase(fr: "Administrateur de « \(client) »", en: "Administrator of “\(client)”")
        return Input(
            AccountDraft.roleName, label(language), .checkbox, value: draft.role == .administrator ? "1" : "0",
            hint: hint(language)
        ).html(language)
    }

    /// Somebody signs in with this address already: the same person, or another one.
    private var joinInput: HTML {
        guard let owner = account.owner else { return .empty }
        let name = AccountDraft.joinName
        let question = Phrase(
            fr: "Cette adresse est celle de \(owner.name) (\(owner.signInName)), qui a déjà un accès.",
            en: "This address is that of \(owner.name) (\(owner.signInName)), who has an access already.")
        let choices = [
            (
                "1",
                Phrase(
                    fr: "C’est la même personne : lui donner un accès de plus",
                    en: "It is the same person: give one more access"),
                Phrase(
                    fr: "Même identifiant, même mot de passe ; « Changer de client » passe de l’un à l’autre.",
                    en: "Same username, same password; “Change customer” goes from one to the other.")
            ),
            (
                "0", Phrase(fr: "C’est quelqu’un d’autre", en: "It is somebody else"),
                Phrase(
                    fr: "Un identifiant à part, ci-dessous, sans connexion par e-mail.",
                    en: "A username of its own, below, without sign-in by e-mail.")
            ),
        ]
        let boxes: [HTML] = choices.map { value, label, hint in
            """
            <label class="check"><input type="radio" name="\(name)" value="\(value)"\(" checked", if: draft.joins == (value == "1"))> \
            <span>\(label(language))<small>\(hint(language))</small></span></label>
            """
        }
        let error: HTML? = problems[name].map { "<p class=\"err\">\($0.message(language))</p>" }
        return """
            <fieldset class="group" id="\(name)"><legend>\(question(language))</legend><div class="checks">\(boxes)</div>\(error)</fieldset>
            """
    }

    private var usernameInput: HTML {
        let hint =
            account.email.signIn == nil
            ? Phrase(fr: "Modifiable ; doit être unique.", en: "Can be changed; must be unique.")
            : Phrase(
                fr: "Modifiable ; doit être unique. La connexion se fera aussi avec l’e-mail.",
                en: "Can be changed; must be unique. The e-mail signs in too.")
        return Input(
            "username", AccountForm.usernameLabel(language), value: draft.username, hint: hint(language),
            error: problems["username"]?.message(language), required: true,
            autocomplete: "off", focused: problems.isEmpty && account.owner == nil
        ).html(language)
    }

    private var typeInput: HTML {
        let isSeveral = Set(account.types.map(\.portal.id)).count > 1
        let choices = account.types.map { choice in
            let count = choice.permissions.count
            let rights = Phrase(
                fr: count == 1 ? "1 droit" : "\(count) droits", en: count == 1 ? "1 right" : "\(count) rights")(
                    language)
            return (
                key: choice.type.id.text,
                label: "\(choice.type.name(language))\(isSeveral ? " · " + choice.portal.name : "") · \(rights)"
            )
        }
        return Input(
            "user_type", AccountForm.typeLabel(language), .choice(choices, emptyLabel: nil),
            value: draft.type?.text ?? "", error: problems["user_type"]?.message(language)
        ).html(language)
    }

    /// Only where some type refuses the contact's address.
    private var exceptionInput: HTML {
        let refusing = account.types.filter { $0.objection != nil }
        guard let objection = refusing.first?.objection else { return .empty }
        let some = refusing.count == account.types.count ? nil : refusing.map { $0.type.name(language) }
        let why = objection.words(for: some?.joined(separator: ", "))(language)
        let remedy = Phrase(
            fr: "Pour faire une exception, écrivez-en le motif : il sera conservé.",
            en: "To make an exception, write why: the reason is kept.")(language)
        let name = AccountDraft.exceptionName
        return note(.warn, HTML.text(why))
            + Input(
                name, AccountForm.exceptionLabel(language), value: draft.exception, hint: remedy,
                error: problems[name]?.message(language)
            ).html(language)
    }

    private static let exceptionLabel = Phrase(fr: "Motif de l’exception", en: "Reason for the exception")

    /// The buttons say what will happen with the password.
    func buttons(cancel: HTML) -> HTML {
        let send = Phrase(fr: "Créer et envoyer l’e-mail", en: "Create and send the e-mail")(language)
        let quiet = Phrase(fr: "Créer sans envoyer", en: "Create without sending")(language)
        let show = Phrase(fr: "Créer et afficher le mot de passe", en: "Create and show the password")(language)
        let main: HTML =
            account.email.address == nil
            ? "<button class=\"btn main\">\(show)</button>"
            : "<button class=\"btn\" name=\"send\" value=\"later\">\(quiet)</button><button class=\"btn main\" name=\"send\" value=\"now\">\(send)</button>"
        return "<div class=\"form-acts\">\(cancel)\(main)</div>"
    }

    var summary: HTML {
        let labels = [
            (AccountDraft.joinName, Phrase(fr: "Personne", en: "Person")), ("username", AccountForm.usernameLabel),
            ("user_type", AccountForm.typeLabel),
            (AccountDraft.exceptionName, AccountForm.exceptionLabel),
            (AccountDraft.waiverName, AccountForm.waiverLabel),
            ("valid_from", ValidityForm.fromLabel), ("valid_until", ValidityForm.untilLabel),
        ]
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(language), $0.message(language)) } },
            language)
    }

    static let usernameLabel = Phrase(fr: "Identifiant à créer", en: "Username to create")
    static let typeLabel = Phrase(fr: "Type d’utilisateur", en: "User type")

    private static func remark(_ email: UserAccount.Email) -> Phrase {
        switch email {
        case .free(let address):
            Phrase(
                fr: "Un e-mail à \(address) proposera de choisir le mot de passe, par un lien à usage unique.",
                en: "An e-mail to \(address) will offer to choose the password, by a one-time link.")
        case .taken(let address):
            Phrase(
                fr:
                    "\(address) sert déjà à une autre personne pour se connecter : le compte se connectera avec l’identifiant seulement. L’e-mail avec le lien peut quand même y être envoyé.",
                en:
                    "\(address) already signs another person in: this account signs in with the username only. The e-mail with the link can still be sent there."
            )
        case .none:
            Phrase(
                fr:
                    "Ce contact n’a pas d’e-mail : un mot de passe provisoire, valable 72 heures, s’affichera une seule fois.",
                en: "This contact has no e-mail: a temporary password that works for 72 hours will be shown once.")
        case .unusable(let address):
            Phrase(
                fr:
                    "L’e-mail du contact (« \(address) ») n’est pas une adresse valable : un mot de passe provisoire, valable 72 heures, s’affichera une seule fois.",
                en:
                    "The contact’s e-mail (“\(address)”) is not a valid address: a temporary password that works for 72 hours will be shown once."
            )
        }
    }
}
