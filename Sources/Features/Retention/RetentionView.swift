import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// The page of the rules: what there is, how long it is kept, what stays.
struct RetentionView {
    let app: App
    let context: OfficeContext
    let days: [RetentionRule: Int]
    let counts: [RetentionRule: Int64]
    let size: Int64
    let mark: String
    let last: (day: Day?, count: Int64)
    /// What was typed and could not be saved.
    var typed: [RetentionRule: String] = [:]

    init(_ app: App, _ context: OfficeContext) async throws {
        (self.app, self.context) = (app, context)
        let catalog = app.catalog
        let read = try await app.database.read { connection in
            let retention = Retention(connection)
            let settings = Settings(connection)
            return (
                days: try RetentionRule.allCases.reduce(into: [:]) { $0[$1] = try retention.days($1) },
                counts: try retention.counts(catalog), size: try retention.size(),
                mark: try RetentionView.mark(retention),
                last: (try settings[.retentionDay].flatMap { Day(iso: $0) }, try settings[.retentionCount])
            )
        }
        (days, counts, size, mark) = (read.days, read.counts, read.size, read.mark)
        last = (read.last.0, read.last.1.flatMap { Int64($0) } ?? 0)
    }

    /// What a form was opened on.
    static func mark(_ retention: Retention) throws -> String {
        try RetentionRule.allCases.map { String(try retention.days($0)) }.joined(separator: ".")
    }

    private var language: Language { context.language }

    func page(note: HTML = .empty, problems: [RetentionRule: FieldProblem] = [:], status: HTTPResponse.Status = .ok)
        -> Response
    {
        let title = RetentionPage.title(language)
        let head = PageHead(title, crumbs: [.init(title)], sub: HTML.text(sub(language)))
        let content: HTML = """
            \(head.html(language))\(note)\(summary(problems))<div class="stack"><form class="form" method="post" action="\(RetentionPage.path)" novalidate>\
            <input type="hidden" name="was" value="\(mark)"><section class="panel" aria-label="\(title)">\(table(problems))\
            <div class="body"><div class="form-acts"><button class="btn main">\(Words.save(language))</button></div></div></section></form>\(fixed)</div>
            """
        return officePage(app, context, title, current: "retention", status: status, content)
    }

    private var sub: Phrase {
        let megabytes = context.formats.number(max(1, size >> 20))
        let done: Phrase =
            last.day.map { day in
                let count = context.formats.number(last.count)
                return Phrase(
                    fr: " Dernier passage le \(context.formats.day(day))\u{A0}: \(count) effacés.",
                    en: " Last done on \(context.formats.day(day)): \(count) erased.")
            } ?? Phrase(fr: "", en: "")
        return Phrase(
            fr:
                "Ce que Parvis note lui-même, et pendant combien de temps. Ce qui est plus ancien est effacé chaque jour. Base de données\u{A0}: \(megabytes)\u{A0}Mo.\(done.fr)",
            en:
                "What Parvis itself writes down, and for how long. What is older is erased every day. Database: \(megabytes) MB.\(done.en)"
        )
    }

    private func summary(_ problems: [RetentionRule: FieldProblem]) -> HTML {
        errorSummary(
            RetentionRule.allCases.compactMap { rule in
                problems[rule].map { (rule.rawValue, rule.label(language), $0.message(language)) }
            }, language)
    }

    private func table(_ problems: [RetentionRule: FieldProblem]) -> HTML {
        let heads: [HTML] = [
            Phrase(fr: "Ce qui est conservé", en: "What is kept"), RetentionView.now, RetentionView.kept,
        ].enumerated().map { index, label in
            "<th scope=\"col\"\(" class=\"amount\"", if: index > 0)>\(label(language))</th>"
        }
        return """
            <div class="sheet" role="group" aria-label="\(RetentionPage.title(language))" tabindex="0"><table class="rows edit"><thead><tr>\(heads)</tr></thead>\
            <tbody>\(each: RetentionRule.allCases, { row($0, problems[$0]) })</tbody></table></div>
            """
    }

    private static let now = Phrase(fr: "En ce moment", en: "Now")
    private static let kept = Phrase(fr: "Jours", en: "Days")

    private func row(_ rule: RetentionRule, _ problem: FieldProblem?) -> HTML {
        let key = rule.rawValue
        let error: HTML? = problem.map { "<p class=\"err\" id=\"\(key)-err\">\($0.message(language))</p>" }
        let described: HTML = problem == nil ? "\(key)-rest" : "\(key)-rest \(key)-err"
        let value = typed[rule] ?? String(days[rule] ?? rule.usual)
        return """
            <tr><th class="key" scope="row"><label for="\(key)"><b>\(rule.label(language))</b></label><br><small id="\(key)-rest">\(rule.rest(language))\(forEver(rule))</small></th>\
            <td class="amount" data-label="\(RetentionView.now(language))">\(context.formats.number(counts[rule] ?? 0))</td>\
            <td class="amount" data-label="\(RetentionView.kept(language))"><input class="num" type="text" inputmode="numeric" id="\(key)" name="\(key)" value="\(value)" \
            maxlength="5" aria-describedby="\(described)"\(" aria-invalid=\"true\"", if: problem != nil)>\(error)</td></tr>
            """
    }

    private func forEver(_ rule: RetentionRule) -> HTML {
        guard rule.mayStay else { return .empty }
        return HTML.text(Phrase(fr: " 0\u{A0}: pour toujours.", en: " 0: for ever.")(language))
    }

    private var fixed: HTML {
        let pairs = FixedRetention.all.map { (label: $0.label(language), value: HTML.text($0.rule(language))) }
        return bodyPanel(
            Phrase(fr: "Ce qui a sa propre règle", en: "What has a rule of its own")(language), id: "fixed-t",
            facts(pairs, isPlain: true))
    }
}
