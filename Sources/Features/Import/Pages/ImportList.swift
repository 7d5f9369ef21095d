import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/imports`: a file to begin with, and the imports there were.
enum ImportList {
    static let path = "/admin/imports"
    static let title = Phrase(fr: "Import", en: "Import")

    static func path(_ id: RecordID) -> String { path + "/" + id.text }

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, Form([]), note: Done.note(request, context.language))
    }

    /// Also says what is wrong with a file that was sent.
    static func page(
        _ app: App, _ context: OfficeContext, _ typed: Form, problems: [String: FieldProblem] = [:],
        note: HTML = .empty, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let runs = try await app.database.read { try Imports($0).newest(20) }
        let view = ImportListView(app: app, context: context, runs: runs, typed: typed, problems: problems)
        return officePage(
            app, context, title(context.language), current: "imports", status: status, view.html(note: note))
    }
}

/// The list's page.
struct ImportListView {
    let app: App
    let context: OfficeContext
    let runs: [ImportRun]
    let typed: Form
    let problems: [String: FieldProblem]

    private var language: Language { context.language }

    func html(note: HTML) -> HTML {
        let head = PageHead(
            ImportList.title(language),
            sub: HTML.text(
                Phrase(
                    fr:
                        "Un tableau CSV, ou le ZIP d’un dossier Dolibarr. Rien n’est enregistré avant votre confirmation.",
                    en: "A CSV table, or the ZIP of a Dolibarr folder. Nothing is stored before you confirm.")(language)
            ))
        let labels = ImportFields(app: app, language: language)
        var wrong: [(field: String, label: String, message: String)] = []
        for key in ["module", "source", "file"] {
            if let problem = problems[key] { wrong.append((key, labels.label(key), problem.message(language))) }
        }
        let summary = errorSummary(wrong, language)
        return """
            \(head.html(language))\(note)\(summary)<div class="stack">\(form(labels))\(list)</div>
            """
    }

    private func form(_ labels: ImportFields) -> HTML {
        let file = Input(
            "file", labels.label("file"), .file,
            hint: Phrase(
                fr: "Jusqu’à \(ImportUpload.limit >> 20) Mo. Enregistrez de préférence en « CSV UTF-8 ».",
                en: "Up to \(ImportUpload.limit >> 20) MB. Save as “CSV UTF-8” if you can.")(language),
            error: problems["file"]?.message(language), required: true)
        let module = Input(
            "module", labels.label("module"), .choice(labels.modules, emptyLabel: nil),
            value: typed.has("module") ? typed["module"] : "accounts",
            hint: Phrase(
                fr: "Pour un CSV ; un ZIP dit lui-même ce qu’il contient.",
                en: "For a CSV; a ZIP says itself what it has.")(
                    language), error: problems["module"]?.message(language))
        let source = Input(
            "source", labels.label("source"), value: typed["source"], hint: labels.sourceHint,
            error: problems["source"]?.message(language))
        let go = Phrase(fr: "Envoyer et vérifier", en: "Send and check")(language)
        let title = Phrase(fr: "Nouvel import", en: "New import")(language)
        return bodyPanel(
            title, id: "new-t",
            """
            <form class="stack measure" method="post" action="\(ImportList.path)" enctype="multipart/form-data">\(module.html(language))\
            \(source.html(language))\(file.html(language))<div class="form-acts"><button class="btn main">\(go)</button></div></form>
            """)
    }

    private var list: HTML {
        let title = Phrase(fr: "Imports précédents", en: "Earlier imports")(language)
        guard !runs.isEmpty else { return .empty }
        let heads = [
            Phrase(fr: "Fichier", en: "File"), Phrase(fr: "Source", en: "Source"), Phrase(fr: "État", en: "State"),
            Phrase(fr: "Demandé", en: "Asked for"),
        ]
        let rows: [HTML] = runs.map { run in
            let name = shortened(run.request?.fileName ?? run.id.text, to: 60)
            let (label, tone) = ImportWords.state(run)
            return """
                <tr><td class="key"><a href="\(ImportList.path(run.id))">\(name)</a></td><td>\(run.source)</td><td>\(chip(label(language), tone))</td>\
                <td>\(context.formats.moment(run.madeAt))<small>\(run.madeByName)</small></td></tr>
                """
        }
        return panel(
            title, id: "list-t",
            """
            <div class="sheet" role="group" aria-label="\(title)" tabindex="0"><table class="rows"><thead><tr>\
            \(each: heads, { "<th scope=\"col\">\($0(language))</th>" })</tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }
}

/// The fields that several forms of imports share.
struct ImportFields {
    let app: App
    let language: Language

    func label(_ key: String) -> String {
        switch key {
        case "file": Phrase(fr: "Fichier", en: "File")(language)
        case "module": Phrase(fr: "Module", en: "Module")(language)
        case "source": Phrase(fr: "Nom de la source", en: "Name of the source")(language)
        case "key": Phrase(fr: "Colonne qui identifie une ligne", en: "Column that identifies a row")(language)
        case "encoding": Phrase(fr: "Encodage", en: "Encoding")(language)
        default: Phrase(fr: "Séparateur", en: "Separator")(language)
        }
    }

    var modules: [(key: String, label: String)] { app.catalog.modules.map { ($0.key, $0.many(language)) } }

    var sourceHint: String {
        Phrase(
            fr:
                "Par exemple csv ou sage. Avec l’identifiant de la ligne, il permet de retrouver la fiche à l’import suivant.",
            en: "For instance csv or sage. With the row’s id it finds the record again at the next import.")(language)
    }
}

/// What states of imports are called.
enum ImportWords {
    static func state(_ run: ImportRun) -> (Phrase, Tone) {
        switch run.state {
        case .draft: (Phrase(fr: "À vérifier", en: "To be checked"), .info)
        case .waiting: (Phrase(fr: "En attente", en: "Waiting"), .info)
        case .running: (Phrase(fr: "En cours", en: "Running"), .info)
        case .withdrawing: (Phrase(fr: "Retrait en cours", en: "Withdrawing"), .info)
        case .done where run.isDry: (Phrase(fr: "Essayé à blanc", en: "Tried, dry"), .neutral)
        case .done: (Phrase(fr: "Terminé", en: "Finished"), .ok)
        case .failed: (Phrase(fr: "Interrompu", en: "Failed"), .bad)
        case .stopped: (Phrase(fr: "Arrêté", en: "Stopped"), .warn)
        }
    }
}
