import Core

/// What kinds of fields are called.
enum FieldWords {
    /// A kind with its name and what it is good for.
    static func of(_ kind: FieldDefinition.Kind) -> (name: Phrase, use: Phrase) {
        switch kind {
        case .line:
            (
                Phrase(fr: "Texte", en: "Text"),
                Phrase(fr: "Une ligne : un nom, une référence.", en: "One line: a name, a reference.")
            )
        case .paragraph:
            (
                Phrase(fr: "Texte long", en: "Long text"),
                Phrase(fr: "Plusieurs lignes : une description.", en: "Several lines: a description.")
            )
        case .email:
            (
                Phrase(fr: "E-mail", en: "E-mail"),
                Phrase(fr: "Une adresse à laquelle écrire.", en: "An address to write to.")
            )
        case .phone: (Phrase(fr: "Téléphone", en: "Phone"), Phrase(fr: "Un numéro à appeler.", en: "A number to call."))
        case .address:
            (Phrase(fr: "Adresse", en: "Address"), Phrase(fr: "Une adresse postale.", en: "A postal address."))
        case .choice:
            (
                Phrase(fr: "Liste de choix", en: "Choice"),
                Phrase(fr: "Une valeur parmi celles que vous donnez.", en: "One of the values you give.")
            )
        case .choices:
            (
                Phrase(fr: "Choix multiples", en: "Several choices"),
                Phrase(fr: "Plusieurs valeurs à cocher.", en: "Several values to tick.")
            )
        case .number:
            (
                Phrase(fr: "Nombre", en: "Number"),
                Phrase(fr: "Une quantité, une note, un poids.", en: "A quantity, a mark, a weight.")
            )
        case .money:
            (Phrase(fr: "Montant", en: "Money"), Phrase(fr: "Une somme dans une monnaie.", en: "A sum in a currency."))
        case .day: (Phrase(fr: "Date", en: "Date"), Phrase(fr: "Un jour du calendrier.", en: "A calendar day."))
        case .moment:
            (
                Phrase(fr: "Date et heure", en: "Date and time"),
                Phrase(fr: "Un rendez-vous, un passage.", en: "An appointment, a visit.")
            )
        case .yesNo: (Phrase(fr: "Oui / non", en: "Yes / no"), Phrase(fr: "Une case à cocher.", en: "A box to tick."))
        case .country:
            (Phrase(fr: "Pays", en: "Country"), Phrase(fr: "Un pays de la liste.", en: "A country of the list."))
        case .file:
            (
                Phrase(fr: "Fichier", en: "File"),
                Phrase(fr: "Un document ou une photo, un par fiche.", en: "A document or a photograph, one a record.")
            )
        case .lookup:
            (
                Phrase(fr: "Champ de recherche", en: "Look-up"),
                Phrase(
                    fr: "Un lien vers une autre fiche ; il peut décider de qui voit quoi.",
                    en: "A link to another record; it can decide who sees what.")
            )
        }
    }

    /// The type of a field that is there.
    static func type(of field: Field, _ catalog: Catalog) -> Phrase {
        if let target = field.target.flatMap({ catalog[$0] }) {
            return Phrase(fr: "Recherche → \(target.many.fr)", en: "Look-up → \(target.many.en)")
        }
        if field.type is CurrencyType { return Phrase(fr: "Devise", en: "Currency") }
        return kind(of: field).map { of($0).name } ?? Phrase(fr: "Texte", en: "Text")
    }

    private static func kind(of field: Field) -> FieldDefinition.Kind? {
        switch field.type {
        case let text as TextType: text.isLong ? .paragraph : .line
        case is EmailType: .email
        case is PhoneType: .phone
        case is ChoiceType: .choice
        case is ChoicesType: .choices
        case is NumberType: .number
        case is MoneyType: .money
        case is DayType: .day
        case is InstantType: .moment
        case is YesNoType: .yesNo
        case is CountryType: .country
        case is FileType: .file
        default: nil
        }
    }
}
