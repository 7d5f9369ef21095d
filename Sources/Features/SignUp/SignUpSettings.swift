import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/portals/:portal/signup`: whether people can sign up at a portal by themselves, as whom, and who decides.
enum SignUpSettings {
    static func path(_ portal: RecordID) -> String { PortalDesk.path(portal) + "/signup" }

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await SignUpSettingsPage.open(app, context).response(note: Done.note(request, context.language))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        var page = try await SignUpSettingsPage.open(app, context)
        page.draft = SignUpRulesDraft(form)
        page.problems = page.draft.problems(types: page.types, approvers: page.approvers)
        guard page.problems.isEmpty else { return page.response(status: .unprocessableContent) }
        guard let version = form.version else { throw Refusal.unreadable }
        let (rules, id, desk) = (page.draft.rules, app.ids.next(), page.desk)
        let (author, now) = (Author(context.viewer), app.clock.now)
        let isSaved = try await app.database.write { connection in
            // Whoever confirms a request holds the journal before the rules, too.
            try Journal(connection).hold()
            let detail = [
                "portal": desk.portal.name, "audiences": rules.audiences.map(\.rawValue).joined(separator: ","),
                "approval": rules.approval.rawValue,
            ]
            guard try SignUps(connection).setRules(rules, of: desk.portal.id, version: version, id: id) else {
                return false
            }
            try Journal(connection).append(
                .init("sign_up.rules_saved", on: [.init("portals", desk.portal.id)], detail: detail), by: author,
                at: now)
            return true
        }
        guard isSaved else {
            let now = try await SignUpSettingsPage.open(app, context)
            return now.response(note: note(.warn, HTML.text(StaleForm.words(context.language))), status: .conflict)
        }
        return .seeOther("\(path(desk.portal.id))?done=\(Done.saved.rawValue)")
    }
}

/// The page of the rules.
private struct SignUpSettingsPage {
    let app: App
    let context: OfficeContext
    let desk: PortalDesk
    /// The types that somebody who signs up can get.
    let types: [UserType]
    let approvers: [Person]
    let version: Int64
    var draft: SignUpRulesDraft
    var problems: [String: FieldProblem] = [:]

    private var language: Language { context.language }

    static func open(_ app: App, _ context: OfficeContext) async throws -> SignUpSettingsPage {
        let desk = try await PortalDesk.open(app, context)
        return try await app.database.read { connection in
            let (rules, version) = try SignUps(connection).rules(of: desk.portal.id)
            let types = try Portals(connection).userTypes(of: desk.portal.id).filter { $0.mainModule == "contacts" }
            return SignUpSettingsPage(
                app: app, context: context, desk: desk, types: types,
                approvers: try SignUpDeciders.possible(connection), version: version, draft: SignUpRulesDraft(rules))
        }
    }

    static let title = Phrase(fr: "Inscriptions", en: "Sign-up")

    private static let labels: [(String, Phrase)] = [
        ("customers", Phrase(fr: "Les clients obtiennent le type", en: "Customers get the type")),
        (
            "collaborators",
            Phrase(fr: "Les collaborateurs externes obtiennent le type", en: "External collaborators get the type")
        ),
        ("approvers", Phrase(fr: "Approbateurs", en: "Approvers")),
        ("votes", Phrase(fr: "Accords nécessaires", en: "Agreements needed")),
        ("remind", Phrase(fr: "Rappel après (jours)", en: "Reminder after (days)")),
        ("refuse", Phrase(fr: "Refus automatique après (jours)", en: "Refused automatically after (days)")),
        ("contact", Phrase(fr: "Contact affiché pour toute aide", en: "Contact shown for help")),
    ]

    /// A type that is gone opens nothing.
    private var isOpen: Bool {
        let known = Set(types.map(\.id))
        return draft.rules.audiences.contains { draft.rules.userType(for: $0).map(known.contains) ?? false }
    }

    private func label(_ name: String) -> String {
        SignUpSettingsPage.labels.first { $0.0 == name }?.1(language) ?? name
    }

    func response(note: HTML = .empty, status: HTTPResponse.Status = .ok) -> Response {
        let title = SignUpSettingsPage.title(language)
        let head = PageHead(
            title,
            crumbs: [
                .init(PortalDesk.title(language), "/admin/portals"), .init(desk.portal.name, desk.path), .init(title),
            ],
            chip: isOpen
                ? chip(Phrase(fr: "Ouvertes", en: "Open")(language), .ok)
                : chip(Phrase(fr: "Fermées", en: "Closed")(language), .neutral),
            sub: HTML.text(
                Phrase(
                    fr:
                        "Les personnes demandent elles-mêmes leur accès. Rien n’est ouvert tant que vous ne l’ouvrez pas.",
                    en: "People ask for their access by themselves. Nothing is open until you open it.")(language)),
            actions: [buttonLink(SignUpInbox.title(language), SignUpInbox.path)])
        let summary = errorSummary(
            SignUpSettingsPage.labels.compactMap { key, label in
                problems[key].map { (key, label(language), $0.message(language)) }
            }, language)
        let content: HTML = """
            \(head.html(language))\(note)\(summary)<div class="stack measure">\(address)<form class="form" method="post" action="\(SignUpSettings.path(desk.portal.id))" novalidate>\
            \(DefinitionForm.version(version))\(audiences)\(approval)\(help)\
            <div class="form-acts"><button class="btn main">\(Words.save(language))</button></div></form></div>
            """
        return officePage(app, context, title, current: "portals", status: status, content)
    }

    /// The address to share, once there is something behind it.
    private var address: HTML {
        guard isOpen, version > 0 else { return .empty }
        let words = Phrase(
            fr: "L’adresse à publier ou à envoyer : la page de connexion y mène aussi.",
            en: "The address to publish or to send: the sign-in page leads there too.")
        let link = app.site.baseAddress + SignUpDesk.path(desk.portal)
        return secretBox("signup-address", HTML.text(words(language)), secret: link, language)
    }

    private var audiences: HTML {
        let none = Phrase(fr: "Personne : fermé", en: "Nobody: closed")(language)
        let choices = types.map { ($0.id.text, $0.name(language)) }
        let inputs = [("customers", draft.rules.customers), ("collaborators", draft.rules.collaborators)].map {
            Input(
                $0, label($0), .choice(choices, emptyLabel: none), value: $1 ?? "",
                error: problems[$0]?.message(language)
            ).html(language)
        }
        let words = Phrase(
            fr: "Chaque inscription prend une place de son type : la limite se règle sur la page du type.",
            en: "Each sign-up takes a seat of its type: the limit is set on the type’s page.")
        return bodyPanel(
            Phrase(fr: "Qui peut s’inscrire", en: "Who can sign up")(language), id: "who-t",
            "<div class=\"form\"><p class=\"soft\">\(words(language))</p>\(inputs)</div>")
    }

    private var approval: HTML {
        let ways: [(SignUpRules.Approval, Phrase, Phrase)] = [
            (
                .people, Phrase(fr: "Approuvé par des personnes", en: "Approved by people"),
                Phrase(fr: "Le compte reste inactif jusqu’à leur accord.", en: "The account stays inactive until then.")
            ),
            (
                .byDefault, Phrase(fr: "Approuvé par défaut", en: "Approved by default"),
                Phrase(
                    fr:
                        "L’adresse confirmée suffit. Le contact qui porte cette adresse est repris ; sinon un prospect est créé.",
                    en:
                        "A confirmed address is enough. The contact with this address is taken; otherwise a prospect is made."
                )
            ),
        ]
        let boxes: [HTML] = ways.map { way, label, hint in
            """
            <label class="check"><input type="radio" name="approval" value="\(way.rawValue)"\(" checked", if: draft.rules.approval == way)> \
            <span>\(label(language))<small>\(hint(language))</small></span></label>
            """
        }
        let legend = Phrase(fr: "Comment les demandes sont décidées", en: "How requests are decided")(language)
        return bodyPanel(
            Phrase(fr: "Décision", en: "Decision")(language), id: "decision-t",
            """
            <div class="form"><fieldset class="group"><legend>\(legend)</legend><div class="checks">\(boxes)</div></fieldset>\(approverBoxes)\
            \(DefinitionForm.check("turns", SignUpSettingsPage.turns, draft.rules.takesTurns, hint: SignUpSettingsPage.turnsHint, language))\
            <div class="row2">\(number("votes"))\(number("remind"))</div>\(number("refuse"))</div>
            """)
    }

    private static let turns = Phrase(fr: "À tour de rôle", en: "One after the other")
    private static let turnsHint = Phrase(
        fr: "Chaque demande va à un seul approbateur ; le rappel passe au suivant. Sinon tous sont prévenus.",
        en: "Each request goes to one approver; the reminder goes to the next. Otherwise all are told.")

    private func number(_ name: String) -> HTML {
        Input(
            name, label(name), .number, value: draft.text(name), error: problems[name]?.message(language),
            required: true
        ).html(language)
    }

    private var approverBoxes: HTML {
        let boxes: [HTML] = approvers.map { person in
            """
            <label class="check"><input type="checkbox" name="approver" value="\(person.id.text)"\(" checked", if: draft.rules.approvers.contains(person.id.text))> \
            <span>\(person.name)<small>\(person.email ?? person.signInName)</small></span></label>
            """
        }
        let hint = Phrase(
            fr: "Aucun coché : les administrateurs. Un administrateur peut toujours décider seul.",
            en: "None ticked: the administrators. An administrator can always decide alone.")(language)
        let error: HTML? = problems["approvers"].map { "<p class=\"err\">\($0.message(language))</p>" }
        return """
            <fieldset class="group" id="approvers"><legend>\(label("approvers"))</legend><p class="hint">\(hint)</p><div class="checks many">\(boxes)</div>\(error)</fieldset>
            """
    }

    private var help: HTML {
        let contact = Input(
            "contact", label("contact"), value: draft.rules.contact,
            hint: Phrase(
                fr: "Une adresse ou un numéro, montré sur les pages de connexion et d’inscription. Facultatif.",
                en: "An address or a number, shown on the sign-in and sign-up pages. Optional.")(language),
            error: problems["contact"]?.message(language))
        return bodyPanel(
            Phrase(fr: "Aide", en: "Help")(language), id: "help-t",
            "<div class=\"form\">\(contact.html(language))</div>")
    }
}
