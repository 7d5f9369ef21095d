import Core
import HTML
import Web

/// Why an access is deactivated, as a form asks for it; nobody has to say.
struct ShutReasonForm: Sendable {
    let kind: ShutReason.Kind
    let note: String

    init() { (kind, note) = (.other, "") }

    init(_ form: Form) {
        let asked = ShutReason.Kind(rawValue: form["reason"]) ?? .other
        kind = ShutReason.choices.contains(asked) ? asked : .other
        note = form["note"]
    }

    private static let most = 200

    var problem: FieldProblem? {
        guard note.count > ShutReasonForm.most || hasControlCharacters(note) || note.contains(where: \.isNewline) else {
            return nil
        }
        return FieldProblem(
            fr: "Une ligne de 200 caractères au plus.", en: "One line of at most 200 characters.")
    }

    /// Nil where nothing was said.
    var reason: ShutReason? { kind == .other && note.isEmpty ? nil : ShutReason(kind, note: note) }

    func inputs(_ language: Language) -> HTML {
        let choices = ShutReason.choices.map { (key: $0.rawValue, label: $0.label(language)) }
        let select = Input(
            "reason", Phrase(fr: "Motif", en: "Reason")(language), .choice(choices, emptyLabel: nil),
            value: kind.rawValue)
        let text = Input(
            "note", Phrase(fr: "Précision (facultatif)", en: "Detail (optional)")(language), value: note,
            hint: Phrase(
                fr: "Gardé avec l’accès et dans son suivi ; la personne ne le voit pas.",
                en: "Kept with the access and in its history; the person does not see it.")(language),
            error: problem?.message(language))
        return "\(select.html(language))\(text.html(language))"
    }
}
