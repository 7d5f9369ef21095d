import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/portals/:portal/types/:type`: the grid of a user type's rights.
enum UserTypeGrid {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await UserTypeDesk.open(app, context)
        return page(
            app, context, desk, desk.grants, isWizard: request.query.has("wizard"),
            note: Done.note(request, context.language))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await UserTypeDesk.open(app, context)
        guard let version = form.version else { throw Refusal.unreadable }
        // Back from the review, with what was not saved.
        if form.has("draft") {
            guard let draft = UserTypeDocument(text: form.raw("draft")) else { throw Refusal.unreadable }
            return page(app, context, desk, draft.granted, version: version)
        }
        let posted = GridForm(form, desk)
        guard posted.problems.isEmpty else {
            let summary = summary(posted.problems, context.language)
            return page(
                app, context, desk, posted.grants, version: version, note: summary, status: .unprocessableContent)
        }
        var document = desk.document
        document.grants = desk.settled(posted.grants).mapValues(GrantDocument.init)
        let next = form.has("next") ? desk.path.fields("") + "?next=1" : desk.path.grid
        return try await RightsReview(desk: desk, document: document, version: version, next: next).save(app, context)
    }

    static func page(
        _ app: App, _ context: OfficeContext, _ desk: UserTypeDesk, _ grants: [String: Grant], isWizard: Bool = false,
        version: Int64? = nil, note: HTML = .empty, status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let table = GridTable(desk: desk, grants: grants, language: language)
        let save = Phrase(fr: "Examiner et enregistrer", en: "Review and save")(language)
        let next = Phrase(fr: "Enregistrer, puis les champs", en: "Save, then the fields")(language)
        let content: HTML = """
            \(head(desk, language).html(language))\(note)<form class="stack" method="post" action="\(desk.path.grid)" novalidate data-guard>\
            <button class="sr" tabindex="-1" aria-hidden="true">\(save)</button>\(DefinitionForm.version(version ?? desk.type.version))\(table.html)\
            <div class="savebar">\(unsavedCount(language))<a class="btn quiet" href="\(desk.path.grid)">\(Words.cancel(language))</a>\
            \(button(next, isMain: isWizard, name: "next"))\(button(save, isMain: !isWizard, name: nil))</div>\(legend(desk, language))</form>
            """
        return officePage(app, context, desk.type.name(language), current: "portals", status: status, content)
    }

    private static func summary(_ problems: [GridProblem], _ language: Language) -> HTML {
        errorSummary(
            problems.map { (field: $0.field, label: $0.module.many(language), message: $0.message(language)) }, language
        )
    }

    private static func button(_ label: String, isMain: Bool, name: String?) -> HTML {
        let classes: HTML = isMain ? "btn main" : "btn"
        return "<button class=\"\(classes)\"\(name.map { " name=\"\($0)\" value=\"1\"" as HTML })>\(label)</button>"
    }

    private static func head(_ desk: UserTypeDesk, _ language: Language) -> PageHead {
        let people = Phrase(
            fr: desk.people == 0 ? "Personne pour l’instant" : "\(desk.people) personne\(desk.people > 1 ? "s" : "")",
            en: desk.people == 0 ? "Nobody yet" : "\(desk.people) \(desk.people > 1 ? "people" : "person")")(language)
        let main = Phrase(
            fr: "module principal : \(desk.main?.many.fr ?? "")", en: "main module: \(desk.main?.many.en ?? "")")(
                language)
        return PageHead(
            desk.type.name(language), crumbs: desk.crumbs(nil, language), sub: HTML.text("\(people) · \(main)"),
            actions: [
                buttonLink(Phrase(fr: "Supprimer", en: "Delete")(language), desk.path.grid + "/delete", .danger),
                postButton(Phrase(fr: "Aperçu", en: "Preview")(language), to: desk.path.grid + "/preview"),
                buttonLink(Phrase(fr: "Copier", en: "Copy")(language), desk.path.grid + "/copy", .quiet),
                buttonLink(Words.edit(language), desk.path.grid + "/edit"),
            ])
    }

    private static func legend(_ desk: UserTypeDesk, _ language: Language) -> HTML {
        let known = Set(desk.related.map(\.module.key))
        let others = desk.catalog.staffModules.filter { !known.contains($0.key) }.map { $0.many(language) }
        let words = Phrase(
            fr:
                "Sans Afficher, rien d’autre ne compte. Modifier distingue les fiches que la personne a écrites, celles de ses collègues et celles de l’équipe. Supprimer met à la corbeille ses propres fiches, et celles de ses collègues si elle peut les modifier. Les brouillons et les états internes restent masqués tant que leur état n’est pas coché. Un module public se lit seulement.",
            en:
                "Without Show nothing else counts. Edit tells apart records that the person wrote, those of colleagues and those of staff. Delete moves the person’s own records to the bin, and those of colleagues where these may be edited. Drafts and internal states stay hidden until their state is ticked. A public module is read only."
        )(language)
        let unrelated = Phrase(
            fr:
                "Sans lien avec ces personnes : \(others.joined(separator: ", ")). Ajoutez-leur un champ de recherche, ou rendez-les publics.",
            en:
                "Not linked to these people: \(others.joined(separator: ", ")). Add a look-up to them, or make them public."
        )(language)
        return "<p class=\"soft\">\(words)</p>\("<p class=\"soft\">\(unrelated)</p>", if: !others.isEmpty)"
    }
}
