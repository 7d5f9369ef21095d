import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// One step of the three.
struct ColleagueStep {
    let desk: TeamDesk
    let draft: ColleagueDraft
    let services: [Record]
    var number: Int
    var problems: [String: FieldProblem] = [:]

    private var language: Language { desk.context.language }

    private static let titles = [
        Phrase(fr: "Créer un nouvel utilisateur", en: "Create a new user"),
        Phrase(fr: "Affecter les services au nouvel utilisateur", en: "Assign services to the new user"),
        Phrase(fr: "Sélectionner les options", en: "Select the options"),
    ]

    func response(_ app: App, note: HTML = .empty, status: HTTPResponse.Status = .ok) -> Response {
        let title = ColleagueStep.titles[number - 1](language)
        let inputs = ColleagueInputs(desk: desk, draft: draft, services: services, problems: problems)
        let crumbs = [
            PageHead.Crumb(TeamDesk.title(language), desk.path),
            PageHead.Crumb(Phrase(fr: "Ajouter des utilisateurs", en: "Add users")(language)),
        ]
        let step = Phrase(fr: "Étape \(number) sur 3", en: "Step \(number) of 3")(language)
        let content: HTML = """
            \(PageHead(title, crumbs: crumbs, sub: HTML.text(step)).html(language))\(note)\(inputs.summary)<div class="panel measure">\
            <form class="form body" method="post" action="\(desk.path)/new" novalidate><input type="hidden" name="step" value="\(number)">\
            \(carried)\(fields(inputs))\(buttons)</form></div>
            """
        return portalPage(app, desk.context, title, current: "users", status: status, content)
    }

    private func fields(_ inputs: ColleagueInputs) -> HTML {
        switch number {
        case 1:
            inputs.person + inputs.role + inputs.contact
                + "<div class=\"row2\">\(inputs.languageChoice)\(inputs.until)</div>"
        case 2: inputs.serviceBoxes
        default: inputs.rights + sendBox
        }
    }

    private var sendBox: HTML {
        let hint = Phrase(
            fr:
                "\(draft.email) reçoit un lien pour choisir son mot de passe. Sinon le compte reste inactif jusqu’à ce que vous l’activiez.",
            en:
                "\(draft.email) gets a link to choose a password. Otherwise the account stays inactive until you activate it."
        )
        return Input(
            "send", Phrase(fr: "Envoyer l’e-mail d’activation", en: "Send the activation mail")(language), .checkbox,
            value: draft.sends ? "1" : "0", hint: hint(language)
        ).html(language)
    }

    /// What the other steps have.
    private var carried: HTML {
        var pairs: [(String, String)] = []
        if number != 1 {
            pairs += [
                ("first_name", draft.firstName), ("last_name", draft.lastName), ("email", draft.email),
                ("notify_email", draft.notifyEmail), ("role", draft.role.rawValue),
                ("language", draft.language.rawValue), ("valid_until", draft.untilText),
            ]
        }
        if number != 2 { pairs += draft.services.sorted().map { ("service", $0.text) } }
        if number != 3 {
            pairs += [("chosen", "1"), ("send", draft.sends ? "1" : "0")]
            pairs += draft.permissions.map { ("right", $0.rawValue) }
        }
        return "\(each: pairs, { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" })"
    }

    private var buttons: HTML {
        let next =
            number == 3 ? Phrase(fr: "Terminer", en: "Finish")(language) : Phrase(fr: "Suivant", en: "Next")(language)
        let back: HTML =
            number == 1
            ? "<a class=\"btn quiet\" href=\"\(desk.path)\">\(Words.cancel(language))</a>"
            : "<button class=\"btn quiet\" name=\"go\" value=\"back\">\(Phrase(fr: "Précédent", en: "Back")(language))</button>"
        return
            "<div class=\"form-acts\"><button class=\"btn main\" name=\"go\" value=\"next\">\(next)</button>\(back)</div>"
    }
}
