import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/signups/:id`: one request with what helps to decide, and the decision.
enum SignUpReview {
    static func path(_ id: RecordID) -> String { SignUpInbox.path + "/" + id.text }
    static let approve = Phrase(fr: "Approuver", en: "Approve")

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let search = String(request.query["q"].prefix(100))
        return try await SignUpCase.open(app, context, search: search).response(
            note: Done.note(request, context.language))
    }

    /// `POST /admin/signups/:id/approve`: a vote, or the access itself once enough agree.
    static func approve(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        var page = try await SignUpCase.open(app, context, search: String(form["q"].prefix(100)))
        guard page.mayDecide else { throw Refusal.notFound }
        page.choice = SignUpChoice(form)
        page.problems = page.choice.problems(page)
        guard page.problems.isEmpty, let carrier = page.choice.carrier, let type = page.chosenType else {
            return page.response(status: .unprocessableContent)
        }
        let decision = SignUpDecision(
            app: app, context: context, signUp: page.signUp, type: type, carrier: carrier, until: page.choice.until,
            role: page.choice.role, choice: page.choice.text)
        do {
            let isDone = try await decision.make()
            app.mailBell.ring()
            return .seeOther("\(path(page.signUp.id))?done=\((isDone ? Done.signUpApproved : .signUpAgreed).rawValue)")
        } catch let obstacle as SignUpApproval.Obstacle {
            return try await refused(app, context, page, obstacle.words)
        } catch WriteRefusal.fields {
            return try await refused(app, context, page, SignUpApproval.mandatory)
        }
    }

    /// Nothing was made: the page as it is now, and why.
    private static func refused(_ app: App, _ context: OfficeContext, _ page: SignUpCase, _ words: Phrase)
        async throws -> Response
    {
        var now = try await SignUpCase.open(app, context, search: page.search)
        now.choice = page.choice
        return now.response(note: note(.bad, HTML.text(words(context.language))), status: .conflict)
    }

    /// `POST /admin/signups/:id/refuse`.
    static func refuse(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        var page = try await SignUpCase.open(app, context, search: "")
        guard page.mayDecide else { throw Refusal.notFound }
        let reason = form["reason"]
        if let problem = textProblem(reason, TextType(limit: 300)) {
            page.reason = reason
            page.problems["reason"] = problem
            return page.response(status: .unprocessableContent)
        }
        let (signUp, portal, author, now) = (page.signUp, page.portal, Author(context.viewer), app.clock.now)
        let isRefused = try await app.database.write { connection in
            try Journal(connection).hold()
            // Somebody may have been taken from the approvers while the page was open.
            guard try SignUpDeciders.may(context, signUp, connection) else { throw Refusal.notFound }
            return try SignUpRefusal(app: app, connection: connection, portal: portal, now: now).refuse(
                signUp, .refuse, reason: reason.isEmpty ? nil : Phrase(same: reason), by: author)
        }
        guard isRefused else { return try await refused(app, context, page, SignUpApproval.Obstacle.decided.words) }
        app.mailBell.ring()
        return .seeOther("\(path(signUp.id))?done=\(Done.signUpRefused.rawValue)")
    }
}

/// An agreement of one approver, which becomes the access once enough agree to the same.
private struct SignUpDecision {
    let app: App
    let context: OfficeContext
    let signUp: SignUp
    let type: UserType
    let carrier: SignUpApproval.Carrier
    let until: Day?
    let role: AccessRole
    let choice: String

    /// Whether the access was made. Throws `SignUpApproval.Obstacle`.
    func make() async throws -> Bool {
        let (vote, now, viewer) = (app.ids.next(), app.clock.now, context.viewer)
        return try await app.database.write { connection in
            try Journal(connection).hold()
            let signUps = SignUps(connection)
            guard try signUps.find(signUp.id)?.state == .waiting else { throw SignUpApproval.Obstacle.decided }
            guard try SignUpDeciders.may(context, signUp, connection) else { throw Refusal.notFound }
            try signUps.vote(vote, for: signUp.id, choice: choice, by: Author(viewer), at: now)
            guard try context.visitor.isAdministrator || isEnough(signUps, connection) else {
                let subject = Journal.Subject("sign_ups", signUp.id)
                try Journal(connection).append(
                    .init("sign_up.agreed", on: [subject], detail: ["name": signUp.name, "email": signUp.email]),
                    by: Author(viewer), at: now)
                return false
            }
            let approval = SignUpApproval(
                app: app, records: Records(connection, app.catalog), now: now, viewer: viewer, author: Author(viewer))
            _ = try approval.approve(signUp, as: type, on: carrier, until: until, role: role)
            return true
        }
    }

    /// Only those who decide today count, and only what they agree to together.
    private func isEnough(_ signUps: SignUps, _ connection: any Connection) throws -> Bool {
        let rules = try signUps.rules(of: signUp.portal).rules
        let deciders = SignUpDeciders(connection: connection, rules: rules)
        let today = Set(try deciders.all().map(\.id))
        let agreed = try signUps.votes(for: signUp.id).filter { today.contains($0.staff) && $0.choice == choice }
        return agreed.count >= (try deciders.needed())
    }
}

/// A refusal, by somebody or by the days that went by, in the caller's transaction.
struct SignUpRefusal {
    let app: App
    let connection: any Connection
    let portal: Portal
    let now: Instant

    /// False when somebody decided before.
    func refuse(_ signUp: SignUp, _ move: SignUpMove, reason: Phrase?, by author: Author) throws -> Bool {
        try Journal(connection).hold()
        guard let current = try SignUps(connection).find(signUp.id),
            let state = SignUpLife.step(move, from: current.state, isByDefault: false),
            try SignUps(connection).decide(
                signUp.id, state, by: author.name, reason: reason?(signUp.language) ?? "", access: nil, at: now)
        else { return false }
        let verb = move == .expire ? "sign_up.expired" : "sign_up.refused"
        try Journal(connection).append(
            .init(
                verb, on: [Journal.Subject("sign_ups", signUp.id)],
                detail: ["name": signUp.name, "email": signUp.email]), by: author, at: now)
        try SignUpMails(app: app, connection: connection, portal: portal, now: now).refused(signUp, reason: reason)
        return true
    }
}

extension SignUpApproval.Obstacle {
    var words: Phrase {
        switch self {
        case .decided:
            Phrase(
                fr: "Cette demande est déjà traitée : voici ce qu’il en est.",
                en: "This request has been dealt with: this is how it stands.")
        case .full(let full): Phrase(fr: full.problem.message(.fr), en: full.problem.message(.en))
        case .contactHasAccess:
            Phrase(
                fr: "Ce contact a déjà un accès : choisissez-en un autre, ou créez un contact.",
                en: "This contact has an access already: choose another one, or make a contact.")
        case .known(let person):
            Phrase(
                fr:
                    "\(person.name) (\(person.signInName)) se connecte déjà avec cette adresse : donnez-lui un accès de plus depuis la fiche du contact, puis refusez la demande.",
                en:
                    "\(person.name) (\(person.signInName)) signs in with this address already: give one more access from the contact’s page, then refuse the request."
            )
        case .archived:
            Phrase(
                fr: "Ce portail est archivé : rouvrez-le d’abord, ou refusez la demande.",
                en: "This portal is archived: open it again first, or refuse the request.")
        case .gone:
            Phrase(
                fr: "Cette fiche ou ce type n’existe plus, ou la fiche n’a pas de tiers. Choisissez de nouveau.",
                en: "This record or type is gone, or the record has no account. Choose again.")
        case .inadmissible(let obstacle):
            Phrase(
                fr: "\(obstacle.reason.fr). \(obstacle.remedy.fr)", en: "\(obstacle.reason.en). \(obstacle.remedy.en)")
        }
    }
}

extension SignUpApproval {
    /// A field that was made mandatory has no value here.
    static let mandatory = Phrase(
        fr:
            "Le contact ou le tiers ne peut pas être créé d’ici : un champ obligatoire manque ou est refusé. Créez la fiche à la main, puis cherchez-la ci-dessous pour y rattacher la demande.",
        en:
            "The contact or the account cannot be made from here: a mandatory field is missing or refused. Make the record by hand, then search for it below to attach the request."
    )
}
