import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/imports/:id/withdraw`: the absent records by name, and the question whether they go to the bin.
enum WithdrawPage {
    static let title = Phrase(fr: "Retirer les absents", en: "Withdraw what is absent")
    private static let shown = 50

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, try await ImportShow.find(app, context))
    }

    /// Asked again when the number is wrong: what goes must be what was read.
    static func start(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (form, standing) = (try await request.form(), try await ImportShow.find(app, context))
        let brake = standing.brake
        let told = Int(form["count"]) ?? -1
        guard told == brake.total else {
            let problem = FieldProblem(
                fr: "Écrivez \(brake.total), le nombre de fiches qui seraient retirées.",
                en: "Write \(brake.total), the number of records that would be withdrawn.")
            return try await page(app, context, standing, problem: problem, status: .unprocessableContent)
        }
        let id = standing.run.id
        if try await app.database.write({ try Absents($0).start(id) }) { app.importBell.ring() }
        return .seeOther(ImportList.path(id))
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ standing: ImportStanding, problem: FieldProblem? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard standing.brake.total > 0, standing.run.state == .done, !standing.run.isDry else {
            return .seeOther(ImportList.path(standing.run.id))
        }
        let (viewer, id) = (context.viewer, standing.run.id)
        let found = try await app.records { records in
            try Absents(records.connection).list(of: id, limit: shown).map { absent -> Named in
                let titles = try records.catalog[absent.subject.module].map {
                    try records.seen(by: viewer, $0).titles([absent.subject.id])
                }
                return Named(absent: absent, title: titles?[absent.subject.id] ?? absent.externalID)
            }
        }
        let view = WithdrawView(standing: standing, found: found, problem: problem, app: app, formats: context.formats)
        return officePage(
            app, context, title(context.language), current: "imports", status: status, view.html)
    }

    /// An absent record with its name.
    struct Named: Sendable {
        let absent: Absents.Absent
        let title: String
    }
}

/// The page's content.
private struct WithdrawView {
    let standing: ImportStanding
    let found: [WithdrawPage.Named]
    let problem: FieldProblem?
    let app: App
    let formats: Formats

    private var language: Language { formats.language }
    private var path: String { ImportList.path(standing.run.id) }

    var html: HTML {
        let total = standing.brake.total
        let name = shortened(standing.run.request?.fileName ?? standing.run.id.text, to: 80)
        let head = PageHead(
            WithdrawPage.title(language),
            crumbs: [
                .init(ImportList.title(language), ImportList.path), .init(name, path),
                .init(WithdrawPage.title(language)),
            ],
            sub: HTML.text(
                Phrase(
                    fr:
                        "La source « \(standing.run.source) » les avait et ne les a plus. Ils vont à la corbeille, d’où vous pouvez les restaurer ; s’ils reviennent à la source, l’import suivant les rétablit.",
                    en:
                        "The source “\(standing.run.source)” had them and no longer has. They go to the recycle bin, where you can restore them; if the source has them again, the next import brings them back."
                )(
                    language)))
        let rows: [HTML] = found.map { named in
            let subject = named.absent.subject
            let module = app.catalog[subject.module]?.one(language) ?? subject.module
            return """
                <li><span><a href="/admin/\(subject.module)/\(subject.id.text)">\(named.title)</a><small>\(module) · \(named.absent.externalID)</small></span></li>
                """
        }
        let title = Phrase(fr: "Fiches absentes", en: "Absent records")(language)
        return """
            \(head.html(language))<div class="stack measure">\(panel(title, id: "absent-t", count: total, "<ul class=\"acts-list\">\(rows)</ul>\(more)"))\(form)</div>
            """
    }

    private var more: HTML {
        let rest = standing.brake.total - found.count
        guard rest > 0 else { return .empty }
        return "<p class=\"body soft\">\(Phrase(fr: "et \(rest) de plus.", en: "and \(rest) more.")(language))</p>"
    }

    /// Beyond the brake the number has to be typed; below it, it goes along.
    private var form: HTML {
        let total = standing.brake.total
        let yes =
            total == 1
            ? Phrase(fr: "Mettre la fiche à la corbeille", en: "Move the record to the recycle bin")
            : Phrase(
                fr: "Mettre les \(total) fiches à la corbeille", en: "Move the \(total) records to the recycle bin")
        let keep = Phrase(
            fr: "Un contact qui se connecte au portail, ou un tiers qui a des contacts ouverts, reste en place.",
            en: "A contact who signs in to the portal, or an account with open contacts, stays in place.")
        let count: HTML =
            standing.brake.isOn || problem != nil
            ? """
            \(note(.warn, HTML.text(braked(language))))\(Input("count", Phrase(fr: "Nombre de fiches à retirer", en: "Number of records to withdraw")(language), .number, hint: Phrase(fr: "Écrivez \(total) pour confirmer.", en: "Write \(total) to confirm.")(language), error: problem?.message(language), required: true).html(language))
            """ : "<input type=\"hidden\" name=\"count\" value=\"\(String(total))\">"
        return """
            <form class="stack" method="post" action="\(path)/withdraw" novalidate>\(count)<p class="soft">\(keep(language))</p>\
            <div class="form-acts"><button class="btn bad">\(yes(language))</button>\(buttonLink(Phrase(fr: "Ne rien retirer", en: "Withdraw nothing")(language), path))</div></form>
            """
    }

    private func braked(_ language: Language) -> String {
        Phrase(
            fr:
                "C’est beaucoup : plus d’une fiche sur vingt de ce module. Le fichier est peut-être incomplet. Vérifiez avant de confirmer.",
            en:
                "That is a lot: more than one in twenty of this module’s records. The file may be incomplete. Check before you confirm."
        )(
            language)
    }
}
