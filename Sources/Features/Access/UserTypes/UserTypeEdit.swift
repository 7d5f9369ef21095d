import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `…/types/:type/edit`: another name, another main module while nobody has the type, and who may get it.
enum UserTypeEdit {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await UserTypeDesk.open(app, context)
        return page(app, context, desk, UserTypeDraft(desk.type))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await UserTypeDesk.open(app, context)
        guard let version = form.version else { throw Refusal.unreadable }
        let draft = UserTypeDraft(form)
        var document = desk.document
        (document.name, document.mainModule) = (draft.name.phrase, draft.main)
        (document.quota, document.allowsOwnDomains) = (draft.quota.number, draft.allowsOwnDomains ? true : nil)
        document.delegates = draft.delegates ? true : nil
        let (wanted, id) = (document, desk.type.id)
        if let problem = draft.quota.problem {
            let refusal = UserTypeRefusal.problems([QuotaForm.name: problem])
            return page(app, context, desk, draft, refusal, status: .unprocessableContent)
        }
        switch try await UserTypeDesk.change(app, context, { try $0.save(wanted, of: id, version: version) }) {
        case .success: return .seeOther(desk.path.grid + "?done=\(Done.saved.rawValue)")
        case .failure(let refusal):
            guard case .stale = refusal else {
                return page(app, context, desk, draft, refusal, status: .unprocessableContent)
            }
            // What the other one saved is shown, so that it is not written over unseen.
            let desk = try await UserTypeDesk.open(app, context)
            return page(app, context, desk, UserTypeDraft(desk.type), refusal, status: .conflict)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: UserTypeDesk, _ draft: UserTypeDraft,
        _ refusal: UserTypeRefusal? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let title = Words.edit(language)
        let head = PageHead(title, crumbs: desk.crumbs(title, language))
        let content: HTML = """
            \(head.html(language))\(refusal?.note(context.formats))\(draft.summary(refusal, language))<div class="panel"><form class="form body" method="post" action="\(desk.path.grid)/edit" novalidate data-guard>\
            \(DefinitionForm.version(desk.type.version))\(draft.inputs(refusal?.problems ?? [:], app.catalog, language))\
            \(draft.rules(desk, refusal?.problems ?? [:], language))\(DefinitionForm.buttons(Words.save(language), cancel: desk.path.grid, language))</form></div>
            """
        return officePage(app, context, title, current: "portals", status: status, content)
    }
}

/// `…/types/:type/copy`: the same rights under another name, in this portal or another.
enum UserTypeCopy {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await UserTypeDesk.open(app, context)
        var draft = UserTypeDraft(desk.type)
        draft.name = .init(
            fr: desk.type.name.fr + " (copie)", en: desk.type.name.en + " (copy)")
        return try await page(app, context, desk, draft, desk.portal.id)
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await UserTypeDesk.open(app, context)
        let draft = UserTypeDraft(form)
        guard let portal = form.id("portal") else { throw Refusal.unreadable }
        guard try await app.database.read({ try Portals($0).find(portal) }) != nil else { throw Refusal.notFound }
        var document = desk.document
        (document.key, document.name) = ("", draft.name.phrase)
        let wanted = document
        switch try await UserTypeDesk.change(app, context, { try $0.create(wanted, in: portal) }) {
        case .success(let id):
            return .seeOther(
                UserTypePath(portal: portal, type: id).grid + "?done=\(Done.userTypeCreated.rawValue)")
        case .failure(let refusal): return try await page(app, context, desk, draft, portal, refusal)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: UserTypeDesk, _ draft: UserTypeDraft, _ portal: RecordID,
        _ refusal: UserTypeRefusal? = nil
    ) async throws -> Response {
        let language = context.language
        let portals = try await app.database.read { try Portals($0).all() }
        let title = Phrase(fr: "Copier « \(desk.type.name.fr) »", en: "Copy “\(desk.type.name.en)”")(language)
        let head = PageHead(
            title, crumbs: desk.crumbs(Phrase(fr: "Copier", en: "Copy")(language), language),
            sub: HTML.text(
                Phrase(
                    fr: "Tous les droits sont repris ; personne n’est déplacé.",
                    en: "All rights are taken over; nobody is moved.")(language)))
        let name = draft.name.inputs("name", UserTypeDraft.labels[0].1, refusal?.problems["name"], language)
        let choice = Input(
            "portal", Phrase(fr: "Portail", en: "Portal")(language),
            .choice(portals.map { ($0.id.text, $0.name) }, emptyLabel: nil),
            value: portal.text)
        let submit = Phrase(fr: "Copier le type", en: "Copy the type")(language)
        let content: HTML = """
            \(head.html(language))\(draft.summary(refusal, language))<div class="panel"><form class="form body" method="post" action="\(desk.path.grid)/copy" novalidate>\
            \(name)\(choice.html(language))\(DefinitionForm.buttons(submit, cancel: desk.path.grid, language))</form></div>
            """
        return officePage(
            app, context, title, current: "portals", status: refusal == nil ? .ok : .unprocessableContent, content)
    }
}

