import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// A portal's name, colour, and the modules that are open to people outside at all: the first of the two gates.
enum PortalSettings {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        return page(
            app, context, desk, PortalDraft(desk.portal, desk.addresses),
            note: Done.note(request, context.language))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await PortalDesk.open(app, context)
        var draft = PortalDraft(form, app.catalog)
        if !form.has("slug") { draft.slug = desk.portal.slug }
        guard let version = form.version else { throw Refusal.unreadable }
        if !form.has("confirmed"), draft.problems.isEmpty, version == desk.portal.version {
            let review = OpeningReview(desk: desk, form: form, openAfter: draft.openModules)
            if let page = try await review.page(app, context) { return page }
        }
        let (wanted, id, tells) = (draft, desk.portal.id, form.all("tell").last == "1")
        let saved = try await PortalDesk.change(app, context) { connection, change in
            guard wanted.problems.isEmpty else { throw PortalRefusal.problems(wanted.problems) }
            try wanted.addresses.save(id, connection)
            let moved = try change.save(
                wanted.document, of: id, version: version, detail: ["requests": wanted.addresses.requests])
            if moved, tells { try NewAddressMails(app: app, connection: connection).tell(id, at: change.now) }
        }
        switch saved {
        case .success:
            app.mailBell.ring()
            return .seeOther("\(desk.path)?done=\(Done.portalSaved.rawValue)")
        case .failure(.problems(let problems)):
            return page(app, context, desk, draft, problems: problems, status: .unprocessableContent)
        case .failure(let refusal):
            // What somebody else saved is shown, and nothing of it is written over unseen.
            let desk = try await PortalDesk.open(app, context)
            let now = PortalDraft(desk.portal, desk.addresses)
            return page(app, context, desk, now, note: refusal.note(context.language), status: .conflict)
        }
    }
}

extension PortalSettings {
    static func page(
        _ app: App, _ context: OfficeContext, _ desk: PortalDesk, _ draft: PortalDraft,
        problems: [String: FieldProblem] = [:],
        note: HTML = .empty, status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let content: HTML = """
            \(head(app, desk, language).html(language))\(note)\(archivedNote(desk, language))\(summary(problems, language))\
            <form class="form" method="post" action="\(desk.path)" novalidate data-guard>\(DefinitionForm.version(desk.portal.version))\(look(draft, problems, language))\(place(app, desk, draft, problems, language))\
            \(requests(draft, problems, language))\(seats(desk, draft, problems, language))\(modules(draft, app, language))\
            <div class="form-acts"><button class="btn main">\(Words.save(language))</button>\(unsavedCount(language))</div></form>\
            <div class="stack pictures measure">\(pictures(desk, problems, language))</div>
            """
        return officePage(app, context, desk.portal.name, current: "portals", status: status, content)
    }

    private static func pictures(_ desk: PortalDesk, _ problems: [String: FieldProblem], _ language: Language)
        -> [HTML]
    {
        PortalImage.Kind.allCases.map {
            PortalPicturePanel(desk: desk, kind: $0, problem: problems[$0.rawValue], language: language).html
        }
    }

    private static func head(_ app: App, _ desk: PortalDesk, _ language: Language) -> PageHead {
        let portal = desk.portal
        let address = "\(app.site.baseAddress)/p/\(portal.slug)"
        var actions = [
            buttonLink(Phrase(fr: "Inscriptions", en: "Sign-up")(language), SignUpSettings.path(portal.id)),
            buttonLink(Phrase(fr: "Confidentialité", en: "Privacy")(language), PolicyEdit.path(portal.id)),
            buttonLink(WebTabList.title(language), WebTabList.path(portal.id)),
            buttonLink(TemplateList.title(language), "/admin/templates?portal=" + portal.id.text),
            buttonLink(UserTypeList.title(language), UserTypePath.list(portal.id)),
        ]
        if !desk.isFirst {
            let word = portal.isArchived ? Phrase(fr: "Supprimer", en: "Delete") : Phrase(fr: "Archiver", en: "Archive")
            actions.insert(buttonLink(word(language), desk.path + "/close", .danger), at: 0)
        }
        return PageHead(
            portal.name, crumbs: [.init(PortalDesk.title(language), "/admin/portals"), .init(portal.name)],
            chip: desk.isFirst ? nil : PortalDesk.stateChip(portal, language),
            sub: "<a href=\"\(address)\">\(address)</a>",
            actions: actions)
    }

