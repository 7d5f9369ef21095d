import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// *Changer de client*: a person with several accesses chooses the one to look through. Rights never add up: a session has one access.
enum SwitchAccess {
    static let title = Words.changeCustomer

    static func show(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let (person, today, catalog) = (context.viewer.person, app.today, app.catalog)
        let all = try await app.database.read { try Accesses($0).choices(of: person, in: catalog) }
        let open = all.filter { $0.isOpen(on: today) }
        let language = context.language
        let rows: [HTML] = open.map { row($0, context) }
        let head = PageHead(
            title(language),
            sub: HTML.text(
                Phrase(
                    fr: "Vous voyez toujours les informations d’un seul client à la fois.",
                    en: "You always see the information of one customer at a time.")(language)))
        return portalPage(
            app, context, title(language), current: nil,
            "\(head.html(language))<section class=\"panel measure\"><ul class=\"acts-list\">\(rows)</ul></section>")
    }

    private static func row(_ choice: AccessChoice, _ context: PortalContext) -> HTML {
        let language = context.language
        let isHere = choice.access.id == context.viewer.access
        let place = choice.portal == context.portal.id ? nil : choice.portalName
        let details = [choice.record, choice.userType(language), place].compactMap(\.self).joined(separator: " · ")
        let act: HTML
        if isHere {
            act = chip(Phrase(fr: "Affiché", en: "Shown")(language), .ok)
        } else if choice.portal == context.portal.id {
            act = button(choice, to: context.portal.path, context)
        } else {
            // Each portal has its own door, with the same username and password.
            act = door(choice, "/p/" + choice.portalSlug, language)
        }
        return "<li><span><b>\(choice.name)</b><small>\(details)</small></span>\(act)</li>"
    }

    /// Leads to another portal, by its name.
    static func door(_ choice: AccessChoice, _ path: String, _ language: Language) -> HTML {
        let name = choice.portalName
        return buttonLink(Phrase(fr: "Ouvrir « \(name) »", en: "Open “\(name)”")(language), path)
    }

    /// Goes on as another access, and then to a page of this portal.
    static func button(_ choice: AccessChoice, to path: String, _ context: PortalContext) -> HTML {
        let label = Phrase(fr: "Passer à \(choice.name)", en: "Change to \(choice.name)")(context.language)
        return postButton(
            label, to: context.portal.path + "/switch", .normal,
            fields: [("access", choice.access.id.text), ("to", path)])
    }

    /// The session is a new one: the old cookie opens nothing any more.
    static func create(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await request.form()
        guard let id = form.id("access"), let old = context.visitor.session else { throw Refusal.notFound }
        let (person, today, portal, catalog) = (context.viewer.person, app.today, context.portal.id, app.catalog)
        let (session, now, publicID, address) = (Token(), app.clock.now, app.ids.next(), context.address)
        let agent = request.headers[.userAgent] ?? ""
        let end = SessionLimits.end(isStaff: false, createdAt: now, now: now)
        try await app.database.write { connection in
            let choice = try Accesses(connection).choices(of: person, in: catalog).first { $0.access.id == id }
            guard let choice, choice.isOpen(on: today), choice.portal == portal else { throw Refusal.notFound }
            try Sessions(connection).end(old.hash)
            try Sessions(connection).start(
                session.hash, publicID: publicID, person: person, access: id, address: address, agent: agent, at: now,
                until: end)
        }
        let door = try await Door.of(.portal(context.portal.slug), app)
        let path = SignIn.isInside(form["to"], door) ? form["to"] : door.path
        return Response.seeOther(path).with(cookie: app.cookies.set(door.cookie, session.text))
    }
}

/// A link to a record that belongs to another of the person's customers: the page says so and offers to change.
enum OtherAccess {
    /// The page with the offer. Throws `Refusal.notFound` when no other access shows the record either.
    static func offer(_ app: App, _ context: PortalContext, _ module: Module, _ id: RecordID) async throws -> Response {
        guard context.visitor.hasOtherAccesses, context.visitor.lookedAtBy == nil,
            let choice = try await choice(app, context, module, id)
        else { throw Refusal.notFound }
        let language = context.language
        let title = Phrase(fr: "Cette fiche est celle d’un autre client", en: "This record belongs to another customer")
        let words = Phrase(
            fr: "Vous y avez accès pour \(choice.name). Passez à ce client pour l’ouvrir.",
            en: "You have access to it for \(choice.name). Change to that customer to open it.")
        let isHere = choice.portal == context.portal.id
        let path = "/p/\(choice.portalSlug)/\(module.key)/\(id.text)"
        let act = isHere ? SwitchAccess.button(choice, to: path, context) : SwitchAccess.door(choice, path, language)
        let head = PageHead(title(language), sub: HTML.text(words(language)))
        return portalPage(
            app, context, title(language), current: nil, status: .notFound, "\(head.html(language))\(act)")
    }

    private static func choice(_ app: App, _ context: PortalContext, _ module: Module, _ id: RecordID) async throws
        -> AccessChoice?
    {
        let (person, today, grants) = (context.viewer.person, app.today, app.grants)
        let (current, catalog) = (context.viewer.access, app.catalog)
        return try await app.database.read { connection in
            guard let who = try People(connection).find(person) else { return nil }
            let maker = VisitorMaker(connection: connection, grants: grants, today: today)
            let version = try Portals(connection).version()
            return try Accesses(connection).choices(of: person, in: catalog).first { choice in
                guard choice.access.id != current, choice.isOpen(on: today),
                    let viewer = try maker.viewer(choice.access, who, version: version)
                else { return false }
                return try Records(connection, catalog).seen(by: viewer, module).find(id) != nil
            }
        }
    }
}
