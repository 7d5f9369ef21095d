import Core
import HTML
import Store
import Web

/// A colleague as the three steps of the form have it.
struct ColleagueDraft: Sendable {
    var firstName = ""
    var lastName = ""
    var email = ""
    var notifyEmail = ""
    var role = AccessRole.user
    var language: Language
    var untilText = ""
    var services: Set<RecordID> = []
    var permissions: [Permission] = []
    /// Activate, and send the mail with the link.
    var sends = true

    /// What the form begins with.
    init(_ desk: TeamDesk) {
        language = desk.context.language
        permissions = desk.permissions
        untilText = desk.lastDay?.iso ?? ""
    }

    init(_ form: Form, _ desk: TeamDesk) {
        self.init(desk)
        firstName = form["first_name"]
        lastName = form["last_name"]
        email = form["email"]
        notifyEmail = form["notify_email"]
        role = AccessRole(rawValue: form["role"]) ?? .user
        language = Language(rawValue: form["language"]) ?? language
        untilText = form["valid_until"]
        services = Set(form.all("service").compactMap { RecordID(text: $0) })
        // Before the third step nothing was chosen, and all is proposed.
        if form.has("chosen") { permissions = form.all("right").compactMap { Permission(rawValue: $0) } }
        if form.has("chosen") { sends = form.all("send").last == "1" }
    }

    /// What a colleague has, for changing it.
    init(_ colleague: Colleague, _ desk: TeamDesk) {
        self.init(desk)
        notifyEmail = colleague.access.notifyEmail ?? ""
        role = colleague.access.role
        untilText = colleague.access.validUntil?.iso ?? ""
        services = colleague.services
        permissions = colleague.access.permissions.list
    }

    var until: Day? { Day(iso: untilText) ?? Day(french: untilText) }
    var notify: String? { notifyEmail.isEmpty ? nil : notifyEmail }

    static let labels: [(String, Phrase)] = [
        ("first_name", Phrase(fr: "Prénom", en: "First name")), ("last_name", Phrase(fr: "Nom", en: "Last name")),
        ("role", Phrase(fr: "Rôle", en: "Role")),
        ("email", Phrase(fr: "Adresse e-mail (se connecter)", en: "E-mail address (to sign in)")),
        ("notify_email", Phrase(fr: "E-mail de notification", en: "Notification e-mail")),
        ("language", Phrase(fr: "Langue", en: "Language")),
        ("valid_until", Phrase(fr: "Valide jusqu’au", en: "Valid until")),
        ("service", Phrase(fr: "Services", en: "Services")),
    ]

    static func label(_ name: String) -> Phrase { labels.first { $0.0 == name }?.1 ?? Phrase(same: name) }

    /// What is wrong with who it is, the first step.
    func personProblems(_ policy: DomainRules.Answer) -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        problems["first_name"] = personNameProblem(firstName)
        problems["last_name"] = personNameProblem(lastName)
        if !isDeliverable(email) || !BulkObstacle.isPlain(email) {
            problems["email"] = FieldProblem(
                fr: "Écrivez une adresse comme nom@exemple.fr.", en: "Write an address such as name@example.com.")
        } else if policy == .refused {
            problems["email"] = FieldProblem(
                fr: "Les adresses de ce domaine n’obtiennent pas d’accès ici.",
                en: "Addresses of this domain get no access here.")
        }
        return problems
    }

    /// What is wrong with what is given, whoever it is.
    /// `kept` is the last day there is already: it may stay whatever it is.
    func grantProblems(_ desk: TeamDesk, services known: [Record], today: Day, keeping kept: Day?? = nil) -> [String:
        FieldProblem]
    {
        var problems: [String: FieldProblem] = [:]
        if let notify, !isDeliverable(notify) {
            problems["notify_email"] = FieldProblem(
                fr: "Écrivez une adresse comme nom@exemple.fr, ou laissez vide.",
                en: "Write an address such as name@example.com, or leave it empty.")
        }
        let isKept = kept.map { $0 == until && (until != nil || untilText.isEmpty) } ?? false
        problems["valid_until"] = isKept ? nil : untilProblem(desk, today)
        if !services.isSubset(of: Set(known.map(\.id))) {
            problems["service"] = FieldProblem(
                fr: "Un de ces services n’existe plus. Choisissez de nouveau.",
                en: "One of these services is gone. Choose again.")
        }
        return problems
    }

    private func untilProblem(_ desk: TeamDesk, _ today: Day) -> FieldProblem? {
        if untilText.isEmpty {
            guard let last = desk.lastDay else { return nil }
            return FieldProblem(
                fr: "Votre propre accès s’arrête le \(Formats(.fr).day(last)) : choisissez ce jour au plus tard.",
                en: "Your own access ends on \(Formats(.en).day(last)): choose that day at the latest.")
        }
        guard let until, until >= today else {
            return FieldProblem(
                fr: "Écrivez une date à venir, comme 22/11/2027.", en: "Enter a future date, such as 22/11/2027.")
        }
        guard let last = desk.lastDay, until > last else { return nil }
        return FieldProblem(
            fr: "Votre propre accès s’arrête le \(Formats(.fr).day(last)) : choisissez ce jour au plus tard.",
            en: "Your own access ends on \(Formats(.en).day(last)): choose that day at the latest.")
    }
}

