import Core

/// A name in braces that a mail replaces.
enum MailPlaceholder: String, Sendable, CaseIterable {
    case url, username = "identifiant", password = "mot_de_passe", company = "societe", firstName = "prenom", lastName =
        "nom"
    case reference, subject = "objet", link = "lien", author = "auteur", state = "etat"
    case applicant = "demandeur", reason = "motif", validity = "validite", lastDay = "dernier_jour"
    case moment = "date", device = "appareil", address = "adresse"
    case file = "fichier"

    /// What mails about signing in may name.
    static let signIn: [MailPlaceholder] = [.url, .username, .password, .validity, .company, .firstName, .lastName]
    /// What mails about a request may name. Its messages are not among them: they are read behind the sign-in.
    static let request: [MailPlaceholder] = [.reference, .subject, .link, .author, .company, .firstName, .lastName]

    /// What mails about signing up may name.
    static let signUp: [MailPlaceholder] = [.link, .url, .company, .firstName, .lastName]

    /// What mails about what happened to a sign-in may name.
    static let notice: [MailPlaceholder] = [.link, .url, .username, .company, .firstName, .lastName]

    var braced: String { "{\(rawValue)}" }

    var meaning: Phrase {
        switch self {
        case .url: Phrase(fr: "adresse du portail", en: "address of the portal")
        case .username: Phrase(fr: "identifiant de la personne", en: "the person’s username")
        case .password:
            Phrase(
                fr:
                    "lien à usage unique pour choisir le mot de passe, et un code à saisir si le lien ne s’ouvre pas ; un mot de passe ne part jamais par e-mail",
                en:
                    "one-time link to choose the password, and a code to type if the link does not open; a password is never sent by e-mail"
            )
        case .lastDay: Phrase(fr: "dernier jour de l’accès", en: "last day of the access")
        case .validity: Phrase(fr: "durée du lien d’une invitation", en: "how long the link of an invitation works")
        case .company: Phrase(fr: "nom de votre société", en: "your company’s name")
        case .firstName: Phrase(fr: "prénom", en: "first name")
        case .lastName: Phrase(fr: "nom", en: "last name")
        case .reference: Phrase(fr: "référence de la demande", en: "the request’s reference")
        case .subject: Phrase(fr: "objet de la demande", en: "the request’s subject")
        case .link:
            Phrase(
                fr: "adresse de la page à ouvrir ; un échange ne se lit qu’après connexion",
                en: "address of the page to open; a conversation is read after signing in only")
        case .author: Phrase(fr: "nom de la personne qui a écrit", en: "name of the person who wrote")
        case .applicant:
            Phrase(fr: "nom, société et e-mail de qui s’inscrit", en: "name, company and e-mail of whoever signs up")
        case .reason: Phrase(fr: "motif du refus, s’il a été écrit", en: "reason of the refusal, if one was written")
        case .moment: Phrase(fr: "quand cela s’est passé", en: "when it happened")
        case .device: Phrase(fr: "navigateur et réseau", en: "browser and network")
        case .address: Phrase(fr: "nouvelle adresse e-mail", en: "new e-mail address")
        case .file: Phrase(fr: "nom du fichier", en: "name of the file")
        case .state: Phrase(fr: "nouvel état de la demande", en: "the request’s new state")
        }
    }
}
