import Core
import Mail

extension MailWords {
    /// Both texts with their values. Throws `MailTemplateProblem`. `keepingLink` leaves `{mot_de_passe}` for the moment of sending.
    func filled(_ values: MailValues, keepingLink: Bool = false) throws -> MailWords {
        var dictionary = values.dictionary
        if keepingLink {
            dictionary = dictionary.mapValues { $0.replacing("{", with: "{{").replacing("}", with: "}}") }
            dictionary[MailPlaceholder.password.rawValue] = MailPlaceholder.password.braced
        }
        return MailWords(
            subject: tidied(try MailTemplate(subject).filled(dictionary)),
            body: tidied(try MailTemplate(body).filled(dictionary)))
    }

    /// A missing first name leaves two spaces, a missing reason three line ends; nobody wants to read them.
    private func tidied(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: " ").joined(separator: " ")
        }.joined(separator: "\n").replacing(" ,", with: ",").replacing(/\n{3,}/, with: "\n\n")
    }

    /// What keeps these words from being saved as `text`, by field.
    func problems(as text: MailText) -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        problems["subject"] = subjectProblem(text)
        problems["body"] = bodyProblem(text)
        return problems
    }

    private func subjectProblem(_ text: MailText) -> FieldProblem? {
        if subject.isEmpty { return FieldProblem(fr: "Écrivez un objet.", en: "Write a subject.") }
        if subject.count > 200 || subject.contains(where: \.isNewline) || hasControlCharacters(subject) {
            return FieldProblem(
                fr: "L’objet tient sur une ligne de 200 caractères au plus.",
                en: "The subject fits on one line of at most 200 characters.")
        }
        if subject.contains(MailPlaceholder.password.braced) {
            return FieldProblem(
                fr:
                    "Le lien {mot_de_passe} n’a pas sa place dans l’objet\u{A0}: les objets se lisent sur les écrans verrouillés.",
                en: "The link {mot_de_passe} does not belong in the subject: subjects are shown on locked screens.")
        }
        if subject.contains(MailPlaceholder.link.braced) {
            return FieldProblem(
                fr:
                    "Le lien {lien} n’a pas sa place dans l’objet\u{A0}: les objets se lisent sur les écrans verrouillés.",
                en: "The link {lien} does not belong in the subject: subjects are shown on locked screens.")
        }
        return placeholderProblem(subject, text)
    }

    private func bodyProblem(_ text: MailText) -> FieldProblem? {
        if body.isEmpty {
            return FieldProblem(fr: "Écrivez le texte du message.", en: "Write the text of the message.")
        }
        if body.count > 20_000 || hasControlCharacters(body) {
            return FieldProblem(
                fr: "Le texte compte au plus 20\u{A0}000 caractères, sans caractère de contrôle.",
                en: "The text has at most 20,000 characters and no control characters.")
        }
        if let problem = placeholderProblem(body, text) { return problem }
        let names = text.placeholders.filter { body.contains($0.braced) }
        let missing = text.needed.filter { !names.contains($0) }.map(\.braced).joined(separator: ", ")
        guard !missing.isEmpty else { return nil }
        if missing == MailPlaceholder.lastDay.braced {
            return FieldProblem(
                fr: "Sans \(missing), la personne ne saurait pas quand son accès se termine.",
                en: "Without \(missing) the person would not know when the access ends.")
        }
        if text.needed.contains(.link), text.topic == .signIn {
            return FieldProblem(
                fr: "Sans \(missing), la personne ne pourrait rien confirmer ni rien arrêter.",
                en: "Without \(missing) the person could neither confirm nor stop anything.")
        }
        return text.needed.contains(.link)
            ? FieldProblem(
                fr: "Sans \(missing), la personne ne pourrait pas ouvrir la demande.",
                en: "Without \(missing) the person could not open the request.")
            : FieldProblem(
                fr: "Sans \(missing), la personne ne pourrait pas se connecter.",
                en: "Without \(missing) the person could not sign in.")
    }

    private func placeholderProblem(_ words: String, _ text: MailText) -> FieldProblem? {
        do {
            let known = text.placeholders.map(\.rawValue)
            let unknown = try MailTemplate(words).names.filter { !known.contains($0) }
            return unknown.isEmpty
                ? nil : FieldProblem(MailTemplateProblem.unknown(names: unknown, known: known).phrase)
        } catch let problem as MailTemplateProblem {
            return FieldProblem(problem.phrase)
        } catch {
            return FieldProblem(fr: "Ce texte ne peut pas être lu.", en: "This text cannot be read.")
        }
    }
}