/// `…/types/:type/delete`: a type that nobody has, or whose people get another type first (*Transférer et supprimer*).
enum UserTypeDelete {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, try await UserTypeDesk.open(app, context))
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await UserTypeDesk.open(app, context)
        let form = try await request.form()
        let (id, other, catalog, viewer, now) = (
            desk.type.id, form.id("to"), app.catalog, context.viewer, app.clock.now
        )
        if let other, desk.people > 0, form[TransferReview.agreed] != "1", try await isChoice(other, desk, app) {
            return try await review(app, context, desk, other)
        }
        let deleted = try await UserTypeDesk.change(app, context) { change in
            let records = Records(change.connection, catalog)
            let moved = try UserTypeDelete.movable(id, to: other, viewer, records)
            try change.delete(id, movingPeopleTo: other)
            let mails = OtherPortalMails(app: app, records: records, staff: viewer, isBulk: true, now: now)
            if let other, try Portals(change.connection).userType(other)?.portal != desk.portal.id {
                for access in moved { try mails.tell(access.id) }
            }
        }
        app.mailBell.ring()
        switch deleted {
        case .success: return .seeOther(UserTypePath.list(desk.portal.id) + "?done=\(Done.userTypeDeleted.rawValue)")
        case .failure(let refusal): return try await page(app, context, desk, refusal)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: UserTypeDesk, _ refusal: UserTypeRefusal? = nil
    ) async throws -> Response {
        let language = context.language
        let name = desk.type.name
        let title = Phrase(fr: "Supprimer « \(name.fr) » ?", en: "Delete “\(name.en)”?")(language)
        let head = PageHead(title, crumbs: desk.crumbs(Phrase(fr: "Supprimer", en: "Delete")(language), language))
        let body = desk.people > 0 ? try await transfer(app, desk, refusal, context.formats) : question(desk, language)
        let status: HTTPResponse.Status =
            refusal == nil ? .ok : refusal?.problems.isEmpty == false ? .unprocessableContent : .conflict
        return officePage(
            app, context, title, current: "portals", status: status,
            "\(head.html(language))<div class=\"stack measure\">\(body)</div>")
    }

    private static func isChoice(_ other: RecordID, _ desk: UserTypeDesk, _ app: App) async throws -> Bool {
        try await InviteSelection.types(app).contains {
            $0.type.id == other && other != desk.type.id && $0.type.mainModule == desk.type.mainModule
        }
    }

    /// The accesses that get the other type; refused as a whole while one of them may not.
    private static func movable(_ id: RecordID, to other: RecordID?, _ viewer: Viewer, _ records: Records) throws
        -> [Access]
    {
        let accesses = try Accesses(records.connection).of(type: id)
        guard let type = try other.flatMap({ try Portals(records.connection).userType($0) }) else { return accesses }
        let obstacles = try TransferCheck(records: records, viewer: viewer, type: type).obstacles(accesses)
        guard let first = accesses.compactMap({ obstacles[$0.id] }).first, first != .otherModule else {
            return accesses
        }
        let (count, why) = (obstacles.count, first.reason)
        throw UserTypeRefusal.problems([
            "to": FieldProblem(
                fr:
                    "\(count) accès ne \(count > 1 ? "peuvent" : "peut") pas avoir ce type (\(why.fr)). Réglez d’abord ce qui s’y oppose, ou supprimez l’accès.",
                en:
                    "\(count) access\(count > 1 ? "es" : "") cannot have this type (\(why.en)). Settle that first, or remove the access."
            )
        ])
    }

    /// What it means for its people, before anything happens.
    private static func review(_ app: App, _ context: OfficeContext, _ desk: UserTypeDesk, _ other: RecordID)
        async throws -> Response
    {
        let (id, language) = (desk.type.id, context.language)
        let ids = try await app.database.read { try Accesses($0).of(type: id).map(\.id) }
        let review = try await TransferReview.read(app, context, ids, to: other)
        let title = Phrase(
            fr: "Transférer, puis supprimer « \(desk.type.name.fr) » ?",
            en: "Transfer, then delete “\(desk.type.name.en)”?")
        let head = PageHead(
            title(language), crumbs: desk.crumbs(Phrase(fr: "Supprimer", en: "Delete")(language), language),
            sub: HTML.text("\(review.type.name(language)) · \(review.portal.name)"))
        let yes = Phrase(fr: "Transférer et supprimer", en: "Transfer and delete")(language)
        let button: HTML = review.refused.isEmpty ? "<button class=\"btn bad\">\(yes)</button>" : .empty
        let content: HTML = """
            \(head.html(language))<div class="stack measure">\(review.html(context.formats))<form class="form-acts" method="post" action="\(desk.path.grid)/delete">\
            <input type="hidden" name="to" value="\(other.text)"><input type="hidden" name="\(TransferReview.agreed)" value="1">\(button)\
            <a class="btn quiet" href="\(desk.path.grid)/delete">\(Words.cancel(language))</a></form></div>
            """
        return officePage(app, context, title(language), current: "portals", content)
    }

    private static func question(_ desk: UserTypeDesk, _ language: Language) -> HTML {
        let words = Phrase(
            fr: "Personne n’a ce type. Ses droits disparaissent avec lui.",
            en: "Nobody has this type. Its rights go with it.")(language)
        let yes = Phrase(fr: "Supprimer le type", en: "Delete the type")(language)
        return """
            <section class="panel"><div class="body"><p>\(words)</p><form class="form-acts" method="post" action="\(desk.path.grid)/delete">\
            <button class="btn bad">\(yes)</button><a class="btn quiet" href="\(desk.path.grid)">\(Words.cancel(language))</a></form></div></section>
            """
    }

    /// Its people go to another type of the same main module, then it is deleted, all at once.
    private static func transfer(_ app: App, _ desk: UserTypeDesk, _ refusal: UserTypeRefusal?, _ formats: Formats)
        async throws -> HTML
    {
        let language = formats.language
        let others = try await InviteSelection.types(app).filter {
            $0.type.id != desk.type.id && $0.type.mainModule == desk.type.mainModule
        }
        let note = (refusal?.problems.isEmpty == false ? nil : refusal)?.note(formats) ?? .empty
        guard !others.isEmpty else { return UserTypeRefusal.inUse(people: desk.people).note(formats) }
        let count = formats.number(Int64(desk.people))
        let words =
            desk.people == 1
            ? Phrase(
                fr: "1 personne a ce type. Quel type prend-elle ?", en: "1 person has this type. Which type instead?")
            : Phrase(
                fr: "\(count) personnes ont ce type. Quel type prennent-elles ?",
                en: "\(count) people have this type. Which type instead?")
        let after = Phrase(
            fr: "Leurs droits changent dès la page suivante, puis le type est supprimé.",
            en: "Their rights change from the next page on, then the type is deleted.")
        let choice = Input(
            "to", AccountForm.typeLabel(language),
            .choice(
                others.map { ($0.type.id.text, "\($0.type.name(language)) · \($0.portal.name)") },
                emptyLabel: Phrase(fr: "Choisir un type", en: "Choose a type")(language)),
            hint: after(language), error: refusal?.problems["to"]?.message(language), required: true)
        let yes = Phrase(fr: "Transférer et supprimer", en: "Transfer and delete")(language)
        return """
            \(note)<section class="panel"><form class="form body" method="post" action="\(desk.path.grid)/delete" novalidate><p>\(words(language))</p>\(choice.html(language))\
            <div class="form-acts"><button class="btn bad">\(yes)</button><a class="btn quiet" href="\(desk.path.grid)">\(Words.cancel(language))</a></div></form></section>
            """
    }
}
