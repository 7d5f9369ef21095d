import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// Where the lines of a record are edited: in the back office, or in a portal.
struct LinesPage: Sendable {
    let app: App
    let viewer: Viewer
    let formats: Formats
    let module: Module
    let id: RecordID
    /// The page of the record.
    let path: String
    let list: String
    /// Puts a page around its content.
    let around: @Sendable (_ title: String, _ status: HTTPResponse.Status, _ content: HTML) -> Response

    func show(_ key: String) async throws -> Response {
        let read = try await read(key)
        guard read.rows.count <= LinesForm.most else { return tooMany(read) }
        return page(read, LinesForm(read, viewer, formats), version: read.record.version, status: .ok)
    }

    private func read(_ key: String) async throws -> LinesRead {
        let (viewer, module, id) = (viewer, module, id)
        guard let read = try await app.records({ try LinesRead.read($0, module, id, key, viewer) }) else {
            throw Refusal.notFound
        }
        return read
    }

    func update(_ posted: Form) async throws -> Response {
        let read = try await read(posted["in"])
        var form = LinesForm(read, viewer, formats)
        try form.take(posted)
        guard let version = posted.version else { throw Refusal.unreadable }
        if posted.has("more") {
            form.addSpare()
            return page(read, form, version: version, status: .ok)
        }
        let (references, viewer) = (form.references, viewer)
        let sent = form.read(try await app.records { try LineProduct.named(references, $0, viewer) })
        guard form.problems.isEmpty else { return page(read, form, version: version, status: .unprocessableContent) }
        do {
            try await save(read.subform, sent.map(\.line), version)
            return .seeOther("\(path)?done=\(Done.saved.rawValue)")
        } catch WriteRefusal.fields(let refused) {
            form.refuse(refused, sent: sent.map(\.index))
            return page(read, form, version: version, status: .unprocessableContent)
        } catch WriteRefusal.stale {
            return try await conflict(posted)
        }
    }

    /// What was typed, over the lines that somebody else saved meanwhile.
    private func conflict(_ posted: Form) async throws -> Response {
        let read = try await read(posted["in"])
        var form = LinesForm(read, viewer, formats)
        try form.meet(posted)
        let words = note(.warn, HTML.text(stale(formats.language)))
        return page(read, form, version: read.record.version, note: words, status: .conflict)
    }

    private func tooMany(_ read: LinesRead) -> Response {
        let words = Phrase(
            fr:
                "Ce document a \(read.rows.count) lignes ; un formulaire en accepte \(LinesForm.most). Modifiez-les par un import.",
            en: "This document has \(read.rows.count) lines; a form takes \(LinesForm.most). Change them by an import.")
        return around(
            read.record.title, .ok,
            "\(head(read, nil).html(formats.language))\(note(.warn, HTML.text(words(formats.language))))")
    }

    private func save(_ subform: Subform, _ lines: [SentLine], _ version: Int64) async throws {
        let (now, catalog, ids) = (app.clock.now, app.catalog, app.ids)
        let (viewer, module, id) = (viewer, module, id)
        try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module)
            try seen.replaceLines(subform, of: id, version: version, with: lines, ids: ids, at: now)
            guard let record = try seen.find(id) else { throw WriteRefusal.notFound }
            let detail = eventDetail(record, ["count": String(lines.count)])
            try Journal(connection).append(
                .init("lines.updated", on: eventSubjects(record), detail: detail), by: Author(viewer), at: now)
        }
    }

    private func page(
        _ read: LinesRead, _ form: LinesForm, version: Int64, note: HTML = .empty, status: HTTPResponse.Status
    ) -> Response {
        let head = head(read, hint(form)).html(formats.language)
        let html = form.html(action: path + "/lines", cancel: path, version: version, products: read.products)
        return around(read.record.title, status, "\(head)<div class=\"stack\">\(note)<div>\(html)</div></div>")
    }

    private func head(_ read: LinesRead, _ hint: Phrase?) -> PageHead {
        let (language, title, label) = (formats.language, read.record.title, read.subform.label)
        return PageHead(
            Phrase(fr: "\(label.fr) de « \(title) »", en: "\(label.en) of “\(title)”")(language),
            crumbs: [.init(module.many(language), list), .init(title, path), .init(label(language))],
            sub: hint.map { HTML.text($0(language)) })
    }

    private func hint(_ form: LinesForm) -> Phrase? {
        guard let product = form.subform["product_id"], form.mayEdit(product) else { return nil }
        return form.fields.contains { $0.key == "unit_price" }
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

    private func stale(_ language: Language) -> String {
        Phrase(
            fr:
                "Quelqu’un a enregistré ce document après que vous l’avez ouvert. Vos lignes sont gardées ci-dessous et ne sont pas encore enregistrées : comparez avec la fiche, puis enregistrez de nouveau.",
            en:
                "Somebody saved this document after you opened it. Your lines are kept below and not saved yet: compare them with the record, then save again."
        )(language)
    }
}

/// `/admin/:module/:id/lines?in=SUBFORM`: lines in the back office.
enum OfficeLines {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        try await page(app, context, module).show(request.query["in"])
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        try await page(app, context, module).update(try await request.form())
    }

    private static func page(_ app: App, _ context: OfficeContext, _ module: Module) throws -> LinesPage {
        let target = try CardTarget(module, context)
        return LinesPage(
            app: app, viewer: context.viewer, formats: context.formats, module: module, id: target.id,
            path: target.path,
            list: OfficePath.list(module.key)
        ) { officePage(app, context, $0, current: module.key, status: $1, $2) }
    }
}
