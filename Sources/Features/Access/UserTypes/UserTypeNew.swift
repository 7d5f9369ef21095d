import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/portals/:portal/types/new`: a name, the module of these people, and rights to begin with.
enum UserTypeNew {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        page(
            app, context, try await portal(app, context), UserTypeDraft(), note: Done.note(request, context.language))
    }

    private static func portal(_ app: App, _ context: OfficeContext) async throws -> Portal {
        guard let id = context.parameters.get("portal").flatMap({ RecordID(text: $0) }),
            let portal = try await app.database.read({ try Portals($0).find(id) })
        else { throw Refusal.notFound }
        return portal
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let draft = UserTypeDraft(try await request.form())
        let portal = try await portal(app, context)
        let document = draft.document(app.catalog)
        let made = try await UserTypeDesk.change(app, context) { change in
            let isFirst = try Portals(change.connection).userTypes(of: portal.id).isEmpty
            let id = try change.create(document, in: portal.id)
            // What the first type of a portal is to see is opened with it.
            if isFirst { try change.open(Set(document.granted.keys), in: portal.id) }
            return id
        }
        switch made {
        case .success(let id):
            let path = UserTypePath(portal: portal.id, type: id).grid
            return .seeOther("\(path)?wizard=1&done=\(Done.userTypeCreated.rawValue)")
        case .failure(let refusal): return page(app, context, portal, draft, refusal)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ portal: Portal, _ draft: UserTypeDraft,
        _ refusal: UserTypeRefusal? = nil, note: HTML = .empty
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Nouveau type d’utilisateur", en: "New user type")(language)
        let path = UserTypePath.list(portal.id)
        let head = PageHead(
            title,
            crumbs: [
                .init(portal.name, PortalDesk.path(portal.id)),
                .init(UserTypeList.title(language), path),
                .init(title),
            ])
        let submit = Phrase(fr: "Créer le type", en: "Create the type")(language)
        let content: HTML = """
            \(head.html(language))\(note)\(draft.summary(refusal, language))<div class="panel"><form class="form body" method="post" action="\(path)/new" novalidate>\
            \(draft.inputs(refusal?.problems ?? [:], app.catalog, language))\(draft.presets(language))\(DefinitionForm.buttons(submit, cancel: path, language))</form></div>
            """
        return officePage(
            app, context, title, current: "portals", status: refusal == nil ? .ok : .unprocessableContent, content)
    }
}

/// A user type's name and module as the form has them, and the rights that a new one begins with.
struct UserTypeDraft: Sendable {
    var name = DefinitionForm.Name()
    var main = "contacts"
    var preset = Preset.customer
    var quota = QuotaForm(nil)
    var allowsOwnDomains = false
    var delegates = false

    init() {}
    init(_ form: Form) {
        name = .init(form, "name")
        main = form["main"]
        preset = Preset(rawValue: form["preset"]) ?? .nothing
        quota = QuotaForm(form)
        allowsOwnDomains = form.all(UserTypeDraft.own).last == "1"
        delegates = form.all("delegates").last == "1"
    }
    init(_ type: UserType) {
        name = .init(type.name)
        main = type.mainModule
        quota = QuotaForm(type.quota)
        allowsOwnDomains = type.allowsOwnDomains
        delegates = type.delegates
    }

    private static let own = "own_domains"

    static let labels: [(String, Phrase)] = [
        ("name", Phrase(fr: "Nom du type", en: "Name of the type")),
        ("main", Phrase(fr: "Module principal", en: "Main module")), (QuotaForm.name, QuotaForm.label),
        (own, ownLabel),
    ]
    private static let ownLabel = Phrase(
        fr: "Accepter les adresses de nos domaines", en: "Accept addresses of our own domains")

    func document(_ catalog: Catalog) -> UserTypeDocument {
        UserTypeDocument(key: "", name: name.phrase, mainModule: main, grants: preset.grants(catalog, main: main))
    }

    /// Whoever gets an access needs an address to be written to.
    static func mains(_ catalog: Catalog) -> [Module] {
        catalog.staffModules.filter { $0.emailField != nil }
    }

    func summary(_ refusal: UserTypeRefusal?, _ language: Language) -> HTML {
        let problems = refusal?.problems ?? [:]
        let lines = UserTypeDraft.labels.compactMap { key, label in
            problems[key].map {
                (field: key == "name" ? "name_fr" : key, label: label(language), message: $0.message(language))
            }
        }
        return errorSummary(lines, language)
    }

    func inputs(_ problems: [String: FieldProblem], _ catalog: Catalog, _ language: Language) -> HTML {
        let naming = name.inputs(
            "name", UserTypeDraft.labels[0].1, problems["name"],
            hint: Phrase(fr: "Clients, Revendeurs, Parents d’élèves", en: "Customers, Resellers, Parents")(language),
            language)
        let module = Input(
            "main", UserTypeDraft.labels[1].1(language),
            .choice(UserTypeDraft.mains(catalog).map { ($0.key, $0.many(language)) }, emptyLabel: nil), value: main,
            hint: Phrase(
                fr:
                    "Ces personnes sont des fiches de ce module ; ce qui pointe vers leur fiche ou leur société peut leur être montré.",
                en:
                    "These people are records of this module; what points to their record or their company can be shown to them."
            )(
                language), error: problems["main"]?.message(language))
        return "\(naming)\(module.html(language))"
    }

    /// How many may have the type, and whether colleagues may.
    func rules(_ desk: UserTypeDesk, _ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let seats: HTML =
            "\(quota.input(used: desk.seats, problems[QuotaForm.name], language))\(delegation(language))"
        guard !desk.isFirst || problems[UserTypeDraft.own] != nil else {
            let words = Phrase(
                fr: "Ce type est réservé aux clients : les adresses de vos domaines y sont refusées, sauf exception.",
                en: "This type is for customers only: addresses of your own domains are refused, but for exceptions.")
            return "\(seats)<p class=\"hint\">\(words(language)) \(UserTypeDraft.domains(language))</p>"
        }
        let hint = Phrase(
            fr: "Pour un type destiné à vos collègues ou à des partenaires qui ont une adresse chez vous.",
            en: "For a type meant for your colleagues, or partners with an address of yours.")
        let box = Input(
            UserTypeDraft.own, UserTypeDraft.ownLabel(language), .checkbox, value: allowsOwnDomains ? "1" : "0",
            hint: hint(language), error: problems[UserTypeDraft.own]?.message(language))
        return "\(seats)\(box.html(language))<p class=\"hint\">\(UserTypeDraft.domains(language))</p>"
    }

    private func delegation(_ language: Language) -> HTML {
        guard main == "contacts" else { return .empty }
        let hint = Phrase(
            fr:
                "La première personne d’un tiers en devient l’administrateur : elle ajoute ses collègues, leur donne au plus ses propres droits et leur affecte des services. Vous voyez chaque accès et pouvez le désactiver.",
            en:
                "The first person of an account administers it: adds colleagues, gives them at most their own rights and assigns services. You see every access and can deactivate it."
        )
        return DefinitionForm.check(
            "delegates", Phrase(fr: "Les clients gèrent leurs utilisateurs", en: "Customers manage their users"),
            delegates, hint: hint, language)
    }

    private static func domains(_ language: Language) -> HTML {
        "<a href=\"\(DomainPage.path)\">\(DomainPage.title(language))</a>"
    }

    func presets(_ language: Language) -> HTML {
        let rows: [HTML] = Preset.allCases.map { preset in
            """
            <label class="check"><input type="radio" name="preset" value="\(preset.rawValue)"\(" checked", if: preset == self.preset)> \
            <span>\(preset.name(language))<small>\(preset.use(language))</small></span></label>
            """
        }
        let title = Phrase(fr: "Droits de départ", en: "Rights to begin with")(language)
        return "<fieldset class=\"group\"><legend>\(title)</legend><div class=\"checks\">\(rows)</div></fieldset>"
    }
}
