import Core
import HTML
import Web

/// The choices of a table and how its first rows will be read.
struct CSVDraftView {
    let id: RecordID
    let draft: CSVDraft
    let app: App
    let formats: Formats
    let problems: [String: FieldProblem]

    private var language: Language { formats.language }
    private var labels: ImportFields { ImportFields(app: app, language: language) }
    private var request: ImportRequest { draft.request }

    var html: HTML {
        """
        \(trouble)<form class="stack" method="post" action="\(ImportList.path(id))" novalidate>\(choices)\(columns)\(lacking)\
        \(ImportDo.buttons(withPreview: true, language))</form>\(preview)
        """
    }

    private var trouble: HTML {
        let list: [(field: String, label: String, message: String)] = problems.sorted { $0.key < $1.key }.map {
            ($0.key, labels.label($0.key), $0.value.message(language))
        }
        return """
            \(errorSummary(list, language))\(draft.problem.map { note(.bad, HTML.text($0(language))) })
            """
    }

    private var choices: HTML {
        let encoding = Phrase(fr: "Trouvé : \(draft.file.encoding.name)", en: "Found: \(draft.file.encoding.name)")(
            language)
        let separators = [
            (";", Phrase(fr: "Point-virgule", en: "Semicolon")), (",", Phrase(fr: "Virgule", en: "Comma")),
            ("\t", Phrase(fr: "Tabulation", en: "Tab")),
        ]
        let fields = [
            Input(
                "module", labels.label("module"), .choice(labels.modules, emptyLabel: nil), value: draft.module.key,
                error: problems["module"]?.message(language)),
            Input(
                "source", labels.label("source"), value: request.source, hint: labels.sourceHint,
                error: problems["source"]?.message(language)),
            Input(
                "encoding", labels.label("encoding"),
                .choice(
                    CSVFile.Encoding.allCases.map { ($0.rawValue, $0.name) },
                    emptyLabel: request.encoding == nil ? encoding : Phrase(fr: "Trouver", en: "Find out")(language)),
                value: request.encoding?.rawValue ?? "",
                hint: Phrase(
                    fr: "Si les accents sont faux ci-dessous, choisissez-en un autre.",
                    en: "If accents are wrong below, choose another one.")(language)),
            Input(
                "separator", labels.label("separator"),
                .choice(separators.map { ($0.0, $0.1(language)) }, emptyLabel: nil),
                value: String(draft.file.separator)),
            Input(
                "key", labels.label("key"),
                .choice(draft.file.header.filter { !$0.isEmpty }.map { ($0, $0) }, emptyLabel: "–"),
                value: draft.key ?? ""),
        ]
        let title = Phrase(fr: "Comment lire le fichier", en: "How to read the file")(language)
        return bodyPanel(
            title, id: "how-t",
            "<div class=\"halves\">\(each: fields, { $0.html(language) })</div>\(ImportDo.full(request.isFull, language))"
        )
    }

    private var columns: HTML {
        let title = Phrase(fr: "Colonnes", en: "Columns")(language)
        let heads = [
            Phrase(fr: "Colonne", en: "Column"), Phrase(fr: "Par exemple", en: "For instance"),
            Phrase(fr: "Champ", en: "Field"),
        ]
        let rows: [HTML] = draft.file.header.enumerated().map { index, name in
            let example = draft.rows.lazy.compactMap {
                index < $0.cells.count && !$0.cells[index].isEmpty ? $0.cells[index] : nil
            }.first
            let chosen = index < draft.fields.count ? draft.fields[index]?.key ?? "" : ""
            return """
                <tr><th scope="row">\(name.isEmpty ? "–" : shortened(name, to: 60))</th><td class="breaks">\(shortened(example ?? "–", to: 60))</td>\
                <td>\(select(index, name, chosen))</td></tr>
                """
        }
        return panel(
            title, id: "columns-t", count: draft.file.header.count,
            """
            <div class="sheet" role="group" aria-label="\(title)" tabindex="0"><table class="rows edit"><thead><tr>\
            \(each: heads, { "<th scope=\"col\">\($0(language))</th>" })</tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }

    private func select(_ index: Int, _ name: String, _ chosen: String) -> HTML {
        let none = Phrase(fr: "Ne pas importer", en: "Leave out")(language)
        let options: [HTML] = draft.module.fields.map { field in
            "<option value=\"\(field.key)\"\(" selected", if: field.key == chosen)>\(field.label(language))\(" *", if: field.isRequired)</option>"
        }
        let words = Phrase(fr: "Champ de la colonne \(name)", en: "Field of the column \(name)")(language)
        return """
            <input type="hidden" name="column" value="\(name)"><select name="field-\(String(index))" aria-label="\(words)"><option value="">\(none)</option>\(options)</select>
            """
    }

    /// A value for each field that every row must have and no column gives.
    private var lacking: HTML {
        guard !draft.lacking.isEmpty else { return .empty }
        let inputs: [HTML] = draft.lacking.map { field in
            let value = request.defaults[field.key] ?? ""
            if case .choice(let choices) = field.type.control {
                return Input(
                    "default-\(field.key)", field.label(language),
                    .choice(choices.map { ($0.key, $0.forStaff.label(language)) }, emptyLabel: "–"), value: value,
                    required: true
                ).html(language)
            }
            return Input("default-\(field.key)", field.label(language), value: value, required: true).html(language)
        }
        let title = Phrase(fr: "Valeurs pour toutes les lignes", en: "Values for all rows")(language)
        let why = Phrase(
            fr: "Ces champs sont obligatoires et aucune colonne ne les remplit.",
            en: "These fields are required and no column fills them.")(language)
        return bodyPanel(
            title, id: "defaults-t", "<p class=\"soft\">\(why)</p><div class=\"halves\">\(inputs)</div>")
    }

    private var preview: HTML {
        let title = Phrase(fr: "Premières lignes, telles qu’elles seront lues", en: "First rows, as they will be read")(
            language)
        let fields = draft.fields.compactMap(\.self)
        let line = Phrase(fr: "Ligne", en: "Line")(language)
        let rows: [HTML] = draft.rows.map { row in
            switch row.result {
            case .success(let record)?:
                let cells: [HTML] = fields.map { "<td class=\"breaks\">\(shown(record, $0))</td>" }
                return "<tr><th scope=\"row\">\(String(row.line))</th>\(cells)</tr>"
            case .failure(let refusal)?:
                return """
                    <tr><th scope="row">\(String(row.line))</th><td colspan="\(String(max(1, fields.count)))"><p class="err">\(refusal.reason(language))</p></td></tr>
                    """
            case nil:
                let text = row.cells.map { shortened($0, to: 40) }.joined(separator: " · ")
                return
                    "<tr><th scope=\"row\">\(String(row.line))</th><td colspan=\"\(String(max(1, fields.count)))\">\(text)</td></tr>"
            }
        }
        guard !rows.isEmpty else {
            return note(
                .bad,
                HTML.text(
                    Phrase(fr: "Le fichier n’a que sa ligne de titres.", en: "The file has its header line only.")(
                        language)))
        }
        return panel(
            title, id: "preview-t",
            """
            <div class="sheet" role="group" aria-label="\(title)" tabindex="0"><table class="rows keep"><thead><tr><th scope="col">\(line)</th>\
            \(each: fields, { "<th scope=\"col\">\($0.label(language))</th>" })</tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }

    private func shown(_ record: IncomingRecord, _ field: Field) -> String {
        if let reference = record.references[field.key] { return reference }
        guard let value = record.values[field.key], !value.isNull else { return "–" }
        return shortened(field.type.show(value, formats), to: 80)
    }
}
