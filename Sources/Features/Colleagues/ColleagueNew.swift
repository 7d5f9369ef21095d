import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/users/new`: a colleague in three steps. What was entered travels in the form; nothing is kept before *Terminer*.
enum ColleagueNew {
    static func show(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let desk = try await TeamDesk.open(app, context)
        let services = try await app.records { try desk.services(app, $0) }
        return ColleagueStep(desk: desk, draft: ColleagueDraft(desk), services: services, number: 1).response(app)
    }

    static func advance(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await TeamDesk.open(app, context)
        let services = try await app.records { try desk.services(app, $0) }
        let draft = ColleagueDraft(form, desk)
        let policy = try await app.database.read { try DomainRules($0).answer(to: draft.email, for: desk.type) }
        let at = Int(form.int("step", 1...3) ?? 1)
        var step = ColleagueStep(desk: desk, draft: draft, services: services, number: at)
        if form["go"] == "back" {
            step.number = max(1, at - 1)
            return step.response(app)
        }
        step.problems = draft.personProblems(policy).merging(
            draft.grantProblems(desk, services: services, today: app.today)
        ) { first, _ in first }
        guard step.problems.isEmpty else {
            step.number = Set(step.problems.keys) == ["service"] ? 2 : 1
            return step.response(app, status: .unprocessableContent)
        }
        guard at == 3 else {
            step.number = at + 1
            return step.response(app)
        }
        return try await finish(app, context, step)
    }

    private static func finish(_ app: App, _ context: PortalContext, _ step: ColleagueStep) async throws -> Response {
        do {
            let id = try await NewColleague(app: app, context: context, draft: step.draft).create()
            app.mailBell.ring()
            let done: Done = step.draft.sends ? .colleagueAddedAndSent : .colleagueAdded
            return .seeOther("\(Colleague.path(step.desk, id))?done=\(done.rawValue)")
        } catch let obstacle as NewColleague.Obstacle {
            var step = step
            let isAboutAddress = obstacle == .exists || obstacle == .notFromHere
            step.number = isAboutAddress ? 1 : 3
            if isAboutAddress {
                step.problems["email"] = FieldProblem(obstacle.words)
                return step.response(app, status: .conflict)
            }
            return step.response(app, note: note(.bad, HTML.text(obstacle.words(context.language))), status: .conflict)
        }
    }
}

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

/// A colleague in the making, in one transaction.
struct NewColleague: Sendable {
    let app: App
    let context: PortalContext
    let draft: ColleagueDraft

    /// Why nobody was added.
    enum Obstacle: Error, Equatable {
        case full
        /// The address has an access of this account already.
        case exists
        /// The address is somebody's who gets no access here, or the company keeps the contact out.
        case notFromHere
        /// Too many in a day.
        case tooMany
        case mandatory

        var words: Phrase {
            switch self {
            case .full:
                Phrase(
                    fr:
                        "Toutes les places de votre espace sont prises. Désactivez un accès inutile, ou contactez-nous.",
                    en: "All seats of your area are taken. Deactivate an access that is not needed, or contact us.")
            case .exists:
                Phrase(
                    fr: "Cette adresse a déjà un accès à votre espace.", en: "This address has an access here already.")
            case .notFromHere:
                Phrase(
                    fr: "Cette adresse ne peut pas être ajoutée d’ici. Contactez-nous.",
                    en: "This address cannot be added from here. Contact us.")
            case .tooMany:
                Phrase(
                    fr:
                        "Vous avez fait beaucoup d’ajouts, ou plusieurs pour cette adresse. Réessayez plus tard, ou contactez-nous.",
                    en: "You added many users, or this address several times. Try again later, or contact us.")
            case .mandatory:
                Phrase(
                    fr:
                        "Cette personne ne peut pas être créée d’ici : une information obligatoire manque. Contactez-nous.",
                    en: "This person cannot be created from here: a mandatory detail is missing. Contact us.")
            }
        }
    }

    private static let mostADay: Int64 = 50

    /// Returns the new access. Throws `Obstacle`.
    func create() async throws -> RecordID {
        let (person, access, token, now) = (app.ids.next(), app.ids.next(), Token(), app.clock.now)
        let today = app.today
        try await count(now)
        do {
            return try await app.database.write { connection in
                try Journal(connection).hold()
                let desk = try TeamDesk.read(connection, context, today)
                if try Seats(connection).objection(to: desk.type.id) != nil { throw Obstacle.full }
                let records = Records(connection, app.catalog)
                let contact = try contact(desk, records, now)
                try make(desk, contact, person: person, access: access, connection, now)
                let services = try desk.services(app, records).map(\.id)
                try Assignments(connection).set(
                    draft.services.intersection(services), of: access, Module.services.key, ids: app.ids)
                let colleague = try Colleague.find(access, desk, connection)
                if draft.sends {
                    try ColleagueActivation(app: app, connection: connection, desk: desk, now: now).activate(
                        colleague, token)
                }
                return access
            }
        } catch WriteRefusal.fields {
            throw Obstacle.mandatory
        }
    }

    /// Counted for itself: what is refused afterwards was a try, too.
    private func count(_ now: Instant) async throws {
        guard let account = context.viewer.account else { throw Refusal.notFound }
        let key = ColleagueAct.mailKey(draft.email)
        let (tries, mails) = try await app.database.write { connection in
            let attempts = Attempts(connection)
            return (
                try attempts.count("colleagues:\(account.text)", window: .days(1), at: now),
                try attempts.count(key, window: .hours(1), at: now)
            )
        }
        guard tries <= NewColleague.mostADay, mails <= 4 else { throw Obstacle.tooMany }
    }

    private func make(
        _ desk: TeamDesk, _ contact: Record, person: RecordID, access: RecordID, _ connection: any Connection,
        _ now: Instant
    ) throws {
        let people = People(connection)
        let known = try people.named(draft.email)
        if let known, known.kind != .external || known.disabledAt != nil { throw Obstacle.notFromHere }
        if let known, try desk.team(connection).has(known.id) { throw Obstacle.exists }
        let username = try known?.signInName ?? people.proposeUsername(first: draft.firstName, last: draft.lastName)
        try NewAccess.journal(
            contact, draft.email, access: access, by: Author(context.viewer), connection, at: now)
        var making = NewAccess(app: app, connection: connection, givenBy: desk.own.createdBy, type: desk.type, now: now)
        making.added = NewAccess.Added(by: context.viewer.person, role: draft.role, notifyEmail: draft.notify)
        var wish = NewAccess.Wish(
            username: username, email: draft.email, permissions: desk.permissions(draft.permissions))
        wish.validUntil = draft.until
        if let known {
            // The same person at another company: one more access, which the person's own password opens once it is activated.
            try making.join(known, on: contact, wish, access: access)
        } else {
            try making.make(on: contact, wish, person: person, access: access)
            try people.rename(person, first: draft.firstName, last: draft.lastName, email: draft.email)
            try people.setLanguage(draft.language, of: person)
        }
    }

    /// The account's contact with this address, or a new one, which is the company's as if its own people had made it.
    private func contact(_ desk: TeamDesk, _ records: Records, _ now: Instant) throws -> Record {
        var viewer = Viewer(staff: context.viewer.person, name: context.viewer.name, grants: app.grants.forStaff)
        viewer.inviter = desk.own.createdBy
        let seen = records.seen(by: viewer, try app.module("contacts"))
        let connection = records.connection
        let same = try seen.having(email: draft.email, limit: 50).compactMap { try seen.find($0) }.filter {
            $0["account_id"].id == desk.account
        }
        for record in same {
            if try !Accesses(connection).on(module: "contacts", record: record.id).isEmpty { throw Obstacle.exists }
        }
        if let first = same.first {
            guard first.isAdmissible else { throw Obstacle.notFromHere }
            return first
        }
        let values: [String: Value] = [
            "first_name": .text(draft.firstName), "last_name": .text(draft.lastName), "email": .text(draft.email),
            "account_id": .id(desk.account), "state": .text("open"), "language": .text(draft.language.rawValue),
        ]
        let author = Author(context.viewer)
        let id = try seen.create(values, by: author, at: now, id: app.ids.next())
        try Journal(records.connection).append(
            .init("record.created", on: [Journal.Subject("contacts", id)]), by: author, at: now)
        guard let record = try seen.find(id) else { throw Refusal.notFound }
        return record
    }
}
