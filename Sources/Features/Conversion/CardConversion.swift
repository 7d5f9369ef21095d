import Core
import HTML
import Store
import Web

/// What the card of a lead says of its conversion.
struct CardConversion: Sendable {
    let contact: RecordID
    /// Nil for a contact that was deleted.
    let name: String?
    let at: Instant?

    /// Nil for a lead that is still one.
    static func read(_ record: Record, _ reader: CardReader) throws -> CardConversion? {
        guard let contact = try reader.seen(record.module).contact(ofLead: record.id),
            let contacts = reader.records.catalog["contacts"]
        else { return nil }
        return CardConversion(
            contact: contact, name: try reader.seen(contacts).titles([contact])[contact],
            at: record[LeadState.moment].instant)
    }

    /// *Converti en …*, with the way to the contact.
    func words(_ formats: Formats) -> HTML {
        let language = formats.language
        let when = at.map { at in
            Phrase(fr: ", le \(formats.moment(at))", en: ", on \(formats.moment(at))")(language)
        }
        guard let name else {
            let gone = Phrase(
                fr: "Prospect converti en un contact qui a été supprimé depuis",
                en: "Lead converted into a contact that was deleted since")
            return "\(gone(language))\(when ?? "")."
        }
        let into = Phrase(fr: "Converti en", en: "Converted into")(language)
        let link: HTML = "<a href=\"\(OfficePath.record("contacts", contact))\">\(name)</a>"
        return "\(into) \(link)\(when ?? "")."
    }

    /// The way to convert, for the head of the card of a lead that is still one.
    static func action(_ card: Card) -> [HTML] {
        guard card.module.key == Module.leads.key, card.conversion == nil, card.mayEdit else { return [] }
        return [buttonLink(ConversionNew.action(card.language), card.path + "/convert")]
    }
}
