import Core
import HTML

/// The sentence under a list's title: how many there are, since when, and what waits.
struct ListSentence: Sendable {
    let module: Module
    let overview: ListOverview
    let language: Language

    var html: HTML {
        let words = ModuleWords(module, language)
        guard overview.total.number > 0 else { return HTML.text(words.noneYet) }
        return "\(words.counted(overview.total))\(since)\(waiting)"
    }

    private var since: String {
        guard let earliest = overview.earliest, overview.total.number > 1 else { return "" }
        let parts = earliest.parts
        let month = Formats.months[parts.month - 1]
        return Phrase(fr: " depuis \(month.fr) \(parts.year)", en: " since \(month.en) \(parts.year)")(language)
    }

    /// What is left to pay, or how many records the first view holds.
    private var waiting: HTML {
        if let due = overview.due {
            guard !due.isZero else {
                return HTML.text(Phrase(fr: " · tout est réglé", en: " · everything is paid")(language))
            }
            return
                " · <b class=\"nowrap\">\(due.text(Formats(language)))</b>\(Phrase(fr: " restent à régler", en: " left to pay")(language))"
        }
        guard let first = module.views.first, let count = overview.views.first ?? nil, count.number > 0 else {
            return .empty
        }
        let label = (count.isOne(language) ? first.one : first.label)(language)
        return " · <b>\(count.text(Formats(language)))</b> \(label.lowercased())"
    }
}
