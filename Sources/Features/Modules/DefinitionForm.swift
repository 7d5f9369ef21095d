import Core
import HTML
import Store
import Web

/// What the forms about modules share.
enum DefinitionForm {
    /// A name in both languages, as typed.
    struct Name: Sendable, Hashable {
        var fr = ""
        var en = ""

        init(fr: String = "", en: String = "") {
            self.fr = fr
            self.en = en
        }
        init(_ phrase: Phrase) { self.init(fr: phrase.fr, en: phrase.en) }
        init(_ form: Form, _ name: String) { self.init(fr: form[name + "_fr"], en: form[name + "_en"]) }

        /// English that is left out is the French.
        var phrase: Phrase { Phrase(fr: fr, en: en.isEmpty ? fr : en) }

        func inputs(
            _ name: String, _ label: Phrase, _ problem: FieldProblem?, hint: String? = nil, isRequired: Bool = true,
            _ language: Language
        )
            -> HTML
        {
            let optional = Phrase(fr: "Comme en français si vous laissez vide.", en: "The French one when left empty.")
            let french = Input(
                name + "_fr", label(language) + Phrase(fr: " (français)", en: " (French)")(language), value: fr,
                hint: hint.map { Phrase(fr: "Exemple : \($0)", en: "Example: \($0)")(language) },
                error: problem?.message(language), required: isRequired)
            let english = Input(
                name + "_en", label(language) + Phrase(fr: " (anglais)", en: " (English)")(language), value: en,
                hint: optional(language))
            return "<div class=\"row2\">\(french.html(language))\(english.html(language))</div>"
        }
    }

    /// Above the form: what is wrong, each with a link to its control, and what happened meanwhile.
    static func notes(_ refusal: DefinitionRefusal?, _ labels: [(String, Phrase)], _ context: OfficeContext) -> HTML {
        guard let refusal else { return .empty }
        let language = context.language
        let problems = refusal.problems()
        let known = labels.compactMap { key, label in
            problems[key].map {
                (field: DefinitionForm.control(key), label: label(language), message: $0.message(language))
            }
        }
        let others = problems.filter { problem in !labels.contains { $0.0 == problem.key } }.sorted { $0.key < $1.key }
            .map {
                (field: $0.key, label: Phrase(fr: "Champ", en: "Field")(language), message: $0.value.message(language))
            }
        let remark = refusal.note(context.formats).map { note(.bad, HTML.text($0(language))) } ?? .empty
        return remark + errorSummary(known + others, language)
    }

    private static func control(_ key: String) -> String {
        ["many", "one", "label", "naming", "name"].contains(key) ? key + "_fr" : key
    }

    static func buttons(_ submit: String, cancel: String, _ language: Language) -> HTML {
        "<div class=\"form-acts\"><button class=\"btn main\">\(submit)</button><a class=\"btn quiet\" href=\"\(cancel)\">\(Words.cancel(language))</a>\(unsavedCount(language))</div>"
    }

    static func version(_ version: Int64) -> HTML {
        "<input type=\"hidden\" name=\"version\" value=\"\(String(version))\">"
    }

    static func check(_ name: String, _ label: Phrase, _ isOn: Bool, hint: Phrase? = nil, _ language: Language) -> HTML
    {
        Input(name, label(language), .checkbox, value: isOn ? "1" : "0", hint: hint?(language)).html(language)
    }
}
