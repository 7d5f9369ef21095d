import Core
import Store
import Web

/// The searches that were posted with a form's look-ups, and what they decide.
struct LookupSearch: Sendable {
    /// By field, what was typed into the search field and not yet turned into a choice.
    let texts: [String: String]
    /// The person asked for results, not for saving.
    let isAsked: Bool

    init(_ posted: Form, _ form: RecordForm) {
        texts = form.fields.filter { $0.target != nil }.reduce(into: [:]) { texts, field in
            let text = posted["lookup_" + field.key]
            if !text.isEmpty { texts[field.key] = String(text.prefix(100)) }
        }
        isAsked = posted.has("find")
    }

    /// A search with one result is that result; anything else is a question back to the person.
    func settle(_ posted: inout PostedRecord, with reader: LookupReader, in form: RecordForm) throws {
        for (key, text) in texts {
            guard let target = form.module[key]?.target.flatMap({ reader.records.catalog[$0] }) else { continue }
            let found = try reader.choices(of: target, chosen: nil, search: text)
            guard found.isSearched else { continue }
            switch found.options.count {
            case 1:
                posted.typed[key] = found.options[0].id.text
                posted.values[key] = .id(found.options[0].id)
                posted.problems[key] = nil
            case 0: posted.problems[key] = .nothingFound(text)
            default: posted.problems[key] = isAsked ? nil : .severalFound
            }
        }
    }
}

extension FieldProblem {
    static func nothingFound(_ search: String) -> FieldProblem {
        FieldProblem(
            fr: "Aucune fiche ne correspond à « \(search) ». Essayez un autre mot.",
            en: "No record matches “\(search)”. Try another word.")
    }
    static let severalFound = FieldProblem(
        fr: "Plusieurs fiches correspondent : choisissez dans la liste.",
        en: "Several records match: choose one from the list.")
}
