import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/policy`: what the portal says about personal data. Nothing else opens before the current version is accepted.
enum PolicyPage {
    static let title = Phrase(fr: "Politique de confidentialité", en: "Privacy policy")

    static func show(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let (person, portal) = (context.viewer.person, context.portal.id)
        let (policy, accepted) = try await app.database.read { connection -> (Policy?, Instant?) in
            let policies = Policies(connection)
            let current = try policies.current(of: portal)
            return (current, try current.flatMap { try policies.accepted($0.id, by: person) })
        }
        guard let policy else { throw Refusal.notFound }
        guard context.visitor.waitsForPolicy else { return text(app, context, policy, accepted) }
        return try await question(app, context, policy, to: request.query["to"], problem: nil)
    }

    static func accept(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let form = try await request.form()
        let (person, portal, address) = (context.viewer.person, context.portal.id, context.address)
        guard let policy = try await app.database.read({ try Policies($0).current(of: portal) }) else {
            return .seeOther(context.portal.path)
        }
        // Somebody who read an older version has not accepted this one.
        guard form["accept"] == "1", form.id("policy") == policy.id else {
            let problem =
                form.id("policy") == policy.id
                ? Phrase(
                    fr: "Cochez la case pour continuer, ou déconnectez-vous.", en: "Tick the box to go on, or sign out."
                )
                : Phrase(
                    fr: "Ce texte vient de changer : lisez la nouvelle version.",
                    en: "This text has just changed: read the new version.")
            return try await question(app, context, policy, to: form["to"], problem: problem)
        }
        let (id, now, author) = (app.ids.next(), app.clock.now, Author(context.viewer))
        let subjects = context.viewer.access.map { [Journal.Subject("accesses", $0)] } ?? []
        try await app.database.write { connection in
            try Journal(connection).append(
                .init("policy.accepted", on: subjects, detail: ["version": String(policy.version)]), by: author, at: now
            )
            try Policies(connection).accept(policy.id, person: person, address: address, id: id, at: now)
        }
        let door = try await Door.of(.portal(context.portal.slug), app)
        return .seeOther(SignIn.isInside(form["to"], door) ? form["to"] : door.path)
    }

    private static func question(
        _ app: App, _ context: PortalContext, _ policy: Policy, to path: String, problem: Phrase?
    ) async throws -> Response {
        let language = context.language
        let door = try await Door.of(.portal(context.portal.slug), app)
        let words = Phrase(
            fr: "Avant d’entrer, lisez comment vos informations sont traitées.",
            en: "Before you come in, read how your information is handled.")
        let yes = Phrase(
            fr: "J’ai bien lu et j’accepte la politique de confidentialité",
            en: "I have read and accept the privacy policy")
        let submit = Phrase(fr: "Continuer", en: "Continue")
        let error: HTML? = problem.map { "<p class=\"err\" id=\"accept-err\" role=\"alert\">\($0(language))</p>" }
        let marks: HTML? = problem == nil ? nil : " aria-invalid=\"true\" aria-describedby=\"accept-err\""
        let card: HTML = """
            <div class="body"><div><h1>\(title(language))</h1><p class="sub">\(words(language))</p></div>\
            <div class="policy prose" role="region" aria-label="\(title(language))" tabindex="0">\(Markdown.html(policy.text(language)))</div>\
            <form class="form" method="post" action="\(context.portal.path)/policy"><input type="hidden" name="policy" value="\(policy.id.text)"><input type="hidden" name="to" value="\(path)">\
            <label class="check"><input type="checkbox" name="accept" value="1"\(marks)> <span>\(yes(language))</span></label>\(error)<button class="btn main wide">\(submit(language))</button></form>\
            <form method="post" action="\(context.portal.path)/signout"><button class="btn quiet wide">\(Words.signOut(language))</button></form></div>
            """
        return door.page(title(language), language, status: problem == nil ? .ok : .unprocessableContent, card)
    }

    private static func text(_ app: App, _ context: PortalContext, _ policy: Policy, _ accepted: Instant?) -> Response {
        let language = context.language
        let sub = accepted.map {
            Phrase(
                fr: "Version \(policy.version), acceptée le \(context.formats.moment($0)).",
                en: "Version \(policy.version), accepted on \(context.formats.moment($0)).")(language)
        }
        let head = PageHead(title(language), sub: sub.map { HTML.text($0) })
        return portalPage(
            app, context, title(language), current: nil,
            "\(head.html(language))<section class=\"panel measure\"><div class=\"body prose\">\(Markdown.html(policy.text(language)))</div></section>"
        )
    }
}
