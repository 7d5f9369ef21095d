import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/leads/:id/convert`: a lead becomes a contact.
enum ConversionNew {
    static let action = Phrase(fr: "Convertir en contact", en: "Convert into a contact")

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let query = request.query
        let search = String(query["q"].prefix(100))
        // A search for accounts brings the choices that were made before it.
        let draft = query.has("version") ? try ConversionDraft(query) : nil
        do {
            let lead = try await read(app, context, target, search: search, chosen: draft?.chosenAccount)
            return page(app, context, lead, draft ?? ConversionDraft(proposedFor: lead), search: search).response()
        } catch let done as ConversionCase.Done {
            return ConvertedPage(app: app, context: context, done: done).response(.ok)
        }
    }

    /// `POST`: everything at once, or the page again with what stands against it.
    static func create(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let form = try await request.form()
        let draft = try ConversionDraft(form)
        let conversion = Conversion(
            app: app, viewer: context.viewer, managesUsers: context.visitor.powers.contains(.users), lead: target.id,
            draft: draft)
        do {
            let contact = try await conversion.make()
            app.mailBell.ring()
            return .seeOther("\(OfficePath.record("contacts", contact))?done=\(Done.leadConverted.rawValue)")
        } catch let done as ConversionCase.Done {
            return ConvertedPage(app: app, context: context, done: done).response(.conflict)
        } catch let obstacle as Conversion.Obstacle {
            return try await again(app, context, target, form, draft, obstacle)
        } catch let refused as Conversion.Inadmissible {
            let (why, help) = (refused.obstacle.reason, refused.obstacle.remedy)
            let words = Phrase(fr: "\(why.fr). \(help.fr)", en: "\(why.en). \(help.en)")
            return try await again(app, context, target, form, draft, .incomplete(words))
        } catch WriteRefusal.fields(let problems) {
            return try await again(app, context, target, form, draft, .mandatory(problems, app.catalog))
        }
    }

    private static func again(
        _ app: App, _ context: OfficeContext, _ target: CardTarget, _ form: Form, _ draft: ConversionDraft,
        _ obstacle: Conversion.Obstacle
    ) async throws -> Response {
        let search = String(form["q"].prefix(100))
        let lead = try await read(app, context, target, search: search, chosen: draft.chosenAccount)
        var page = page(app, context, lead, draft, search: search)
        switch obstacle {
        case .problems(let problems):
            page.problems = problems
            return page.response(.unprocessableContent)
        case .changed:
            return page.response(note: note(.bad, HTML.text(changed(context.language))), .conflict)
        case .incomplete(let words):
            return page.response(note: note(.bad, HTML.text(words(context.language))), .unprocessableContent)
        case .withoutPower: return page.response(.forbidden)
        }
    }

    private static func read(
        _ app: App, _ context: OfficeContext, _ target: CardTarget, search: String, chosen: RecordID?
    ) async throws -> ConversionCase {
        let viewer = context.viewer
        return try await app.records {
            try ConversionReader(records: $0, viewer: viewer, search: search, chosen: chosen).read(target.id)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ lead: ConversionCase, _ draft: ConversionDraft, search: String
    ) -> ConversionPage {
        ConversionPage(app: app, context: context, lead: lead, draft: draft, search: search)
    }

    private static let changed = Phrase(
        fr:
            "Cette fiche, ou les contacts qui ont la même adresse, ont changé depuis l’ouverture de la page. Vérifiez, puis confirmez de nouveau.",
        en:
            "This record, or the contacts with the same address, have changed since you opened the page. Check, then confirm again."
    )
}

extension Conversion.Obstacle {
    /// Fields that administrators made mandatory and that the lead does not fill.
    static func mandatory(_ problems: [String: FieldProblem], _ catalog: Catalog) -> Conversion.Obstacle {
        let fields = problems.keys.sorted().compactMap { key in
            (catalog["contacts"]?[key] ?? catalog["accounts"]?[key])?.label
        }
        let (french, english) = (fields.map(\.fr).joined(separator: ", "), fields.map(\.en).joined(separator: ", "))
        return .incomplete(
            Phrase(
                fr:
                    "Le contact ou le tiers ne peut pas être créé d’ici : \(french). Complétez le prospect, ou créez la fiche à la main avec la même adresse e-mail, puis revenez y fusionner le prospect.",
                en:
                    "The contact or the account cannot be made from here: \(english). Complete the lead, or make the record by hand with the same e-mail, then come back to merge the lead into it."
            ))
    }
}
