import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// A form that was opened for another access than the one that is signed in now: in another tab the person changed customers, or somebody
/// else signed in. It is not taken; the text waits for the access it was meant for.
struct OtherForm {
    let app: App
    let context: SiteContext
    let area: Area
    /// The access, or the member of staff, that the form was shown to.
    let owner: RecordID

    func answer(_ request: Request, _ start: BodyStart, _ visitor: Visitor) async throws -> Response {
        guard case .portal(let slug) = area, let portal = PortalContext(context, slug: slug),
            let choice = try await choice(visitor),
            let path = try await UnfinishedForm.keep(
                app, request, start, person: visitor.viewer.person, access: choice.access.id, area)
        else {
            let typed = TypedText(
                start.fields, path: request.uri.path, catalog: app.catalog, language: context.language)
            throw OtherForm.somebodyElses.keeping(typed)
        }
        return page(choice, path, portal)
    }

    /// The access, if it is one of the person's that opens something here.
    private func choice(_ visitor: Visitor) async throws -> AccessChoice? {
        let (person, owner, today, portal) = (visitor.viewer.person, owner, app.today, visitor.portal?.id)
        let catalog = app.catalog
        return try await app.database.read { connection in
            try Accesses(connection).choices(of: person, in: catalog).first {
                $0.access.id == owner && $0.portal == portal && $0.isOpen(on: today)
            }
        }
    }

    private func page(_ choice: AccessChoice, _ path: String, _ portal: PortalContext) -> Response {
        let language = portal.language
        let name = choice.name
        let now = portal.visitor.accountName ?? portal.portal.name
        let title = Phrase(
            fr: "Ce formulaire a été ouvert pour \(name)", en: "This form was opened for \(name)")(language)
        let words = Phrase(
            fr:
                "Vous regardez maintenant \(now) : rien n’a été enregistré, et votre saisie est conservée. Passez à \(name) pour la relire et l’envoyer.",
            en:
                "You are looking at \(now) now: nothing was saved, and what you typed was kept. Change to \(name) to read and send it."
        )
        let head = PageHead(title, sub: HTML.text(words(language)))
        return portalPage(
            app, portal, title, current: nil, status: .conflict,
            "\(head.html(language))\(SwitchAccess.button(choice, to: path, portal))")
    }

    private static let somebodyElses = Refusal(
        .conflict,
        title: Phrase(
            fr: "Ce formulaire a été ouvert sous un autre compte", en: "This form was opened under another account"),
        explanation: Phrase(
            fr:
                "Rien n’a été enregistré. Reconnectez-vous avec ce compte, ou ouvrez de nouveau la page pour recommencer avec celui-ci.",
            en:
                "Nothing was saved. Sign in with that account again, or open the page once more to start over with this one."
        ))
}
