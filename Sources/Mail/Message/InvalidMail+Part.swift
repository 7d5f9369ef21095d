package import Core

extension InvalidMail {
    /// The part of a mail that is refused.
    package enum Part: Hashable, Sendable {
        case address, displayName, recipients, subject, messageID, date
        case attachmentName, attachmentType
        case company, accent

        package var phrase: Phrase {
            switch self {
            case .address: Phrase(fr: "Adresse e-mail", en: "E-mail address")
            case .displayName: Phrase(fr: "Nom affiché", en: "Display name")
            case .recipients: Phrase(fr: "Destinataires", en: "Recipients")
            case .subject: Phrase(fr: "Objet", en: "Subject")
            case .messageID: Phrase(fr: "Identifiant du message", en: "Message identifier")
            case .date: Phrase(fr: "Date", en: "Date")
            case .attachmentName: Phrase(fr: "Nom de la pièce jointe", en: "Attachment name")
            case .attachmentType: Phrase(fr: "Type de la pièce jointe", en: "Attachment type")
            case .company: Phrase(fr: "Nom de l’entreprise", en: "Company name")
            case .accent: Phrase(fr: "Couleur d’accent", en: "Accent colour")
            }
        }
    }
}
