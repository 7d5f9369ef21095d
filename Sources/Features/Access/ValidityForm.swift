import Core
import HTML
import Web

/// *Période de validité* as it comes from a form.
struct ValidityForm: Sendable {
    let fromText: String
    let untilText: String

    init(_ form: Form) {
        fromText = form["valid_from"]
        untilText = form["valid_until"]
    }
    init(from: Day?, until: Day?) {
        fromText = from?.iso ?? ""
        untilText = until?.iso ?? ""
    }

    var from: Day? { Day(iso: fromText) ?? Day(french: fromText) }
    var until: Day? { Day(iso: untilText) ?? Day(french: untilText) }

    var problems: [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        let unreadable = FieldProblem(fr: "Écrivez une date comme 22/11/2026.", en: "Write a date such as 22/11/2026.")
        if !fromText.isEmpty, from == nil { problems["valid_from"] = unreadable }
        if !untilText.isEmpty, until == nil { problems["valid_until"] = unreadable }
        if let from, let until, until < from {
            problems["valid_until"] = FieldProblem(
                fr: "La fin précède le début.", en: "The end is before the beginning.")
        }
        return problems
    }

    func inputs(_ errors: [String: FieldProblem], _ language: Language) -> HTML {
        let from = Input(
            "valid_from", ValidityForm.fromLabel(language), .day, value: self.from?.iso ?? fromText,
            error: errors["valid_from"]?.message(language))
        let until = Input(
            "valid_until", ValidityForm.untilLabel(language), .day, value: self.until?.iso ?? untilText,
            hint: Phrase(fr: "Sans limite si vide.", en: "No limit when empty.")(language),
            error: errors["valid_until"]?.message(language))
        return "<div class=\"row2\">\(from.html(language))\(until.html(language))</div>"
    }

    static let fromLabel = Phrase(fr: "Valide du", en: "Valid from")
    static let untilLabel = Phrase(fr: "au", en: "until")
}
