import Core
import HTML
import Store
import Web

/// What an unpacked folder holds, before it is imported.
struct DolibarrDraftView {
    let id: RecordID
    let request: ImportRequest
    let opened: OpenedSource
    let app: App
    let formats: Formats
    let problems: [String: FieldProblem]

    private var language: Language { formats.language }

    var html: HTML {
        let title = Phrase(fr: "Ce que contient le dossier", en: "What the folder holds")(language)
        let rows: [(label: String, value: HTML)] = opened.standing.map { part in
            (app.catalog[part.module]?.many(language) ?? part.module, HTML.text(formats.number(Int64(part.total))))
        }
        let labels = ImportFields(app: app, language: language)
        let source = Input(
            "source", labels.label("source"), value: request.source, hint: labels.sourceHint,
            error: problems["source"]?.message(language))
        return """
            \(bodyPanel(title, id: "holds-t", facts(rows)))\(ImportReportView.unread(opened.unread, formats))\
            <form class="stack measure" method="post" action="\(ImportList.path(id))">\(source.html(language))\(ImportDo.full(request.isFull, language))\
            \(ImportDo.buttons(withPreview: false, language))</form>
            """
    }
}
