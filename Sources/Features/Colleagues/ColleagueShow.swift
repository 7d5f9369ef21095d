import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/users/:id`: one colleague, what may be changed, and what may be done.
enum ColleagueShow {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let desk = try await TeamDesk.open(app, context)
        let colleague = try await Colleague.find(app, desk, context)
        let services = try await app.records { try desk.services(app, $0) }
        let page = ColleaguePage(
            desk: desk, colleague: colleague, services: services, draft: ColleagueDraft(colleague, desk))
        return page.response(app, note: Done.note(request, context.language))
    }

    /// `POST /p/:portal/users/:id`: role, services, rights, validity, notification address, together.
    static func update(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await TeamDesk.open(app, context)
        let colleague = try await Colleague.find(app, desk, context)
        guard colleague.isManaged, !colleague.isVetoed else { throw Refusal.notFound }
        let services = try await app.records { try desk.services(app, $0) }
        var page = ColleaguePage(
            desk: desk, colleague: colleague, services: services, draft: ColleagueDraft(form, desk))
        // The version of the page that was opened first, so that a correction does not hide what somebody else saved meanwhile.
        page.version = form.version ?? colleague.access.version
        page.problems = page.draft.grantProblems(
            desk, services: services, today: app.today, keeping: colleague.access.validUntil)
        guard page.problems.isEmpty else { return page.response(app, status: .unprocessableContent) }
        guard let version = form.version else { throw Refusal.unreadable }
        let change = ColleagueChange(
            app: app, context: context, id: colleague.access.id, draft: page.draft, version: version)
        do {
            try await change.save(Set(services.map(\.id)))
        } catch is StaleForm {
            let current = try await Colleague.find(app, desk, context)
            let shown = ColleaguePage(desk: desk, colleague: current, services: services, draft: page.draft)
            return shown.response(
                app, note: note(.warn, HTML.text(StaleForm.words(context.language))), status: .conflict)
        }
        return .seeOther("\(colleague.path(desk))?done=\(Done.saved.rawValue)")
    }
}

/// What changes about a colleague, each with its event, in one transaction.
private struct ColleagueChange {
    let app: App
    let context: PortalContext
    let id: RecordID
    let draft: ColleagueDraft
    let version: Int64

    func save(_ services: Set<RecordID>) async throws {
        let (now, today) = (app.clock.now, app.today)
        try await app.database.write { connection in
            try Journal(connection).hold()
            let desk = try TeamDesk.read(connection, context, today)
            let colleague = try Colleague.find(id, desk, connection)
            guard colleague.isManaged, !colleague.isVetoed else { throw Refusal.notFound }
            guard colleague.access.version == version else { throw StaleForm() }
            let activation = ColleagueActivation(app: app, connection: connection, desk: desk, now: now)
            try write(colleague, services, activation)
            _ = try ColleagueAct.keepsAdministrator(activation, .saved)
        }
    }

    private func write(_ colleague: Colleague, _ services: Set<RecordID>, _ activation: ColleagueActivation) throws {
        let (connection, access) = (activation.connection, colleague.access)
        let accesses = Accesses(connection)
        if draft.role != access.role {
            try activation.tell(
                "access.role_changed", colleague, UserRole.detail(access.role, draft.role))
            try accesses.setRole(draft.role, of: id)
        }
        let permissions = activation.desk.permissions(draft.permissions, keeping: access.permissions)
        if permissions != access.permissions {
            let names = [access.permissions, permissions].map { $0.list.map(\.rawValue).joined(separator: ",") }
            try activation.tell("access.permissions_changed", colleague, ["before": names[0], "after": names[1]])
            try accesses.setPermissions(permissions, of: id)
        }
        if draft.until != access.validUntil {
            let detail = [
                "before": validityText(from: access.validFrom, until: access.validUntil, Formats(.fr)),
                "after": validityText(from: access.validFrom, until: draft.until, Formats(.fr)),
                AccessThen.key: AccessThen.text(from: access.validFrom, until: access.validUntil),
            ]
            try activation.tell("access.validity_changed", colleague, detail)
            try accesses.setValidity(from: access.validFrom, until: draft.until, of: id)
        }
        if draft.notify != access.notifyEmail {
            try activation.tell(
                "access.notify_changed", colleague,
                ["before": access.notifyEmail ?? "–", "after": draft.notify ?? "–"])
            try accesses.setNotifyEmail(draft.notify, of: id)
        }
        // What is not offered, because it is in the bin or its module is closed, stays as it was.
        let assigned = colleague.services.subtracting(services).union(draft.services.intersection(services))
        if assigned != colleague.services {
            try activation.tell(
                "access.services_changed", colleague,
                ["before": String(colleague.services.count), "after": String(assigned.count)])
            try Assignments(connection).set(assigned, of: id, Module.services.key, ids: app.ids)
        }
    }
}

/// The page of a colleague.
private struct ColleaguePage {
    let desk: TeamDesk
    let colleague: Colleague
    let services: [Record]
    let draft: ColleagueDraft
    var problems: [String: FieldProblem] = [:]
    /// Of the page that was opened first.
    var version: Int64?

    private var language: Language { desk.context.language }
    private var path: String { colleague.path(desk) }

    func response(_ app: App, note: HTML = .empty, status: HTTPResponse.Status = .ok) -> Response {
        let standing = colleague.standing(app.today)
        let name = colleague.name
        let head = PageHead(
            name, crumbs: [.init(TeamDesk.title(language), desk.path), .init(name)], chip: standing.chip(language),
            sub: emailText(colleague.address), actions: actions)
        let inputs = ColleagueInputs(desk: desk, draft: draft, services: services, problems: problems)
        let content: HTML = """
            \(head.html(language))\(note)\(remark)\(inputs.summary)<div class="stack measure">\(colleague.isManaged && !colleague.isVetoed ? form(inputs) : facts)</div>
            """
        return portalPage(app, desk.context, name, current: "users", status: status, content)
    }

    /// What stands behind the state, where the page cannot change it.
    private var remark: HTML {
        let company = desk.context.portal.company
        if colleague.access.id == desk.own.id {
            let words = Phrase(
                fr: "C’est votre propre accès : un autre administrateur, ou \(company), peut le modifier.",
                en: "This is your own access: another administrator, or \(company), can change it.")
            return note(.info, HTML.text(words(language)))
        }
        guard colleague.isVetoed || !colleague.isManaged else { return .empty }
        let words =
            colleague.isVetoed
            ? Phrase(
                fr: "\(company) a désactivé cet accès : elle seule peut le rouvrir.",
                en: "\(company) deactivated this access: only they can open it again.")
            : Phrase(fr: "Cet accès est géré par \(company).", en: "This access is managed by \(company).")
        return note(.info, HTML.text(words(language)))
    }

    private var facts: HTML {
        let rights = colleague.access.permissions.list.filter { desk.permissions.contains($0) }.map {
            $0.label(language)
        }
        return bodyPanel(
            Phrase(fr: "Accès", en: "Access")(language), id: "access-t",
            Web.facts(
                [
                    (ColleagueDraft.label("role")(language), "\(colleague.access.role.label(language))"),
                    (Phrase(fr: "Droits", en: "Rights")(language), "\(rights.joined(separator: ", "))"),
                    (
                        ColleagueDraft.label("valid_until")(language),
                        "\(colleague.access.validUntil.map(desk.context.formats.day) ?? "–")"
                    ),
                ], isPlain: true))
    }

    private func form(_ inputs: ColleagueInputs) -> HTML {
        let title = Phrase(fr: "Rôle, services et droits", en: "Role, services and rights")(language)
        return bodyPanel(
            title, id: "rights-t",
            """
            <form class="form" method="post" action="\(path)" novalidate>\(DefinitionForm.version(version ?? colleague.access.version))\(inputs.role)\(inputs.serviceBoxes)\(inputs.rights)\
            \(inputs.contact)\(inputs.until)<div class="form-acts"><button class="btn main">\(Words.save(language))</button></div></form>
            """)
    }

    private var actions: [HTML] {
        guard colleague.isManaged else { return [] }
        return acts.map { act, label, question, text in
            let isHard = act == .deactivate || act == .remove
            let asked = question.map { Confirmation($0(language), text(language), yes: label(language)) }
            return postButton(
                label(language), to: "\(path)/\(act.rawValue)", act == .activate ? .main : isHard ? .danger : .normal,
                confirm: asked)
        }
    }

    /// The buttons that the state has, with what is asked first.
    private var acts: [(ColleagueAct, Phrase, Phrase?, Phrase)] {
        let (name, email) = (colleague.name, colleague.address)
        var acts: [(ColleagueAct, Phrase, Phrase?, Phrase)] = []
        let remove: (ColleagueAct, Phrase, Phrase?, Phrase) = (
            .remove, Phrase(fr: "Supprimer", en: "Remove"),
            Phrase(fr: "Supprimer l’accès de \(name) ?", en: "Remove \(name)’s access?"),
            Phrase(
                fr: "L’accès et ses services sont retirés. Vous pourrez l’ajouter de nouveau.",
                en: "The access and its services are taken away. You can add the person again.")
        )
        let deactivate: (ColleagueAct, Phrase, Phrase?, Phrase) = (
            .deactivate, Phrase(fr: "Désactiver", en: "Deactivate"),
            Phrase(fr: "Désactiver l’accès de \(name) ?", en: "Deactivate \(name)’s access?"),
            Phrase(
                fr: "Ses connexions sont fermées tout de suite. Vous pourrez le réactiver.",
                en: "The sessions end at once. You can activate it again.")
        )
        switch colleague.state {
        case .inactive:
            acts.append(
                (
                    .activate, Phrase(fr: "Activer", en: "Activate"),
                    Phrase(fr: "Activer le compte de \(name) ?", en: "Activate \(name)’s account?"),
                    Phrase(
                        fr: "L’e-mail d’activation part à \(email), avec un lien pour choisir le mot de passe.",
                        en: "The activation mail goes to \(email), with a link to choose the password.")
                ))
        case .awaiting:
            acts.append(
                (.resend, Phrase(fr: "Renvoyer l’e-mail", en: "Send the mail again"), nil, Phrase(same: "")))
            acts.append(deactivate)
        case .active: acts.append(deactivate)
        case .deactivated:
            if !colleague.isVetoed {
                acts.append((.reactivate, Phrase(fr: "Réactiver", en: "Activate again"), nil, Phrase(same: "")))
            }
        }
        if colleague.access.addedBy != nil, !colleague.isVetoed { acts.append(remove) }
        return acts
    }
}
