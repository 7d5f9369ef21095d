import Core
import HTML
import Store
import Web

/// Events as a table: reference, by whom, type, title, date.
struct EventTable {
    let events: [JournalEntry]
    let card: Card

    private var language: Language { card.language }

    /// *Les 10 derniers événements liés*, on a card's first tab.
    var latest: HTML {
        let title = Phrase(fr: "Les 10 derniers événements liés", en: "The 10 latest linked events")(language)
        let all = Words.all(language)
        let link: HTML? =
            events.isEmpty ? nil : "<a class=\"btn quiet small\" href=\"\(CardTab.events.path(card))\">\(all)</a>"
        return panel(title, id: "events", action: link, table)
    }

    var table: HTML {
        guard !events.isEmpty else { return "<div class=\"body\"><p class=\"soft\">\(Words.none(language))</p></div>" }
        let heads = [
            Phrase(fr: "Réf.", en: "Ref."), Phrase(fr: "Par", en: "By"), Phrase(fr: "Type", en: "Type"),
            Phrase(fr: "Titre", en: "Title"), Phrase(fr: "Date", en: "Date"),
        ]
        let label = Phrase(fr: "Événements", en: "Events")(language)
        return """
            <div class="sheet" role="group" aria-label="\(label)" tabindex="0"><table class="rows"><thead><tr>\
            \(each: heads, { "<th scope=\"col\">\($0(language))</th>" })</tr></thead><tbody>\(each: events, row)</tbody></table></div>
            """
    }

    private func row(_ event: JournalEntry) -> HTML {
        let by = Phrase(fr: "Par", en: "By")(language)
        return """
            <tr><td class="ref">\(event.seq)</td><td class="who" data-label="\(by)">\(event.actor)</td><td class="nowrap">\(EventWords.kind(event.verb)(language))</td>\
            <td class="key">\(EventWords.title(event, card.catalog, language, on: card.record))</td><td>\(card.formats.moment(event.at).replacing(" ", with: "\u{A0}"))</td></tr>
            """
    }
}

/// The tab *Événements / Agenda*.
struct CardEvents: CardPanel {
    let events: [JournalEntry]
    private static let most = 200

    static func read(_ reader: CardReader, _ card: Card) throws -> CardEvents {
        CardEvents(events: try reader.events(of: card.record, limit: most))
    }

    func html(_ card: Card) -> HTML {
        let language = card.language
        guard !events.isEmpty else {
            let title = Phrase(fr: "Aucun événement pour le moment", en: "No events yet")(language)
            let text = Phrase(
                fr: "Créations, modifications, messages et accès de cette fiche s’inscriront ici d’eux-mêmes.",
                en: "Changes, messages and accesses of this record will be written here by themselves.")(language)
            return "<section class=\"panel\">\(emptyState(title, text))</section>"
        }
        let more: HTML =
            card.tally.events > events.count
            ? "<footer class=\"list-foot\"><span>\(Phrase(fr: "Les \(events.count) plus récents sur \(card.tally.events)", en: "The \(events.count) newest of \(card.tally.events)")(language))</span></footer>"
            : .empty
        return panel(
            CardTab.events.label(card.module)(language), id: "events", count: card.tally.events,
            EventTable(events: events, card: card).table + more)
    }
}
