import Core
import Mail
import Web

/// A mail that somebody is writing.
struct ComposeDraft: Sendable {
    var to: String
    var copies: String
    var template: String
    var subject: String
    var message: String

    init(_ form: Form) {
        to = form["to"]
        copies = form["cc"]
        template = form["template"]
        subject = form["subject"]
        message = form["message"]
    }

    init(to target: ComposeTarget) {
        self.init(Form([]))
        to = target.recipient.address
    }

    var recipients: [String] { ComposeDraft.addresses(to) }
    /// Nobody gets the same mail twice.
    var copied: [String] {
        let first = Set(recipients.map { $0.lowercased() })
        return ComposeDraft.addresses(copies).filter { !first.contains($0.lowercased()) }
    }

    var namesLink: Bool { message.contains(MailPlaceholder.password.braced) }

    /// Addresses as people separate them.
    static func addresses(_ text: String) -> [String] {
        var seen = Set<String>()
        return text.split(whereSeparator: { ",;".contains($0) || $0.isWhitespace }).map(String.init).filter {
            seen.insert($0.lowercased()).inserted
        }
    }

    /// The link opens the account: it goes to the person's address and nowhere else.
    func sendsLinkHome(to target: ComposeTarget) -> Bool {
        recipients.map(folded) == [folded(target.recipient.address)]
    }

    /// `mayInvite`: whoever writes manages users.
    func problems(for target: ComposeTarget, files: [Int64], mayInvite: Bool) -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        problems["to"] =
            recipients.isEmpty
            ? FieldProblem(fr: "Indiquez au moins une adresse.", en: "Give at least one address.")
            : ComposeDraft.problem(in: recipients)
        problems["cc"] = ComposeDraft.problem(in: copied)
        problems["subject"] = subjectProblem(target)
        problems["message"] =
            message.isEmpty
            ? FieldProblem(fr: "Écrivez un message.", en: "Write a message.") : wordsProblem(message, target)
        if namesLink { problems.merge(linkProblems(target, mayInvite: mayInvite)) { _, link in link } }
        if files.reduce(0, +) > ComposeDraft.mostBytes {
            problems["files"] = FieldProblem(
                fr: "Les fichiers joints dépassent 15 Mo ensemble, ce que beaucoup de messageries refusent.",
                en: "The files exceed 15 MB together, which many mail servers refuse.")
        }
        return problems
    }

    private func linkProblems(_ target: ComposeTarget, mayInvite: Bool) -> [String: FieldProblem] {
        guard mayInvite else {
            return [
                "message": FieldProblem(
                    fr:
                        "Le lien {mot_de_passe} ouvre le compte : il faut « Gestion des utilisateurs » pour l’envoyer. Retirez-le, ou demandez à un administrateur.",
                    en:
                        "The link {mot_de_passe} opens the account: sending it needs “Manage users”. Take it out, or ask an administrator."
                )
            ]
        }
        guard target.profile != nil, !recipients.isEmpty, !sendsLinkHome(to: target) else { return [:] }
        return [
            "to": FieldProblem(
                fr:
                    "Le lien {mot_de_passe} est personnel\u{A0}: il ne part qu’à \(target.recipient.address). Les copies le reçoivent masqué.",
                en:
                    "The link {mot_de_passe} is personal: it goes to \(target.recipient.address) only. Copies get it hidden."
            )
        ]
    }

    private static let mostBytes: Int64 = 15 << 20
    private static let mostRecipients = 20

    private static func problem(in addresses: [String]) -> FieldProblem? {
        if addresses.count > mostRecipients {
            return FieldProblem(fr: "Vingt adresses au plus.", en: "Twenty addresses at most.")
        }
        for address in addresses {
            do {
                _ = try Mailbox(address: address)
            } catch let problem as InvalidMail {
                return FieldProblem(
                    fr: "«\u{A0}\(address)\u{A0}»\u{A0}: \(problem.problem.phrase.fr).",
                    en: "“\(address)”: \(problem.problem.phrase.en).")
            } catch {
                return FieldProblem(
                    fr: "«\u{A0}\(address)\u{A0}» n’est pas une adresse.", en: "“\(address)” is not an address.")
            }
        }
        return nil
    }

    private func subjectProblem(_ target: ComposeTarget) -> FieldProblem? {
        if subject.isEmpty { return FieldProblem(fr: "Écrivez un objet.", en: "Write a subject.") }
        if subject.count > 200 || subject.contains(where: \.isNewline) || hasControlCharacters(subject)
            || subject.contains(MailPlaceholder.password.braced)
        {
            return FieldProblem(
                fr: "L’objet tient sur une ligne de 200 caractères au plus, sans lien.",
                en: "The subject fits on one line of at most 200 characters, without a link.")
        }
        return wordsProblem(subject, target)
    }

    private func wordsProblem(_ words: String, _ target: ComposeTarget) -> FieldProblem? {
        if words.count > 20_000 || hasControlCharacters(words) {
            return FieldProblem(
                fr: "Au plus 20\u{A0}000 caractères, sans caractère de contrôle.",
                en: "At most 20,000 characters and no control characters.")
        }
        do {
            let known = target.placeholders.map(\.rawValue)
            let unknown = try MailTemplate(words).names.filter { !known.contains($0) }
            guard !unknown.isEmpty else { return nil }
            guard unknown.allSatisfy(MailPlaceholder.signIn.map(\.rawValue).contains) else {
                return FieldProblem(MailTemplateProblem.unknown(names: unknown, known: known).phrase)
            }
            return FieldProblem(
                fr:
                    "Ce contact n’a pas de compte utilisateur\u{A0}: {identifiant} et {mot_de_passe} n’ont rien à montrer. Créez d’abord le compte.",
                en:
                    "This contact has no user account: {identifiant} and {mot_de_passe} have nothing to show. Create the account first."
            )
        } catch let problem as MailTemplateProblem {
            return FieldProblem(problem.phrase)
        } catch {
            return FieldProblem(fr: "Ce texte ne peut pas être lu.", en: "This text cannot be read.")
        }
    }
}
