package import Core
package import HTML

/// A control of a form with its label, hint and error.
package struct Input {
    package let name: String
    package let label: String
    package var kind: Kind = .text
    package var value = ""
    package var hint: String?
    package var error: String?
    package var isRequired = false
    package var autocomplete: String?
    package var isFocused = false

    /// What the browser offers for it.
    package enum Kind: Sendable {
        case text, password, email, phone, number, day, moment, search, address
        case paragraph
        case choice([(key: String, label: String)], emptyLabel: String?)
        /// Free text with a list to pick from; works like a text field where there is no such list.
        case suggested([Suggestion])
        case checkbox
        case checkboxes([(key: String, label: String)])
        case file
    }

    /// A text that a list proposes.
    package struct Suggestion: Sendable {
        let text: String
        let remark: String
        /// By what the script of the page knows it.
        let names: String

        package init(_ text: String, remark: String, names: [String]) {
            self.text = text
            self.remark = remark
            self.names = names.joined(separator: " ")
        }
    }

    package init(
        _ name: String, _ label: String, _ kind: Kind = .text, value: String = "", hint: String? = nil,
        error: String? = nil, required: Bool = false,
        autocomplete: String? = nil, focused: Bool = false
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.value = value
        self.hint = hint
        self.error = error
        isRequired = required
        self.autocomplete = autocomplete
        isFocused = focused
    }

    package func html(_ language: Language) -> HTML {
        switch kind {
        case .checkbox:
            """
            <div class="field"><input type="hidden" name="\(name)" value="0"><label class="check"><input type="checkbox" id="\(name)" name="\(name)" value="1"\
            \(" checked", if: value == "1")> <span>\(label)\(hint.map { "<small>\($0)</small>" as HTML })</span></label>\(error.map { "<p class=\"err\" id=\"\(name)-err\">\($0)</p>" as HTML })</div>
            """
        case .checkboxes(let choices): boxes(choices)
        case .password: labelled(language, passwordControl(language))
        default: labelled(language, control)
        }
    }

    private func labelled(_ language: Language, _ control: HTML) -> HTML {
        let mark: HTML = isRequired ? " <span class=\"req\" aria-hidden=\"true\">*</span>" : ""
        return """
            <div class="field"><label for="\(name)">\(label)\(mark)</label>\(control)\
            \(hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" as HTML })\(error.map { "<p class=\"err\" id=\"\(name)-err\">\($0)</p>" as HTML })</div>
            """
    }

    /// Attributes that every control has.
    private var attributes: HTML {
        let described = [hint.map { _ in name + "-hint" }, error.map { _ in name + "-err" }].compactMap(\.self).joined(
            separator: " ")
        return """
            id="\(name)" name="\(name)"\(" required", if: isRequired)\(" autofocus", if: isFocused)\(" aria-invalid=\"true\"", if: error != nil)\
            \(described.isEmpty ? HTML.empty : " aria-describedby=\"\(described)\"")\(autocomplete.map { " autocomplete=\"\($0)\"" as HTML })
            """
    }

    private var control: HTML {
        switch kind {
        case .paragraph: "<textarea \(attributes) rows=\"5\">\n\(value)</textarea>"
        case .choice(let choices, let emptyLabel): select(choices, emptyLabel)
        case .suggested(let list):
            """
            <input type="text" list="\(name)-list" \(attributes) value="\(value)" autocomplete="off"><datalist id="\(name)-list">\
            \(each: list, { "<option value=\"\($0.text)\" data-names=\"\($0.names)\">\($0.remark)</option>" })</datalist>
            """
        case .email:
            "<input type=\"email\" \(attributes) value=\"\(value)\" autocapitalize=\"none\" spellcheck=\"false\">"
        case .phone: "<input type=\"tel\" \(attributes) value=\"\(value)\">"
        case .number: "<input type=\"text\" inputmode=\"decimal\" \(attributes) value=\"\(value)\">"
        case .day: "<input type=\"date\" \(attributes) value=\"\(value)\">"
        case .moment: "<input type=\"datetime-local\" \(attributes) value=\"\(value)\">"
        case .search: "<input type=\"search\" \(attributes) value=\"\(value)\">"
        case .file: "<input type=\"file\" \(attributes) multiple>"
        default:
            "<input type=\"text\" \(attributes) value=\"\(value)\"\(" autocapitalize=\"none\" spellcheck=\"false\"", if: autocomplete == "username")>"
        }
    }

    private func passwordControl(_ language: Language) -> HTML {
        let show = Phrase(fr: "Afficher", en: "Show")(language)
        let hide = Phrase(fr: "Masquer", en: "Hide")(language)
        return """
            <div class="join"><input type="password" \(attributes) value="\(value)">\
            <button class="btn" type="button" data-reveal="\(name)" data-show="\(show)" data-hide="\(hide)" aria-controls="\(name)" hidden>\(show)</button></div>
            """
    }

    private func select(_ choices: [(key: String, label: String)], _ emptyLabel: String?) -> HTML {
        let empty: HTML? = emptyLabel.map { "<option value=\"\">\($0)</option>" }
        return "<select \(attributes)>\(empty)\(options(choices))</select>"
    }

    private func options(_ choices: [(key: String, label: String)]) -> HTML {
        "\(each: choices, { "<option value=\"\($0.key)\"\(" selected", if: $0.key == value)>\($0.label)</option>" })"
    }

    private func boxes(_ choices: [(key: String, label: String)]) -> HTML {
        let chosen = Set(value.split(separator: ",").map(String.init))
        return """
            <fieldset class="field" id="\(name)"><legend>\(label)</legend><input type="hidden" name="\(name)" value=""><div class="checks\(" many", if: choices.count > 4)">\
            \(each: choices, { "<label class=\"check\"><input type=\"checkbox\" name=\"\(name)\" value=\"\($0.key)\"\(" checked", if: chosen.contains($0.key))> <span>\($0.label)</span></label>" })\
            </div>\(error.map { "<p class=\"err\" id=\"\(name)-err\">\($0)</p>" as HTML })</fieldset>
            """
    }
}

/// What is wrong with a form, on top of it, each with a link to its field.
package func errorSummary(_ problems: [(field: String, label: String, message: String)], _ language: Language) -> HTML {
    guard !problems.isEmpty else { return .empty }
    let count = problems.count
    let title =
        count == 1
        ? Phrase(fr: "Un champ est à corriger", en: "One field needs correcting")
        : Phrase(fr: "\(count) champs sont à corriger", en: "\(count) fields need correcting")
    return """
        <div class="errors" role="alert" tabindex="-1" autofocus aria-labelledby="errors-t"><h2 id="errors-t">\(title(language))</h2>\
        <ul>\(each: problems, { "<li><a href=\"#\($0.field)\">\($0.label)\(language == .fr ? " :" : ":") \($0.message)</a></li>" })</ul></div>
        """
}
