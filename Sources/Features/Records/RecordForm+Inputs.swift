import Core
import HTML
import Web

extension RecordForm {
    /// The control of one field with its label, hint and error.
    func input(_ field: Field) -> HTML {
        if case .lookup = field.type.control { return lookup(field) }
        if case .file = field.type.control { return file(field) }
        return plain(field, kind(field)).html(language)
    }

    private func plain(_ field: Field, _ kind: Input.Kind) -> Input {
        Input(
            field.key, label(field), kind, value: typed[field.key] ?? "", hint: hint(field),
            error: problems[field.key]?.message(language),
            required: isRequired(field))
    }

    private func label(_ field: Field) -> String {
        let unit = (field.type as? NumberType)?.unit?(language) ?? symbol(field)
        return field.label(for: viewer)(language) + (unit.map { " (\($0))" } ?? "")
    }

    /// The currency of an amount, as far as the form knows that of the document.
    private func symbol(_ field: Field) -> String? {
        guard let money = field.type as? MoneyType else { return nil }
        let code = field.isCustom ? money.currency : typed[Currencies.field] ?? ""
        return Currencies.symbol(code.isEmpty ? Currencies.own : code)
    }

    /// Only the e-mail of a contact needs a word: it is not what one signs in with.
    private func hint(_ field: Field) -> String? {
        guard module.key == "contacts", field.key == "email" else { return nil }
        let staff = Phrase(
            fr: "Facultatif : sert à écrire au contact, et à se connecter si un compte est créé.",
            en: "Optional: used to write to the contact, and to sign in once there is an account.")
        let own = Phrase(
            fr:
                "L’adresse à laquelle nous vous écrivons. La changer ici ne change pas celle avec laquelle vous vous connectez.",
            en: "The address we write to. Changing it here does not change the one you sign in with.")
        return (viewer.isStaff ? staff : own)(language)
    }

    private func kind(_ field: Field) -> Input.Kind {
        switch field.type.control {
        case .line, .address: .text
        case .instant: .moment
        case .email: .email
        case .phone: .phone
        case .number: .number
        case .day: .day
        case .checkbox: .checkbox
        case .paragraph: .paragraph
        case .choice(let choices): .choice(named(choices), emptyLabel: emptyLabel(field))
        case .choices(let choices): .checkboxes(named(choices))
        case .lookup, .file: .text
        }
    }

    /// The file there is, with a box to take it away, and the control to choose another one.
    private func file(_ field: Field) -> HTML {
        let name = typed[field.key] ?? ""
        let error: HTML? = problems[field.key].map {
            "<p class=\"err\" id=\"\(field.key)-err\">\($0.message(language))</p>"
        }
        let mark: HTML? = isRequired(field) ? " <span class=\"req\" aria-hidden=\"true\">*</span>" : nil
        let marks: HTML? =
            problems[field.key] == nil ? nil : " aria-invalid=\"true\" aria-describedby=\"\(field.key)-err\""
        return """
            <div class="field"><label for="\(field.key)">\(label(field))\(mark)</label><input type="file" id="\(field.key)" name="\(field.key)"\(marks)>\(error)\
            \(name.isEmpty ? nil : present(field, name))</div>
            """
    }

    private func present(_ field: Field, _ name: String) -> HTML {
        let now = Phrase(fr: "Actuellement : \(name)", en: "Currently: \(name)")(language)
        guard !isRequired(field) else { return "<p class=\"hint\">\(now)</p>" }
        let drop = Phrase(fr: "Enlever ce fichier", en: "Remove this file")(language)
        return """
            <p class="hint">\(now)</p><label class="check"><input type="checkbox" name="\(RecordForm.without(field))" value="1"> <span>\(drop)</span></label>
            """
    }

    private func named(_ choices: [Choice]) -> [(key: String, label: String)] {
        choices.map { ($0.key, $0.label(language)) }
    }

    /// A required field that holds something cannot be emptied again, so the list does not offer it.
    private func emptyLabel(_ field: Field) -> String? {
        if field.type is CurrencyType { return CurrencyType.ownName(language) }
        guard isRequired(field) else { return "–" }
        return (typed[field.key] ?? "").isEmpty ? Phrase(fr: "Choisissez…", en: "Choose…")(language) : nil
    }

    /// A list of records; with a search below it when there are too many to list.
    private func lookup(_ field: Field) -> HTML {
        let choices = lookups[field.key] ?? LookupChoices()
        let options = choices.options.map { (key: $0.id.text, label: $0.title) }
        let empty =
            choices.isSearched && options.isEmpty
            ? Phrase(fr: "Aucune fiche choisie", en: "No record chosen")(language) : emptyLabel(field)
        var input = plain(field, .choice(options, emptyLabel: empty ?? "–"))
        guard choices.isSearched else { return input.html(language) }
        if !choices.search.isEmpty, !options.isEmpty { input.hint = found(choices) }
        return "<div class=\"field\">\(input.html(language))\(search(field))</div>"
    }

    private func found(_ choices: LookupChoices) -> String {
        let count = choices.options.count
        if count >= LookupChoices.mostFound {
            return Phrase(
                fr: "Les \(count) premières fiches pour « \(choices.search) ».",
                en: "The first \(count) records for “\(choices.search)”.")(language)
        }
        return Phrase(
            fr: "Résultats pour « \(choices.search) » dans la liste.",
            en: "Results for “\(choices.search)” are in the list.")(language)
    }

    private func search(_ field: Field) -> HTML {
        let name = field.label(for: viewer)
        let label = Phrase(fr: "Rechercher : \(name.fr)", en: "Search: \(name.en)")(language)
        let placeholder = Phrase(fr: "Nom, référence, ville…", en: "Name, reference, town…")(language)
        return """
            <div class="join"><input type="search" name="lookup_\(field.key)" aria-label="\(label)" placeholder="\(placeholder)" autocomplete="off">\
            <button class="btn" name="find" value="\(field.key)" formnovalidate>\(Words.search(language))</button></div>
            """
    }
}
