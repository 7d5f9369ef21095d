import Core
import HTML
import Web

/// What somebody typed into a form, as it is shown to them again.
struct TypedText: Sendable {
    /// The fields that hold words, with the names that people know them by.
    let shown: [(name: String, label: String, value: String)]
    /// Everything else that the form needs: ids, versions, boxes.
    let hidden: [(name: String, value: String)]

    /// Passwords are never kept. Links and codes are typed at doors, whose forms do not come here.
    static func kept(_ fields: [(name: String, value: String)]) -> [(name: String, value: String)] {
        fields.filter { !$0.name.lowercased().contains("password") && $0.name != "current" }
    }

    /// `path` is where the form was going: its module says what the fields are called.
    init(_ fields: [(name: String, value: String)], path: String, catalog: Catalog, language: Language) {
        let names = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        let module = names.lazy.compactMap { catalog[$0] }.first
        let sorted = TypedText.kept(fields).map { field in
            (field, TypedText.label(field.name, module, language))
        }
        shown = sorted.compactMap { field, label in
            guard let label, TypedText.isProse(field.value) else { return nil }
            return (field.name, label, field.value)
        }
        hidden = sorted.filter { field, label in label == nil || !TypedText.isProse(field.value) }.map(\.0)
    }

    /// Whether somebody would miss the text: ids, figures and choices are quickly made again.
    private static func isProse(_ value: String) -> Bool {
        let text = value.trimmed
        return text.count > 1 && RecordID(text: text) == nil && text.contains(where: \.isLetter)
    }

    private static func label(_ name: String, _ module: Module?, _ language: Language) -> String? {
        if let field = module?[name] {
            return field.type is ChoiceType || field.target != nil ? nil : field.label(language)
        }
        return words[name].map { $0(language) }
    }

    /// What forms outside of modules call their texts.
    private static let words: [String: Phrase] = [
        "body": Phrase(fr: "Message", en: "Message"), "message": Phrase(fr: "Message", en: "Message"),
        "note": Phrase(fr: "Note", en: "Note"), "subject": Phrase(fr: "Objet", en: "Subject"),
        "reason": Phrase(fr: "Motif", en: "Reason"), "name": Phrase(fr: "Nom", en: "Name"),
        "first_name": Phrase(fr: "Prénom", en: "First name"), "last_name": Phrase(fr: "Nom", en: "Last name"),
        "email": Phrase(fr: "E-mail", en: "E-mail"), "text": Phrase(fr: "Texte", en: "Text"),
        "text_fr": Phrase(fr: "Texte (français)", en: "Text (French)"),
        "text_en": Phrase(fr: "Texte (anglais)", en: "Text (English)"),
    ]

    /// The texts in a form that can still be changed.
    func inputs(_ language: Language) -> HTML {
        let controls: [HTML] = shown.map { field in
            let isLong = field.value.count > 60 || field.value.contains("\n")
            return Input(field.name, field.label, isLong ? .paragraph : .text, value: field.value).html(language)
        }
        return "\(controls)\(each: hidden, { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })"
    }
}

extension Refusal {
    /// The same refusal, with what was typed below it.
    func keeping(_ typed: TypedText) -> Refusal {
        var copy = self
        copy.typed = typed.shown.map { ($0.label, $0.value) }
        return copy
    }
}
