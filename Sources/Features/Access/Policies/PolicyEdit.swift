import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/portals/:portal/policy`: the privacy policy that the people of a portal accept, version by version.
enum PolicyEdit {
    static func path(_ portal: RecordID) -> String { PortalDesk.path(portal) + "/policy" }

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, note: Done.note(request, context.language))
    }

    static func publish(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await PortalDesk.open(app, context)
        let text = DefinitionForm.Name(fr: form["body_fr"], en: form["body_en"])
        let problems = problems(text)
        guard problems.isEmpty else {
            return try await page(app, context, typed: text, problems: problems, status: .unprocessableContent)
        }
        let (portal, id, author, now) = (desk.portal.id, app.ids.next(), Author(context.viewer), app.clock.now)
        let was = form.version
        do {
            try await app.database.write { connection in
                let policies = Policies(connection)
                // The event first: whoever else publishes waits, and is told.
                try Journal(connection).append(
                    .init("policy.published", on: [.init("portals", portal)], detail: ["portal": desk.portal.name]),
                    by: author, at: now)
                guard Int64(try policies.newest(of: portal)?.version ?? 0) == was else { throw StaleForm() }
                try policies.publish(text.phrase, of: portal, id: id, by: author, at: now)
            }
        } catch is StaleForm {
            let words = Phrase(
                fr:
                    "Quelqu’un a publié une version entre-temps. Votre texte est gardé ci-dessous et n’est pas publié : comparez, puis publiez de nouveau.",
                en:
                    "Somebody published a version meanwhile. Your text is kept below and not published: compare, then publish again."
            )
            return try await page(
                app, context, typed: text, note: note(.warn, HTML.text(words(context.language))), status: .conflict)
        }
        return .seeOther("\(path(portal))?done=\(Done.saved.rawValue)")
    }

    static func withdraw(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let (portal, author, now) = (desk.portal.id, Author(context.viewer), app.clock.now)
        try await app.database.write { connection in
            try Journal(connection).append(
                .init("policy.withdrawn", on: [.init("portals", portal)], detail: ["portal": desk.portal.name]),
                by: author, at: now)
            try Policies(connection).withdraw(of: portal)
        }
        return .seeOther("\(path(portal))?done=\(Done.saved.rawValue)")
    }

    private static func problems(_ text: DefinitionForm.Name) -> [String: FieldProblem] {
        guard text.fr.isEmpty || text.fr.utf8.count > 100_000 || text.en.utf8.count > 100_000 else { return [:] }
        return [
            "body_fr": FieldProblem(
                fr: "Écrivez le texte, en 100 000 caractères au plus.",
                en: "Write the text, in 100,000 characters at most.")
        ]
    }

    private static func page(
        _ app: App, _ context: OfficeContext, typed: DefinitionForm.Name? = nil,
        problems: [String: FieldProblem] = [:], note: HTML = .empty, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let portal = desk.portal.id
        let (current, newest, accepted) = try await app.database.read { connection -> (Policy?, Policy?, Int) in
            let policies = Policies(connection)
            let current = try policies.current(of: portal)
            return (
                current, try policies.newest(of: portal), try current.map { try policies.count(accepting: $0.id) } ?? 0
            )
        }
        let language = context.language
        let title = PolicyPage.title(language)
        let withdraw =
            current == nil
            ? []
            : [
                postButton(
                    Phrase(fr: "Ne plus demander", en: "Ask no more")(language), to: path(portal) + "/withdraw",
                    .danger,
                    confirm: Confirmation(
                        Phrase(fr: "Ne plus demander d’accord ?", en: "Ask for no acceptance any more?")(language),
                        Phrase(
                            fr: "Les versions et les accords donnés restent.", en: "Versions and acceptances stay.")(
                                language),
                        yes: Phrase(fr: "Ne plus demander", en: "Ask no more")(language)))
            ]
        let head = PageHead(
            title,
            crumbs: [
                .init(PortalDesk.title(language), "/admin/portals"), .init(desk.portal.name, desk.path), .init(title),
            ], actions: withdraw)
        let text = typed ?? newest.map { DefinitionForm.Name($0.text) } ?? .init()
        let summary = errorSummary(
            problems.map { ($0.key, frenchLabel(language), $0.value.message(language)) }, language)
        let content: HTML = """
            \(head.html(language))\(note)\(summary)<div class="stack measure">\(standing(current, accepted, context.formats))\
            <div class="panel"><form class="form body" method="post" action="\(path(portal))" novalidate>\(DefinitionForm.version(Int64(newest?.version ?? 0)))\
            \(inputs(text, problems, language))<div class="form-acts"><button class="btn main">\(submit(newest)(language))</button></div></form></div></div>
            """
        return officePage(app, context, title, current: "portals", status: status, content)
    }

    private static let frenchLabel = Phrase(fr: "Texte (français)", en: "Text (French)")

    private static func standing(_ current: Policy?, _ accepted: Int, _ formats: Formats) -> HTML {
        let language = formats.language
        guard let current else {
            let words = Phrase(
                fr: "Personne n’est interrogé. Publiez un texte : chacun devra l’accepter à sa prochaine visite.",
                en: "Nobody is asked. Publish a text: everybody will have to accept it at the next visit.")
            return note(.info, HTML.text(words(language)))
        }
        let who = Phrase(
            fr:
                "Version \(current.version), publiée par \(current.publishedBy) le \(formats.moment(current.publishedAt)). Acceptée par \(formats.number(Int64(accepted))) personne\(accepted > 1 ? "s" : "").",
            en:
                "Version \(current.version), published by \(current.publishedBy) on \(formats.moment(current.publishedAt)). Accepted by \(formats.number(Int64(accepted))) \(accepted == 1 ? "person" : "people")."
        )
        return note(.ok, HTML.text(who(language)))
    }

    private static func inputs(
        _ text: DefinitionForm.Name, _ problems: [String: FieldProblem], _ language: Language
    ) -> [HTML] {
        let hint = Phrase(
            fr: "En Markdown : # pour un titre, - pour une liste.", en: "In Markdown: # for a heading, - for a list.")
        let optional = Phrase(fr: "Comme en français si vous laissez vide.", en: "The French one when left empty.")
        return [
            Input(
                "body_fr", frenchLabel(language), .paragraph, value: text.fr, hint: hint(language),
                error: problems["body_fr"]?.message(language), required: true
            ).html(language),
            Input(
                "body_en", Phrase(fr: "Texte (anglais)", en: "Text (English)")(language), .paragraph, value: text.en,
                hint: optional(language)
            ).html(language),
        ]
    }

    private static func submit(_ newest: Policy?) -> Phrase {
        let next = (newest?.version ?? 0) + 1
        return Phrase(
            fr: "Publier la version \(next) et la faire accepter", en: "Publish version \(next) and ask for acceptance")
    }
}
