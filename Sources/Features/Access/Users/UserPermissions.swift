import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// The Permissions tab: the nine rights of *Portail client*, and whether the portal lets each of them count.
enum UserPermissions {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (profile, grants) = try await load(app, context)
        return page(
            app, context, profile, grants, chosen: profile.access.permissions,
            note: Done.note(request, context.language))
    }

    /// *Tout* and *Aucun* are buttons of the same form: without scripts they save at once.
    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let (profile, grants) = try await load(app, context)
        let chosen = try permissions(form)
        do {
            try await save(app, profile.access.id, context.viewer, chosen, version: form.version)
        } catch is StaleForm {
            let (current, _) = try await load(app, context)
            let words = note(.warn, HTML.text(StaleForm.words(context.language)))
            return page(app, context, current, grants, chosen: chosen, note: words, status: .conflict)
        }
        return .seeOther("\(profile.path)/permissions?done=\(Done.permissionsSaved.rawValue)")
    }

    /// A word that is no right is refused by name: left out, it would take away rights that somebody meant to give.
    private static func permissions(_ form: Form) throws -> Permissions {
        switch form["check"] {
        case "all": return .all
        case "none": return .none
        case "":
            return Permissions(
                try form.all("right").map { name in
                    guard let right = Permission(rawValue: name) else { throw unknown(name) }
                    return right
                })
        case let other: throw unknown(other)
        }
    }

    private static func unknown(_ name: String) -> Refusal {
        let name = shortened(name, to: 60)
        return Refusal(
            .unprocessableContent, title: Phrase(fr: "Droit inconnu", en: "Unknown right"),
            explanation: Phrase(
                fr: "« \(name) » n’est pas un droit. Rien n’a été enregistré ; rouvrez la page et recommencez.",
                en: "“\(name)” is not a right. Nothing was saved; open the page again and retry."))
    }

    private static func save(_ app: App, _ id: RecordID, _ viewer: Viewer, _ chosen: Permissions, version: Int64?)
        async throws
    {
        let detail: @Sendable (AccessProfile) -> [String: String] = { profile in
            ["before": names(profile.access.permissions), "after": names(chosen)]
        }
        try await app.change(id, by: viewer, "access.permissions_changed", detail: detail) { connection, profile in
            guard profile.access.version == version else { throw StaleForm() }
            try Accesses(connection).setPermissions(chosen, of: id)
        }
    }

    private static func names(_ permissions: Permissions) -> String {
        permissions.list.map(\.rawValue).joined(separator: ",")
    }

    private static func load(_ app: App, _ context: OfficeContext) async throws -> (AccessProfile, [String: Grant]) {
        let (id, viewer) = (try context.id(), context.viewer)
        return try await app.records { records in
            let profile = try AccessProfile.find(id, viewer, records)
            return (profile, try Portals(records.connection).grants(of: profile.userType.id))
        }
    }
}

extension UserPermissions {
    private static func page(
        _ app: App, _ context: OfficeContext, _ profile: AccessProfile, _ grants: [String: Grant], chosen: Permissions,
        note: HTML = .empty,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let rows = Permission.allCases.map { right in
            row(
                right, isChosen: chosen.contains(right), gate: Gate(right, profile.portal, grants, app.catalog), context
            )
        }
        let warning = Phrase(
            fr:
                "Attention, seules les permissions en rapport avec les modules activés sont prises en compte\u{A0}: un droit compte si son module est ouvert aux utilisateurs externes et si la permission est accordée ici.",
            en:
                "Only the permissions that concern open modules count: a right counts when its module is open to external users and the permission is granted here."
        )
        let content: HTML = """
            \(Web.note(.info, HTML.text(warning(language))))<form class="stack" method="post" action="\(profile.path)/permissions">\
            <input type="hidden" name="version" value="\(profile.access.version)">\(grid(rows, chosen, profile, language))\
            <div class="form-acts"><button class="btn main">\(Words.save(language))</button></div></form>
            """
        return UserFrame(app: app, context: context, profile: profile).page(
            .permissions, note: note, status: status, content)
    }

    private static func grid(_ rows: [HTML], _ chosen: Permissions, _ profile: AccessProfile, _ language: Language)
        -> HTML
    {
        let total = Permission.allCases.count
        let pattern = Phrase(fr: "{n} sur {t}", en: "{n} of {t}")(language)
        let count = Phrase(fr: "\(chosen.count) sur \(total)", en: "\(chosen.count) of \(total)")(language)
        let right = Phrase(fr: "Droit", en: "Right")(language)
        let granted = Phrase(fr: "Accordé", en: "Granted")(language)
        let effect = Phrase(fr: "Effet", en: "Effect")(language)
        return """
            <fieldset class="rights panel" aria-labelledby="rights-t"><div class="rights-head"><h2 id="rights-t">\(profile.portal.name)</h2>\
            <span class="n" data-count="\(pattern)">\(count)</span>\(allOrNone(language))</div>\
            <div class="sheet" role="group" aria-labelledby="rights-t" tabindex="0"><table class="rows keep"><thead><tr><th scope="col">\(right)</th>\
            <th scope="col" class="c">\(granted)</th><th scope="col">\(effect)</th></tr></thead><tbody>\(rows)</tbody></table></div></fieldset>
            """
    }

    private static func allOrNone(_ language: Language) -> HTML {
        """
        <div class="acts"><button class="btn quiet small" name="check" value="all" data-check="all">\(Phrase(fr: "Tout", en: "All")(language))</button>\
        <button class="btn quiet small" name="check" value="none" data-check="none">\(Phrase(fr: "Aucun", en: "None")(language))</button></div>
        """
    }

    private static func row(_ right: Permission, isChosen: Bool, gate: Gate, _ context: OfficeContext) -> HTML {
        let language = context.language
        let label = right.label(language)
        let box: HTML =
            "<input type=\"checkbox\" name=\"right\" value=\"\(right.rawValue)\" id=\"\(right.rawValue)\"\(" checked", if: isChosen)>"
        return """
            <tr><th scope="row"><label for="\(right.rawValue)">\(label)</label></th><td class="c"><span class="tick">\(box)</span></td>\
            <td>\(gate.html(isChosen: isChosen, context))</td></tr>
            """
    }
}

/// Whether the portal and the user type let a right count at all.
enum Gate: Sendable, Hashable {
    case open, closed, notInType

    init(_ right: Permission, _ portal: Portal, _ grants: [String: Grant], _ catalog: Catalog) {
        let module = right.module ?? "contacts"
        if !portal.openModules.contains(module) {
            self = .closed
        } else {
            self = (grants[module] ?? .none).see == .nobody ? .notInType : .open
        }
    }

    func html(isChosen: Bool, _ context: OfficeContext) -> HTML {
        let language = context.language
        switch self {
        case .open where isChosen: return chip(Phrase(fr: "Accès ouvert", en: "Open")(language), .ok)
        case .open: return "<span class=\"soft\">–</span>"
        case .notInType:
            return chip(Phrase(fr: "hors du type d’utilisateur", en: "not part of the user type")(language), .warn)
        case .closed:
            let word = chip(
                Phrase(fr: "module fermé aux utilisateurs externes", en: "module closed to external users")(language),
                .warn)
            let link: HTML =
                context.visitor.isAdministrator
                ? " <a href=\"/admin/portals\">\(Phrase(fr: "Ouvrir", en: "Open it")(language))</a>" : .empty
            return word + link
        }
    }
}
