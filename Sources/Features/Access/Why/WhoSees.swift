import Core
import HTML
import Hummingbird
import Store
import Web

/// `GET /admin/:module/:id/access`: the people outside who see a record, and *Pourquoi ?* for anybody.
enum WhoSees {
    private static let most = 100

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let (viewer, today, search) = (context.viewer, app.today, request.query["q"])
        let read = try await app.records { records -> (Record, [Witnesses.Witness], [ListedAccess])? in
            guard let record = try records.seen(by: viewer, module).find(target.id) else { return nil }
            let witnesses = try Witnesses(records).of(record.id, in: module, today: today, limit: most + 1)
            var query = AccessQuery()
            query.search = search
            let others =
                search.isEmpty ? [] : try Accesses(records.connection).list(query, today: today, countUpTo: 25).rows
            return (record, witnesses, others)
        }
        guard let (record, witnesses, others) = read else { throw Refusal.notFound }
        let language = context.language
        let title = Phrase(fr: "Qui y a accès ?", en: "Who has access?")(language)
        let head = PageHead(
            title,
            crumbs: [
                .init(module.many(language), OfficePath.list(module.key)), .init(record.title, target.path),
                .init(title),
            ],
            sub: HTML.text(
                Phrase(
                    fr: "Calculé par la règle qui décide quand ces personnes regardent.",
                    en: "Worked out by the rule that decides when these people look.")(language)))
        let content: HTML = """
            \(head.html(language))<div class="stack">\(seen(witnesses, target, language))\(finder(search, others, target, language))</div>
            """
        return officePage(app, context, title, current: module.key, content)
    }

    private static func why(_ access: RecordID, _ name: String, _ target: CardTarget, _ language: Language) -> HTML {
        let label = Phrase(fr: "Pourquoi ?", en: "Why?")(language)
        return
            "<a class=\"btn quiet\" href=\"\(target.path)/access/\(access.text)\">\(label)<span class=\"sr\"> \(name)</span></a>"
    }

    private static func seen(_ witnesses: [Witnesses.Witness], _ target: CardTarget, _ language: Language) -> HTML {
        let title = Phrase(fr: "La voient dans un portail", en: "See it in a portal")(language)
        guard !witnesses.isEmpty else {
            let none = Phrase(
                fr: "Personne, aujourd’hui, ne voit cette fiche dans un portail.",
                en: "Nobody sees this record in a portal today.")
            return bodyPanel(title, id: "seen", "<p class=\"soft\">\(none(language))</p>")
        }
        let rows: [HTML] = witnesses.prefix(most).map { witness in
            """
            <li><span>\(witness.name)<small>\(witness.userType(language)) · \(witness.portal)</small></span>\(why(witness.access, witness.name, target, language))</li>
            """
        }
        let more: HTML? =
            witnesses.count > most
            ? "<p class=\"soft body\">\(Phrase(fr: "Les \(most) premières personnes.", en: "The first \(most) people.")(language))</p>"
            : nil
        return panel(
            title, id: "seen", count: min(witnesses.count, most), "<ul class=\"acts-list\">\(rows)</ul>\(more)")
    }

    private static func finder(_ search: String, _ others: [ListedAccess], _ target: CardTarget, _ language: Language)
        -> HTML
    {
        let title = Phrase(
            fr: "Pourquoi une autre personne la voit, ou pas", en: "Why somebody else sees it, or does not")(language)
        let label = Phrase(fr: "Identifiant, e-mail ou nom", en: "Username, e-mail or name")(language)
        let rows: [HTML] = others.map { other in
            "<li><span>\(other.name)<small>\(other.username) · \(other.userType(language))</small></span>\(why(other.id, other.name, target, language))</li>"
        }
        let none = Phrase(fr: "Aucun utilisateur ne correspond à « \(search) ».", en: "No user matches “\(search)”.")(
            language)
        let found: HTML = others.isEmpty ? "<p class=\"soft\">\(none)</p>" : "<ul class=\"acts-list\">\(rows)</ul>"
        return bodyPanel(
            title, id: "other",
            """
            <form class="join" method="get" action="\(target.path)/access"><input type="search" name="q" value="\(search)" aria-label="\(label)" placeholder="\(label)">\
            <button class="btn">\(Words.search(language))</button></form>\(found, if: !search.isEmpty)
            """)
    }
}

