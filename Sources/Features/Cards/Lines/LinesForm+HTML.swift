import Core
import HTML
import Web

extension LinesForm {
    /// The whole form. The first button is the one that Enter presses, so it saves.
    func html(action: String, cancel: String, version: Int64, products: [(ref: String, label: String)]) -> HTML {
        let language = formats.language
        let save = Phrase(fr: "Enregistrer les lignes", en: "Save the lines")(language)
        let more = Phrase(fr: "Ajouter des lignes", en: "Add lines")(language)
        return """
            \(summary)<div class="panel"><form class="form body" method="post" action="\(action)" novalidate data-guard>\
            <button class="sr" tabindex="-1" aria-hidden="true">\(save)</button>\
            <input type="hidden" name="version" value="\(version)"><input type="hidden" name="count" value="\(lines.count)"><input type="hidden" name="in" value="\(subform.key)">\
            \(table)\(offer(products))\
            <div class="form-acts"><button class="btn main">\(save)</button>\
            \("<button class=\"btn\" name=\"more\" value=\"1\" formnovalidate>\(more)</button>", if: mayAdd && lines.count < LinesForm.most)\
            <a class="btn quiet" href="\(cancel)">\(Words.cancel(language))</a>\(unsavedCount(language))</div></form></div>
            """
    }

    private var summary: HTML {
        let cells = lines.indices.flatMap { line in
            fields.map { (LinesForm.name(line, $0.key), "\(self.line(line)), \($0.label(formats.language))") }
        }
        return errorSummary(
            cells.compactMap { name, label in
                problems[name].map { (name, label, $0.message(formats.language)) }
            }, formats.language)
    }

    private func line(_ index: Int) -> String {
        Phrase(fr: "Ligne \(index + 1)", en: "Line \(index + 1)")(formats.language)
    }

    private var table: HTML {
        let language = formats.language
        let title = subform.label(language)
        let remove = Phrase(fr: "Retirer", en: "Remove")(language)
        let heads: [HTML] = fields.map {
            "<th scope=\"col\"\(" class=\"num\"", if: $0.type.isNumeric)>\($0.label(language))\(unit($0))</th>"
        }
        return """
            <div class="sheet" role="group" aria-label="\(title)" tabindex="0"><table class="rows edit"><thead><tr>\(heads)\
            \("<th scope=\"col\" class=\"do\">\(remove)</th>", if: mayAdd)</tr></thead><tbody>\(each: lines.indices, { row($0, remove) })</tbody></table></div>
            """
    }

    private func unit(_ field: Field) -> HTML? {
        let unit =
            (field.type as? NumberType)?.unit?(formats.language)
            ?? (field.type is MoneyType ? Currencies.symbol(currency) : nil)
        return unit.map { " (\($0))" }
    }

    private func row(_ index: Int, _ remove: String) -> HTML {
        let cells: [HTML] = fields.map { field in
            let name = LinesForm.name(index, field.key)
            let error = problems[name]?.message(formats.language)
            return """
                <td\(" class=\"key\"", if: isDescription(field)) data-label="\(field.label(formats.language))">\(cell(field, index, error != nil))\
                \(error.map { "<p class=\"err\" id=\"\(name)-err\">\($0)</p>" as HTML })</td>
                """
        }
        let name = LinesForm.name(index, "remove")
        let box: HTML = """
            <input type="checkbox" name="\(name)" value="1" aria-label="\(remove), \(line(index))"\(" checked", if: lines[index].isRemoved)>
            """
        let id: HTML? = lines[index].id.map {
            "<input type=\"hidden\" name=\"\(LinesForm.name(index, "id"))\" value=\"\($0.text)\">"
        }
        let last: HTML = mayAdd ? "<td class=\"do\" data-label=\"\(remove)\">\(box)\(id)</td>" : "<td hidden>\(id)</td>"
        return "<tr>\(cells)\(last)</tr>"
    }

    /// A control, or the value where it may not be changed.
    private func cell(_ field: Field, _ index: Int, _ isWrong: Bool) -> HTML {
        guard !mayEdit(field) || lines[index].id == nil && !mayAdd else { return control(field, index, isWrong) }
        return "<span class=\"\("num", if: field.type.isNumeric)\">\(lines[index].shown[field.key] ?? "–")</span>"
    }

    /// The description takes what figures leave.
    private func isDescription(_ field: Field) -> Bool {
        if case .paragraph = field.type.control { true } else { false }
    }

    private func control(_ field: Field, _ index: Int, _ isWrong: Bool) -> HTML {
        let name = LinesForm.name(index, field.key)
        let value = lines[index].cells[field.key] ?? ""
        let label = "\(field.label(formats.language)), \(line(index))"
        let common: HTML = """
            id="\(name)" name="\(name)" aria-label="\(label)"\(" aria-invalid=\"true\" aria-describedby=\"\(name)-err\"", if: isWrong)
            """
        switch field.type.control {
        case .paragraph: return "<textarea \(common) rows=\"2\">\n\(value)</textarea>"
        case .choice(let choices):
            return
                "<select \(common)><option value=\"\">–</option>\(each: choices, { "<option value=\"\($0.key)\"\(" selected", if: $0.key == value)>\($0.label(formats.language))</option>" })</select>"
        case .lookup(let module) where module == "products":
            let unnamed: HTML = lines[index].unnamed.contains(field.key) ? " placeholder=\"\(self.unnamed)\"" : ""
            return
                "<input type=\"text\" list=\"offered\" autocomplete=\"off\" \(common) value=\"\(value)\"\(unnamed)>"
        case .lookup: return lookup(field, index, common)
        case .checkbox:
            return
                "<select \(common)><option value=\"0\">\(Phrase(fr: "Non", en: "No")(formats.language))</option><option value=\"1\"\(" selected", if: value == "1")>\(Phrase(fr: "Oui", en: "Yes")(formats.language))</option></select>"
        case .day: return "<input type=\"date\" \(common) value=\"\(value)\">"
        case .instant: return "<input type=\"datetime-local\" \(common) value=\"\(value)\">"
        case .email: return "<input type=\"email\" \(common) value=\"\(value)\">"
        case .phone: return "<input type=\"tel\" \(common) value=\"\(value)\">"
        case .line, .address, .choices, .file: return "<input type=\"text\" \(common) value=\"\(value)\">"
        case .number: return "<input class=\"num\" type=\"text\" inputmode=\"decimal\" \(common) value=\"\(value)\">"
        }
    }

    /// What a cell says whose record the viewer cannot name.
    private var unnamed: String { Phrase(fr: "Non visible", en: "Not visible")(formats.language) }

    /// The record that is chosen is among the options, however many there are before it.
    private func lookup(_ field: Field, _ index: Int, _ common: HTML) -> HTML {
        let line = lines[index]
        let value = line.cells[field.key] ?? ""
        var options = (choices[field.key]?.options ?? []).map { (id: $0.id.text, title: $0.title) }
        if !value.isEmpty, !options.contains(where: { $0.id == value }) {
            options.insert((value, line.shown[field.key] ?? value), at: 0)
        }
        let none = line.unnamed.contains(field.key) ? unnamed : "–"
        return
            "<select \(common)><option value=\"\">\(none)</option>\(each: options, { "<option value=\"\($0.id)\"\(" selected", if: $0.id == value)>\($0.title)</option>" })</select>"
    }

    private func offer(_ products: [(ref: String, label: String)]) -> HTML {
        "<datalist id=\"offered\">\(each: products, { "<option value=\"\($0.ref)\">\($0.label)</option>" })</datalist>"
    }
}