/// The controls of a colleague's forms.
struct ColleagueInputs {
    let desk: TeamDesk
    let draft: ColleagueDraft
    let services: [Record]
    var problems: [String: FieldProblem] = [:]

    private var language: Language { desk.context.language }

    var summary: HTML {
        errorSummary(
            ColleagueDraft.labels.compactMap { key, label in
                problems[key].map { (key, label(language), $0.message(language)) }
            }, language)
    }

    private func input(
        _ name: String, _ value: String, _ kind: Input.Kind = .text, hint: Phrase? = nil, isRequired: Bool = false
    ) -> HTML {
        Input(
            name, ColleagueDraft.label(name)(language), kind, value: value, hint: hint?(language),
            error: problems[name]?.message(language), required: isRequired, autocomplete: "off"
        ).html(language)
    }

    /// Who it is.
    var person: HTML {
        """
        <div class="row2">\(input("first_name", draft.firstName, isRequired: true))\(input("last_name", draft.lastName, isRequired: true))</div>\
        \(input("email", draft.email, .email, isRequired: true))
        """
    }

    var role: HTML {
        let roles: [(AccessRole, Phrase)] = [
            (.user, Phrase(fr: "Ne voit que les services qui lui sont affectés.", en: "Sees assigned services only.")),
            (
                .administrator,
                Phrase(
                    fr: "Voit tous les services et gère les utilisateurs, comme vous.",
                    en: "Sees all services and manages users, as you do.")
            ),
        ]
        let boxes: [HTML] = roles.map { role, hint in
            """
            <label class="check"><input type="radio" name="role" value="\(role.rawValue)"\(" checked", if: draft.role == role)> \
            <span>\(role.label(language))<small>\(hint(language))</small></span></label>
            """
        }
        return """
            <fieldset class="group" id="role"><legend>\(ColleagueDraft.label("role")(language))</legend><div class="checks">\(boxes)</div></fieldset>
            """
    }

    var contact: HTML {
        input(
            "notify_email", draft.notifyEmail, .email,
            hint: Phrase(
                fr:
                    "Facultatif, par exemple un secrétariat. Les liens de connexion vont toujours à l’adresse qui se connecte.",
                en: "Optional, a secretary’s for example. Sign-in links always go to the address that signs in."))
    }

    var languageChoice: HTML {
        input(
            "language", draft.language.rawValue,
            .choice(Language.allCases.map { ($0.rawValue, $0.name) }, emptyLabel: nil))
    }

    var until: HTML {
        input(
            "valid_until", draft.until?.iso ?? draft.untilText, .day,
            hint: desk.lastDay == nil ? Phrase(fr: "Sans limite si vide.", en: "No limit when empty.") : nil)
    }

    var serviceBoxes: HTML {
        guard !services.isEmpty else {
            let none = Phrase(
                fr: "Aucun service à affecter pour l’instant.", en: "There is no service to assign for now.")
            return "<p class=\"soft\">\(none(language))</p>"
        }
        let boxes: [HTML] = services.map { service in
            """
            <label class="check"><input type="checkbox" name="service" value="\(service.id.text)"\(" checked", if: draft.services.contains(service.id))> \
            <span>\(service.title)</span></label>
            """
        }
        let error: HTML? = problems["service"].map { "<p class=\"err\">\($0.message(language))</p>" }
        let legend = Phrase(fr: "Services affectés", en: "Assigned services")(language)
        return """
            <fieldset class="group" id="service"><legend>\(legend)</legend><div class="checks many">\(boxes)</div>\(error)</fieldset>
            """
    }

    var rights: HTML {
        let boxes: [HTML] = desk.permissions.map { permission in
            """
            <label class="check"><input type="checkbox" name="right" value="\(permission.rawValue)"\(" checked", if: draft.permissions.contains(permission))> \
            <span>\(permission.label(language))</span></label>
            """
        }
        let legend = Phrase(fr: "Droits, au plus les vôtres", en: "Rights, at most your own")(language)
        return """
            <fieldset class="group"><legend>\(legend)</legend><input type="hidden" name="chosen" value="1"><div class="checks many">\(boxes)</div></fieldset>
            """
    }
}
