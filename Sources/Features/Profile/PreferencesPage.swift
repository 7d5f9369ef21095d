import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/preferences`: how the person reads, guessed and to be confirmed at the first sign-in. It can be skipped, and found again on
/// *Mes informations*.
enum PreferencesPage {
    static let title = Phrase(fr: "Vos préférences", en: "Your preferences")

    /// The address that shows it before `next`.
    static func path(_ portal: String, before next: String) -> String {
        portal + "/preferences" + (next == portal ? "" : "?to=" + escapedForURL(next))
    }

    static func show(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let guess = try await PreferencesGuess.read(app, request, context)
        var form = PreferencesForm(guess.preferences)
        form.isGuess = guess.own.zone == nil
        let note = Done.note(request, context.language)
        return try await page(app, context, form, to: request.query["to"], note: note)
    }

    static func save(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let posted = try await request.form()
        let form = PreferencesForm(posted)
        guard form.problems.isEmpty, let language = form.chosen.language else {
            return try await page(app, context, form, to: posted["to"], status: .unprocessableContent)
        }
        let person = context.viewer.person
        try await app.database.write { try People($0).setPreferences(form.chosen, of: person) }
        let next =
            posted["from"] == "profile"
            ? "\(context.portal.path)/profile?done=\(Done.saved.rawValue)"
            : try await Landing(app: app, context: context).path(wanted: posted["to"])
        // The browser's own choice would win over the person's, so it is made the same.
        return .seeOther(next).with(cookie: app.cookies.set(.language, language.rawValue, days: 365))
    }

    private static func page(
        _ app: App, _ context: PortalContext, _ form: PreferencesForm, to path: String, note: HTML = .empty,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let language = context.language
        let door = try await Door.of(.portal(context.portal.slug), app)
        let words = Phrase(
            fr: "Voici ce que nous avons deviné. Vérifiez ; tout se change ensuite dans « Mes informations ».",
            en: "Here is what we guessed. Please check; everything can be changed later in “My information”.")
        let next = try await Landing(app: app, context: context).path(wanted: path)
        let later = Phrase(fr: "Plus tard", en: "Later")(language)
        let card = doorForm(
            title(language), HTML.text(words(language)), action: context.portal.path + "/preferences", language,
            fields: [
                "<input type=\"hidden\" name=\"to\" value=\"\(path)\">", form.summary(language),
                form.inputs(language, at: app.clock.now),
            ],
            button: Phrase(fr: "Continuer", en: "Continue")(language),
            below: "<p class=\"center\"><a href=\"\(next)\">\(later)</a></p>")
        return door.page(title(language), language, status: status, note + card)
    }
}

/// Where somebody starts: the page that was asked for, or the only module there is, or the home page.
struct Landing {
    let app: App
    let context: PortalContext

    func path(wanted: String) async throws -> String {
        let door = try await Door.of(.portal(context.portal.slug), app)
        guard !SignIn.isInside(wanted, door) || wanted == door.path else { return wanted }
        let modules = PortalNav.items(app, context, current: nil).dropFirst()
        guard modules.count == 1, let only = modules.first, !only.isElsewhere else { return door.path }
        return only.path
    }
}
