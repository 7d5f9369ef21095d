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
