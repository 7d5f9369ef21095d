import Core
import HTML
import Store
import Web

/// The form *Ajouter un collaborateur*.
struct StaffForm {
    let draft: StaffDraft
    let problems: [String: FieldProblem]
    let hasMail: Bool
    let language: Language

    var html: HTML {
        let hint =
            hasMail
            ? Phrase(
                fr:
                    "Avec un e-mail, un lien pour choisir le mot de passe part aussitôt. Sans e-mail, le lien s’affiche une seule fois.",
                en:
                    "With an e-mail, a link to choose the password is sent at once. Without one, the link is shown once."
            )
            : Phrase(
                fr:
                    "L’envoi d’e-mails n’est pas configuré : le lien pour choisir le mot de passe s’affichera une seule fois.",
                en: "Sending mail is not configured: the link to choose the password will be shown once.")
        return bodyPanel(
            Phrase(fr: "Ajouter un collaborateur", en: "Add a member of staff")(language), id: "add-t",
            """
            <form class="form" method="post" action="/admin/staff" novalidate><div class="row2">\(first)\(last)</div>\
            \(draft.names.inputs(problems.isEmpty ? ["": StaffForm.unfocused] : problems, language))\(role)<p class="hint">\(hint(language))</p>\
            <div class="form-acts"><button class="btn main">\(Phrase(fr: "Ajouter", en: "Add")(language))</button></div></form>
            """)
    }

    /// Keeps the first field from taking the focus on a page that begins with a list.
    private static let unfocused = FieldProblem(Phrase(same: ""))

    private var first: HTML {
        Input("first_name", StaffForm.firstLabel(language), value: draft.firstName, autocomplete: "off").html(language)
    }
    private var last: HTML {
        Input(
            "last_name", StaffForm.lastLabel(language), value: draft.lastName,
            error: problems["last_name"]?.message(language), required: true, autocomplete: "off"
        )
        .html(language)
    }

    private var role: HTML {
        let choices = [
            (key: "staff", label: Phrase(fr: "Collaborateur", en: "Staff")(language)),
            (
                key: "administrator",
                label: Phrase(
                    fr: "Administration (portails, droits, collaborateurs)",
                    en: "Administrator (portals, rights, staff)")(language)
            ),
        ]
        return Input(
            "role", Phrase(fr: "Rôle", en: "Role")(language), .choice(choices, emptyLabel: nil),
            value: draft.role.rawValue
        ).html(language)
    }

    private static let firstLabel = Phrase(fr: "Prénom", en: "First name")
    private static let lastLabel = Phrase(fr: "Nom", en: "Last name")

    static func summary(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let labels = [
            ("last_name", lastLabel), ("username", SignInNames.usernameLabel), ("email", SignInNames.emailLabel),
        ]
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(language), $0.message(language)) } },
            language)
    }
}