    private static func archivedNote(_ desk: PortalDesk, _ language: Language) -> HTML {
        guard desk.portal.isArchived else { return .empty }
        let words = Phrase(
            fr: "Ce portail est archivé : personne n’y entre.", en: "This portal is archived: nobody comes in.")
        let open = postButton(Phrase(fr: "Rouvrir", en: "Open again")(language), to: desk.path + "/restore")
        return "<div class=\"note warn\"><p>\(words(language))</p><div class=\"acts\">\(open)</div></div>"
    }

    /// Where the portal is, and who is told when it moves.
    private static func place(
        _ app: App, _ desk: PortalDesk, _ draft: PortalDraft, _ problems: [String: FieldProblem], _ language: Language
    ) -> HTML {
        let hint = Phrase(
            fr:
                "\(app.site.baseAddress)/p/… L’ancienne adresse mènera toujours à la nouvelle ; chacun se reconnecte une fois.",
            en:
                "\(app.site.baseAddress)/p/… The old address will always lead to the new one; everybody signs in again once."
        )
        let slug = Input(
            "slug", PortalDraft.slugLabel(language), value: draft.slug, hint: hint(language),
            error: problems["slug"]?.message(language), required: true)
        let tell = DefinitionForm.check(
            "tell",
            Phrase(
                fr: "Si l’adresse change, prévenir les utilisateurs par e-mail",
                en: "When the address changes, tell users by e-mail"),
            true,
            hint: Phrase(
                fr: "\(desk.audience) personne\(desk.audience < 2 ? "" : "s") pour l’instant.",
                en: "\(desk.audience) \(desk.audience == 1 ? "person" : "people") for now."), language)
        let welcome = draft.welcome.inputs(
            "welcome", welcomeLabel, problems["welcome_fr"],
            isRequired: false, language)
        return bodyPanel(
            Phrase(fr: "Adresse et accueil", en: "Address and welcome")(language), id: "place-t",
            "<div class=\"form\">\(slug.html(language))\(tell)\(welcome)\(ownLanguage(draft, language))</div>")
    }

    private static func ownLanguage(_ draft: PortalDraft, _ language: Language) -> HTML {
        let label = Phrase(fr: "Langue du portail", en: "Language of the portal")
        let hint = Phrase(
            fr:
                "Pour les personnes dont on ne connaît pas la langue : la leur, celle de la fiche et celle du tiers passent avant.",
            en: "For people whose language is not known: their own, the record’s and the account’s come first.")
        return Input(
            "portal_language", label(language),
            .choice(Language.allCases.map { ($0.rawValue, $0.name) }, emptyLabel: nil),
            value: draft.language.rawValue, hint: hint(language)
        ).html(language)
    }

    static let accentLabel = Phrase(fr: "Couleur", en: "Colour")
    private static let welcomeLabel = Phrase(fr: "Texte de la page de connexion", en: "Text of the sign-in page")
    static let postalLabel = Phrase(fr: "Adresse postale de la société", en: "Postal address of the company")
    static let requestsLabel = Phrase(fr: "Adresse pour les demandes", en: "Address for requests")

    private static func summary(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let labels = [
            ("name", PortalDraft.nameLabel), ("slug", PortalDraft.slugLabel), ("accent", accentLabel),
            ("postal_address", postalLabel),
            ("welcome_fr", welcomeLabel), (QuotaForm.name, QuotaForm.label),
            ("invitation_days", PortalAccessRules.daysLabel), ("idle_days", PortalAccessRules.idleLabel),
            ("requests_address", requestsLabel),
            ("logo", Phrase(fr: "Logo", en: "Logo")), ("icon", Phrase(fr: "Icône de l’onglet", en: "Icon of the tab")),
        ]
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(language), $0.message(language)) } },
            language)
    }
}
