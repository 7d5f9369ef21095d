import Core
import HTML
import Store
import Web

extension SignUpCase {
    /// The two forms, for whoever may decide.
    var decision: HTML {
        guard signUp.state == .waiting else { return .empty }
        guard mayDecide else {
            let names = deciders.map(\.name).joined(separator: ", ")
            let words = Phrase(
                fr: "Seuls les approbateurs de ce portail et les administrateurs décident : \(names).",
                en: "Only the approvers of this portal and administrators decide: \(names).")
            return note(.info, HTML.text(words(language)))
        }
        return knownNote + votedNote + searchForm + approveForm + refuseForm
    }

    private var knownNote: HTML {
        if portal.isArchived { return note(.warn, HTML.text(SignUpApproval.Obstacle.archived.words(language))) }
        guard let known = evidence.known else { return .empty }
        let words = Phrase(
            fr:
                "\(known.name) (\(known.signInName)) se connecte déjà avec cette adresse : ce sera un accès de plus pour cette personne.",
            en:
                "\(known.name) (\(known.signInName)) signs in with this address already: this will be one more access of that person."
        )
        return note(.info, HTML.text(words(language)))
    }

    private var votedNote: HTML {
        guard hasVoted, needed > 1 else { return .empty }
        let words = Phrase(
            fr: "Votre accord est noté. Il en faut \(needed) au même rattachement, au même type et à la même date.",
            en: "You have agreed. \(needed) agreements to the same record, type and date are needed.")
        return note(.info, HTML.text(words(language)))
    }

    private var searchForm: HTML {
        let hint = Phrase(fr: "Chercher un contact ou un tiers", en: "Search for a contact or an account")(language)
        return """
            <form class="tools plain" method="get" action="\(path)" role="search"><label class="search"><span class="sr">\(hint)</span>\
            <input type="search" name="q" value="\(search)" placeholder="\(hint)" autocomplete="off"></label><button class="btn">\(Words.search(language))</button></form>
            """
    }

    private var approveForm: HTML {
        let legend = label("carrier")
        let choices: [HTML] = evidence.contacts.map(contact) + evidence.accounts.map(account) + [newAccount]
        let error: HTML? = problems["carrier"].map { "<p class=\"err\">\($0.message(language))</p>" }
        let name = Input(
            "account_name", label("account_name"), value: choice.accountName,
            hint: Phrase(
                fr: "Seulement pour un nouveau tiers : il sera un prospect.",
                en: "Only for a new account: it will be a prospect.")(language),
            error: problems["account_name"]?.message(language))
        let type = Input(
            "user_type", label("user_type"),
            .choice(
                types.map { ($0.id.text, $0.name(language)) },
                emptyLabel: chosenType == nil ? Phrase(fr: "Choisissez…", en: "Choose…")(language) : nil),
            value: choice.type?.text ?? "", error: problems["user_type"]?.message(language))
        let until = Input(
            "valid_until", label("valid_until"), .day, value: choice.until?.iso ?? choice.untilText,
            hint: Phrase(fr: "Sans limite si vide.", en: "No limit when empty.")(language),
            error: problems["valid_until"]?.message(language))
        let leads = Input(
            "admin", Phrase(fr: "Administrateur de sa société", en: "Administrator of the company")(language),
            .checkbox,
            value: choice.role == .administrator ? "1" : "0",
            hint: Phrase(
                fr: "Gère les utilisateurs de sa société dans le portail. Personne ne le devient tout seul.",
                en: "Manages the company’s users in the portal. Nobody becomes so by themselves.")(language))
        let body: HTML = """
            <form class="form" method="post" action="\(path)/approve" novalidate><input type="hidden" name="q" value="\(search)">\
            <fieldset class="group" id="carrier"><legend>\(legend)</legend><div class="checks">\(choices)</div>\(error)</fieldset>\
            \(name.html(language))<div class="row2">\(type.html(language))\(until.html(language))</div>\(leads.html(language), if: types.contains(where: \.delegates))\
            <div class="form-acts"><button class="btn main">\(SignUpReview.approve(language))</button></div></form>
            """
        return bodyPanel(SignUpReview.approve(language), id: "approve-t", body)
    }

    private func radio(_ value: String, _ label: HTML, _ hint: String, isOff: Bool = false) -> HTML {
        """
        <label class="check"><input type="radio" name="carrier" value="\(value)"\(" checked", if: choice.carrierText == value)\(" disabled", if: isOff)> \
        <span>\(label)<small>\(hint)</small></span></label>
        """
    }

    private func contact(_ match: SignUpEvidence.Match) -> HTML {
        let why: Phrase
        switch (match.isSameAddress, match.isSameName) {
        case (true, _): why = Phrase(fr: "même adresse", en: "same address")
        case (false, true): why = Phrase(fr: "même nom", en: "same name")
        case (false, false): why = Phrase(fr: "trouvé par la recherche", en: "found by search")
        }
        let obstacle: Phrase? =
            match.hasAccess
            ? Phrase(fr: "a déjà un accès", en: "has an access already")
            : match.account == nil ? Phrase(fr: "sans tiers", en: "without an account") : nil
        let account = match.account.flatMap { accountNames[$0] }
        let hint = [account, match.email, why(language), obstacle?(language)].compactMap(\.self).filter { !$0.isEmpty }
        let words = Phrase(fr: "Le contact", en: "The contact")(language)
        return radio(
            "contact:" + match.id.text, "\(words) <a href=\"\(match.path)\">\(match.name)</a>",
            hint.joined(separator: " · "), isOff: !isFree(match))
    }

    private func account(_ match: SignUpEvidence.AccountMatch) -> HTML {
        let why: Phrase
        switch match.why {
        case .domain(let domain, let count):
            why = Phrase(
                fr: "\(count) contact\(count > 1 ? "s" : "") en @\(domain)",
                en: "\(count) contact\(count == 1 ? "" : "s") at @\(domain)")
        case .name: why = Phrase(fr: "nom de société semblable", en: "company name alike")
        case .search: why = Phrase(fr: "trouvé par la recherche", en: "found by search")
        }
        let words = Phrase(fr: "Un nouveau contact chez", en: "A new contact at")(language)
        return radio(
            "account:" + match.id.text, "\(words) <a href=\"\(match.path)\">\(match.name)</a>", why(language))
    }

    private var newAccount: HTML {
        let words = Phrase(fr: "Un nouveau contact d’un nouveau tiers", en: "A new contact of a new account")
        let hint = Phrase(
            fr: "Aucune fiche ne correspond à cette personne.", en: "No record matches this person.")
        return radio("new", "\(words(language))", hint(language))
    }

    private var refuseForm: HTML {
        let input = Input(
            "reason", label("reason"), value: reason,
            hint: Phrase(fr: "Facultatif.", en: "Optional.")(language), error: problems["reason"]?.message(language))
        let refuse = Phrase(fr: "Refuser", en: "Refuse")(language)
        let question = Phrase(fr: "Refuser la demande de \(signUp.name) ?", en: "Refuse the request of \(signUp.name)?")
        let text = Phrase(
            fr: "La personne en est avertie par e-mail. La demande est effacée après 30 jours.",
            en: "The person is told by e-mail. The request is deleted after 30 days.")
        let body: HTML = """
            <form class="form" method="post" action="\(path)/refuse" novalidate data-confirm="\(question(language))" data-confirm-text="\(text(language))" data-confirm-yes="\(refuse)">\
            \(input.html(language))<div class="form-acts"><button class="btn quiet bad">\(refuse)</button></div></form>
            """
        return bodyPanel(refuse, id: "refuse-t", body)
    }
}