/// `GET /admin/:module/:id/access/:access`: *Pourquoi ?*
enum WhyShow {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        guard let access = context.parameters.get("access").flatMap({ RecordID(text: $0) }) else {
            throw Refusal.notFound
        }
        let (staff, today, grants) = (context.viewer, app.today, app.grants)
        let read = try await app.records { records -> (Record, Explanation)? in
            guard let record = try records.seen(by: staff, module).find(target.id) else { return nil }
            let profile = try AccessProfile.find(access, staff, records)
            let version = try Portals(records.connection).version()
            let isOpen = profile.person.disabledAt == nil && !profile.portal.isArchived
            let maker = VisitorMaker(connection: records.connection, grants: grants, today: today)
            let viewer = isOpen ? try maker.viewer(profile.access, profile.person, version: version) : nil
            let explainer = Explainer(records: records, staff: staff, profile: profile, viewer: viewer, today: today)
            return (record, try explainer.explain(record))
        }
        guard let (record, explanation) = read else { throw Refusal.notFound }
        return page(app, context, target, record, explanation)
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ target: CardTarget, _ record: Record, _ explanation: Explanation
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Pourquoi ?", en: "Why?")(language)
        let who = Phrase(fr: "Qui y a accès ?", en: "Who has access?")(language)
        let verdict =
            explanation.isSeen
            ? Phrase(
                fr: "\(explanation.person) voit « \(record.title) ».",
                en: "\(explanation.person) sees “\(record.title)”.")
            : Phrase(
                fr: "\(explanation.person) ne voit pas « \(record.title) ».",
                en: "\(explanation.person) does not see “\(record.title)”.")
        let head = PageHead(
            title,
            crumbs: [
                .init(target.module.many(language), OfficePath.list(target.module.key)),
                .init(record.title, target.path),
                .init(who, target.path + "/access"), .init(title),
            ])
        let content: HTML = """
            \(head.html(language))<div class="stack">\(note(explanation.isSeen ? .ok : .warn, HTML.text(verdict(language))))\(steps(explanation, language))\(fields(explanation, language))</div>
            """
        return officePage(app, context, title, current: target.module.key, content)
    }

    private static func steps(_ explanation: Explanation, _ language: Language) -> HTML {
        let yes = Phrase(fr: "oui", en: "yes")(language)
        let no = Phrase(fr: "non", en: "no")(language)
        let rows: [HTML] = explanation.steps.map { step in
            let mark: HTML = step.isPassed ? chip(yes, .ok) : chip(no, .bad)
            return "<li><span>\(step.text(language))</span>\(mark)</li>"
        }
        let verbs = explanation.verbs.map { $0(language) }.joined(separator: ", ")
        let may: HTML? =
            explanation.isSeen
            ? "<p class=\"body\">\(Phrase(fr: "Peut : ", en: "May: ")(language))\(verbs.isEmpty ? Phrase(fr: "lire seulement", en: "read only")(language) : verbs).</p>"
            : nil
        return panel(
            Phrase(fr: "Étape par étape", en: "Step by step")(language), id: "steps",
            "<ul class=\"acts-list\">\(rows)</ul>\(may)")
    }

    private static func fields(_ explanation: Explanation, _ language: Language) -> HTML {
        let heads = [
            Phrase(fr: "Champ", en: "Field"), Phrase(fr: "Droit", en: "Right"), Phrase(fr: "Raison", en: "Reason"),
        ]
        let title = Phrase(fr: "Champ par champ", en: "Field by field")(language)
        let rows: [HTML] = explanation.fields.map { field in
            let (word, tone): (Phrase, Tone) =
                switch field.right {
                case .hidden: (Phrase(fr: "masqué", en: "hidden"), .neutral)
                case .read: (Phrase(fr: "lecture seule", en: "read only"), .info)
                case .edit: (Phrase(fr: "modifiable", en: "editable"), .ok)
                }
            return """
                <tr><th scope="row">\(field.label(language))</th><td>\(chip(word(language), tone))</td><td>\(field.reason(language))</td></tr>
                """
        }
        return panel(
            title, id: "why-fields", count: explanation.fields.count,
            """
            <div class="sheet" role="group" aria-labelledby="why-fields" tabindex="0"><table class="rows keep"><thead><tr>\(each: heads, { "<th scope=\"col\">\($0(language))</th>" })</tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }
}
