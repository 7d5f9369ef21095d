import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/retention`: how long the program keeps what it writes down itself.
enum RetentionPage {
    static let path = "/admin/retention"
    static let title = Phrase(fr: "Conservation", en: "Retention")

    static func routes(_ app: App) -> [Route] {
        [.administrator(.get, path, app, show), .administrator(.post, path, app, update)]
    }

    private static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await RetentionView(app, context).page(note: Done.note(request, context.language))
    }

    private static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        var view = try await RetentionView(app, context)
        var days: [RetentionRule: Int] = [:]
        for rule in RetentionRule.allCases {
            view.typed[rule] = form[rule.rawValue]
            days[rule] = form.int(rule.rawValue, 0...Int64(RetentionRule.most)).map { Int($0) }
        }
        let problems = problems(days)
        guard problems.isEmpty else { return view.page(problems: problems, status: .unprocessableContent) }
        do {
            try await save(days, was: form["was"], app, Author(context.viewer))
        } catch is StaleForm {
            let now = try await RetentionView(app, context)
            return now.page(note: note(.warn, HTML.text(stale(context.language))), status: .conflict)
        }
        return .seeOther("\(path)?done=\(Done.saved.rawValue)")
    }

    private static func problems(_ days: [RetentionRule: Int]) -> [RetentionRule: FieldProblem] {
        var problems: [RetentionRule: FieldProblem] = [:]
        for rule in RetentionRule.allCases where days[rule].map(rule.allows) != true {
            let ever: Phrase =
                rule.mayStay ? Phrase(fr: ", ou 0 pour toujours", en: ", or 0 for ever") : Phrase(fr: "", en: "")
            problems[rule] = FieldProblem(
                fr: "Écrivez un nombre de jours de \(rule.least) à \(RetentionRule.most)\(ever.fr).",
                en: "Write a number of days from \(rule.least) to \(RetentionRule.most)\(ever.en).")
        }
        return problems
    }

    private static func save(_ days: [RetentionRule: Int], was: String, _ app: App, _ author: Author) async throws {
        let now = app.clock.now
        let detail = Dictionary(uniqueKeysWithValues: days.map { ($0.key.rawValue, String($0.value)) })
        try await app.database.write { connection in
            // The event first: whoever else saves waits, and is told.
            try Journal(connection).append(.init("retention.saved", detail: detail), by: author, at: now)
            let retention = Retention(connection)
            guard try RetentionView.mark(retention) == was else { throw StaleForm() }
            for (rule, count) in days { try retention.set(rule, days: count) }
        }
    }

    private static let stale = Phrase(
        fr:
            "Quelqu’un a modifié ces durées pendant que vous écriviez. Voici ce qu’il en est maintenant ; votre saisie n’a pas été enregistrée.",
        en:
            "Somebody changed these times while you were writing. This is how they are now; what you typed was not saved."
    )
}
