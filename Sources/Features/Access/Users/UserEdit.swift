import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// *Modifier*: what a user signs in with.
enum UserEdit {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let profile = try await app.profile(context.id(), context.viewer)
        return page(app, context, profile, SignInNames(profile.person))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let form = try await request.form()
        let names = SignInNames(form)
        let before = SignInNames(username: form["was_username"], email: form["was_email"])
        let profile = try await app.profile(id, context.viewer)
        do {
            try await save(app, id, context.viewer, names, before: before)
        } catch let refused as RefusedNames {
            return page(
                app, context, profile, names, before: before, problems: refused.problems, status: .unprocessableContent)
        } catch is StaleForm {
            let current = try await app.profile(id, context.viewer)
            return page(
                app, context, current, names, note: note(.warn, HTML.text(StaleForm.words(context.language))),
                status: .conflict)
        }
        return .seeOther("\(profile.path)?done=\(Done.saved.rawValue)")
    }

    /// Names that cannot be saved, by field.
    private struct RefusedNames: Error {
        let problems: [String: FieldProblem]
    }

    /// Links that went to the old address die with it.
    private static func save(_ app: App, _ id: RecordID, _ viewer: Viewer, _ names: SignInNames, before: SignInNames)
        async throws
    {
        guard names.problems.isEmpty else { throw RefusedNames(problems: names.problems) }
        let now = app.clock.now
        let detail: @Sendable (AccessProfile) -> [String: String] = { profile in
            let old = SignInNames(profile.person)
            return ["before": "\(old.username) \(old.email)", "after": "\(names.username) \(names.email)"]
        }
        try await app.change(id, by: viewer, "access.renamed", detail: detail) { connection, profile in
            guard SignInNames(profile.person) == before else { throw StaleForm() }
            let taken = try names.taken(except: profile.person.id, connection)
            guard taken.isEmpty else { throw RefusedNames(problems: taken) }
            if names.email.lowercased() != before.email.lowercased(),
                let objection = try DomainRules(connection).objection(to: names.email, for: profile.userType)
            {
                throw RefusedNames(problems: ["email": objection.problem])
            }
            try People(connection).setSignIn(
                username: names.username.isEmpty ? nil : names.username, email: names.email.isEmpty ? nil : names.email,
                of: profile.person.id)
            if names.email != before.email {
                // Whoever reads the address that was proved once may be the reason for the change.
                try People(connection).forgetProof(of: profile.person.id)
                try Tokens(connection).revokeAll(of: profile.person.id, at: now)
            }
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ profile: AccessProfile, _ names: SignInNames,
        before: SignInNames? = nil, problems: [String: FieldProblem] = [:], note: HTML = .empty,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Modifier l’utilisateur", en: "Edit the user")(language)
        let crumbs = [
            PageHead.Crumb(UserFrame.users(language), "/admin/users"),
            PageHead.Crumb(profile.person.name, profile.path), PageHead.Crumb(Words.edit(language)),
        ]
        let old = before ?? SignInNames(profile.person)
        let content: HTML = """
            \(PageHead(title, crumbs: crumbs).html(language))\(note)\(SignInNames.summary(problems, language))<div class="panel measure">\
            <form class="form body" method="post" action="\(profile.path)/edit" novalidate><input type="hidden" name="was_username" value="\(old.username)">\
            <input type="hidden" name="was_email" value="\(old.email)">\(names.inputs(problems, language))<p class="hint">\(remark(profile, language))</p>\
            <div class="form-acts"><button class="btn main">\(Words.save(language))</button><a class="btn" href="\(profile.path)">\(Words.cancel(language))</a></div></form></div>
            """
        return officePage(app, context, title, current: "users", status: status, content)
    }

    private static func remark(_ profile: AccessProfile, _ language: Language) -> HTML {
        let words = Phrase(
            fr: "Le nom, le téléphone et l’adresse se modifient sur la fiche du contact.",
            en: "Name, telephone and address are changed on the contact’s page.")
        return
            "\(words(language)) <a href=\"/admin/\(profile.access.module)/\(profile.access.record.text)\">\(profile.anchor.title)</a>"
    }
}
