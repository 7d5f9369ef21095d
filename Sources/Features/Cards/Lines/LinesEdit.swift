import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /admin/:module/:id/lines`: the lines of a document, to be changed, added to and taken away.
enum LinesEdit {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let subform = try subform(of: target)
        let record = try await RecordEdit.editable(app, context.viewer, target)
        let (viewer, formats) = (context.viewer, context.formats)
        let form = try await app.records { records in
            let rows = try records.seen(by: viewer, target.module).lines(subform, of: record)
            let ids = Set(rows.compactMap { $0["product_id"].id })
            let products = try records.catalog["products"].map { try records.seen(by: viewer, $0).titles(ids) }
            return LinesForm(subform, rows, products: products ?? [:], formats)
        }
        return try await page(app, context, target, record, form, version: record.version, status: .ok)
    }

    static func subform(of target: CardTarget) throws -> Subform {
        guard let subform = target.module.subforms.first else { throw Refusal.notFound }
        return subform
    }

    static func page(
        _ app: App, _ context: OfficeContext, _ target: CardTarget, _ record: Record, _ form: LinesForm,
        version: Int64, note: HTML = .empty, status: HTTPResponse.Status
    ) async throws -> Response {
        let (viewer, language) = (context.viewer, context.language)
        let products = try await app.records { try LineProduct.offered($0, viewer) }
        let head = PageHead(
            Phrase(fr: "Lignes de « \(record.title) »", en: "Lines of “\(record.title)”")(language),
            crumbs: [
                .init(target.module.many(language), OfficePath.list(target.module.key)),
                .init(record.title, target.path), .init(form.subform.label(language)),
            ], sub: HTML.text(hint(form.subform)(language)))
        return officePage(
            app, context, record.title, current: target.module.key, status: status,
            """
            \(head.html(language))<div class="stack">\(note)<div>\
            \(form.html(action: target.path + "/lines", cancel: target.path, version: version, products: products))</div></div>
            """)
    }

    private static func hint(_ subform: Subform) -> Phrase {
        subform.fields.contains { $0.key == "unit_price" }
            ? Phrase(
                fr:
                    "La référence d’un produit remplit la désignation, le prix et la TVA laissés vides. Les totaux se calculent à l’enregistrement.",
                en:
                    "A product’s reference fills in what is left empty of description, price and VAT. Totals are worked out when you save."
            )
            : Phrase(
                fr: "La référence d’un produit remplit la désignation laissée vide.",
                en: "A product’s reference fills in the description when it is left empty.")
    }
}
