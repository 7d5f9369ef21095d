import Core

/// What placeholders stand for in one mail to one person.
struct MailValues: Sendable {
    var company: String
    var firstName: String
    var lastName: String
    var username: String
    var url: String
    /// The one-time link; nil in mails that have none.
    var link: String?
    var language: Language

    /// Line breaks in a value would start new lines of the mail, or break its subject.
    var dictionary: [String: String] {
        let values: [MailPlaceholder: String?] = [
            .company: company, .firstName: firstName, .lastName: lastName, .username: username, .url: url,
            .password: link.map(invitation),
        ]
        return Dictionary(
            uniqueKeysWithValues: values.compactMap { key, value in value.map { (key.rawValue, oneLine($0)) } })
    }

    /// {mot_de_passe} never is a password.
    private func invitation(_ link: String) -> String {
        Phrase(fr: "Choisir mon mot de passe\u{A0}: \(link)", en: "Choose my password: \(link)")(language)
    }

    private func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }
}

extension MailValues {
    /// Made-up values for previews.
    static func sample(_ text: MailText, company: String, baseAddress: String, _ language: Language) -> MailValues {
        let isStaff = text == .staffWelcome
        let path = isStaff ? "/admin" : "/p/client"
        return MailValues(
            company: company, firstName: "Atu", lastName: "Lenobli", username: "atu.lenobli", url: baseAddress + path,
            link: text.placeholders.contains(.password) ? baseAddress + path + "/welcome/…" : nil, language: language)
    }
}
