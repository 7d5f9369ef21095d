import Core
import HTML
import Hummingbird
import Store
import Web

/// *Lancer le contrôle*: an administrator starts the leak test while the site runs.
enum LeakTestStart {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let isStarted = try await app.leakTests.start(app, by: Author(context.viewer), logger: context.logger)
        let done: Done = isStarted ? .leakTestStarted : .leakTestRunning
        return .seeOther("/admin?done=\(done.rawValue)#leak-test")
    }
}

/// The dashboard's panel for administrators: the last verdict, how far a running test is, and the button.
struct LeakTestPanel {
    let verdict: LeakVerdict?
    let problems: [String]
    let missed: [String]
    let progress: LeakTestRuns.Progress?
    let language: Language

    var html: HTML {
        let title = Phrase(fr: "Test d’étanchéité", en: "Leak test")(language)
        let about = Phrase(
            fr:
                "Deux clients fictifs parcourent toutes les pages : chacun doit voir ce qui est à lui, et aucun quoi que ce soit de l’autre. Ils sont effacés à la fin.",
            en:
                "Two made-up customers walk through every page: each must see what is its own, and neither anything of the other. They are removed at the end."
        )
        return bodyPanel(
            title, id: "leak-test", action: action,
            "<p class=\"soft\">\(about(language))</p>\(standing)\(found)\(unseen)")
    }

    private var action: HTML {
        guard progress == nil else {
            return buttonLink(Phrase(fr: "Actualiser", en: "Refresh")(language), "/admin#leak-test")
        }
        return postButton(Phrase(fr: "Lancer le contrôle", en: "Run the test")(language), to: "/admin/leak-test")
    }

    private var standing: HTML {
        if let progress {
            let words = Phrase(
                fr: "En cours : \(progress.done) routes sur \(progress.total).",
                en: "Running: \(progress.done) of \(progress.total) routes.")
            let started = Phrase(fr: "Le contrôle commence.", en: "The test is starting.")
            return note(.info, HTML.text((progress.total > 0 ? words : started)(language)))
        }
        guard let verdict else {
            return note(.warn, HTML.text(Phrase(fr: "Jamais lancé.", en: "Never run.")(language)))
        }
        return note(verdict.problems == 0 ? .ok : .bad, HTML.text(sentence(verdict)))
    }

    private func sentence(_ verdict: LeakVerdict) -> String {
        let walked = Phrase(
            fr: "\(verdict.routes) routes, \(verdict.requests) requêtes, le \(Formats(.fr).moment(verdict.at))",
            en: "\(verdict.routes) routes, \(verdict.requests) requests, on \(Formats(.en).moment(verdict.at))")
        let count = verdict.problems
        let result =
            count == 0
            ? Phrase(fr: "Aucun problème", en: "No problem")
            : Phrase(
                fr: "\(count) problème\(count > 1 ? "s" : "")", en: "\(count) problem\(count == 1 ? "" : "s")")
        return Phrase(fr: "\(result.fr) : \(walked.fr).", en: "\(result.en): \(walked.en).")(language)
    }

    /// The problems are in the words of the routes, for whoever mends them.
    private var found: HTML {
        guard progress == nil, verdict?.problems != 0, !problems.isEmpty else { return .empty }
        return "<ul class=\"mono\" lang=\"en\">\(each: Array(problems.prefix(20)), { "<li>\($0)</li>" })</ul>"
    }

    /// Where the test proves nothing, so that nobody takes its verdict for more than it is.
    private var unseen: HTML {
        guard progress == nil, verdict != nil, !missed.isEmpty else { return .empty }
        let title = Phrase(
            fr: "Ce que le contrôle n’a pas pu voir (\(missed.count))",
            en: "What the test could not look into (\(missed.count))")
        return
            "<details class=\"fold\"><summary>\(title(language))</summary><ul class=\"mono\" lang=\"en\">\(each: missed, { "<li>\($0)</li>" })</ul></details>"
    }
}
