package import Core

extension SMTPSettingsProblem.Problem {
    package var phrase: Phrase {
        switch self {
        case .unreadable:
            Phrase(
                fr: "adresse illisible, attendue comme smtp://utilisateur:motdepasse@hôte:587?security=starttls "
                    + "(les caractères spéciaux s’écrivent %40 pour @, %3A pour\u{A0}:, %2F pour /)",
                en: "unreadable address, expected like smtp://user:password@host:587?security=starttls "
                    + "(special characters are written %40 for @, %3A for :, %2F for /)")
        case .unknownScheme:
            Phrase(fr: "l’adresse commence par smtp:// ou smtps://", en: "the address starts with smtp:// or smtps://")
        case .missing: Phrase(fr: "valeur manquante", en: "a value is missing")
        case .notAHost: Phrase(fr: "ce n’est pas un nom de machine", en: "this is not a host name")
        case .notAPort: Phrase(fr: "nombre de 1 à 65535 attendu", en: "a number from 1 to 65535 is expected")
        case .notATimeout:
            Phrase(fr: "nombre de secondes de 1 à 600 attendu", en: "a number of seconds from 1 to 600 is expected")
        case .unexpected: Phrase(fr: "rien n’est attendu ici", en: "nothing is expected here")
        case .unknownOption(let name):
            Phrase(fr: "option inconnue «\u{A0}\(name)\u{A0}»", en: "unknown option “\(name)”")
        case .repeated: Phrase(fr: "donné deux fois", en: "given twice")
        case .notOneOf(let values):
            Phrase(
                fr: "une de ces valeurs est attendue\u{A0}: \(values.joined(separator: ", "))",
                en: "one of these values is expected: \(values.joined(separator: ", "))")
        case .contradictsScheme:
            Phrase(
                fr: "smtps:// signifie security=tls et smtp:// une autre valeur",
                en: "smtps:// means security=tls, and smtp:// another value")
        case .contradictsVerify:
            Phrase(fr: "ca n’a pas de sens avec verify=no", en: "ca makes no sense with verify=no")
        case .passwordInClear:
            Phrase(
                fr: "un mot de passe ne part pas en clair vers une autre machine, choisir starttls ou tls",
                en: "a password is not sent in clear to another machine, choose starttls or tls")
        }
    }
}
