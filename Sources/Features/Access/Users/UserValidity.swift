import Core
import HTML
import Hummingbird
import Store
import Web

/// Changes from when to when an access is valid.
enum UserValidity {
    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let form = try await request.form()
        let validity = ValidityForm(form)
        // The version of the page that was opened first, so that a correction does not hide what somebody else saved meanwhile.
        let version = form.version
        let profile = try await app.profile(id, context.viewer)
        let language = context.language
        guard validity.problems.isEmpty else {
            return UserShow.page(
                app, context, profile, validity: validity, version: version, problems: validity.problems,
                note: summary(validity.problems, language),
                status: .unprocessableContent)
        }
        do {
            try await save(app, id, context.viewer, validity, version: version)
        } catch is StaleForm {
            let current = try await app.profile(id, context.viewer)
            return UserShow.page(
                app, context, current, validity: validity, note: note(.warn, HTML.text(StaleForm.words(language))),
                status: .conflict)
        }
        return .seeOther("\(profile.path)?done=\(Done.validitySaved.rawValue)")
    }

    private static func save(_ app: App, _ id: RecordID, _ viewer: Viewer, _ validity: ValidityForm, version: Int64?)
        async throws
    {
        let formats = Formats(.fr)
        let detail: @Sendable (AccessProfile) -> [String: String] = { profile in
            [
                "before": validityText(from: profile.access.validFrom, until: profile.access.validUntil, formats),
                "after": validityText(from: validity.from, until: validity.until, formats),
                AccessThen.key: AccessThen.text(from: profile.access.validFrom, until: profile.access.validUntil),
            ]
        }
        try await app.change(id, by: viewer, "access.validity_changed", detail: detail) { connection, profile in
            guard profile.access.version == version else { throw StaleForm() }
            try Accesses(connection).setValidity(from: validity.from, until: validity.until, of: id)
        }
    }

    private static func summary(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let labels = ["valid_from": ValidityForm.fromLabel, "valid_until": ValidityForm.untilLabel]
        return errorSummary(
            labels.keys.sorted().compactMap { key in
                problems[key].map { (key, labels[key]?(language) ?? key, $0.message(language)) }
            }, language)
    }
}
