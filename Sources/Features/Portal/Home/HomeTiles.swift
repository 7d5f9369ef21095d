import Core
import HTML

/// A figure on the home page, with what it means and where it leads.
struct HomeTile: Sendable {
    let label: String
    let figure: String
    let remark: String
    let path: String?
    var tone: Tone = .neutral

    var html: HTML {
        let inside: HTML = "<span>\(label)</span><b>\(figure)</b><span>\(remark)</span>"
        return path.map { "<li><a class=\"\(classes)\" href=\"\($0)\">\(inside)</a></li>" }
            ?? "<li><div class=\"\(classes)\">\(inside)</div></li>"
    }

    private var classes: HTML {
        switch tone {
        case .warn: "tile warn"
        case .bad: "tile bad"
        case .ok: "tile ok"
        case .neutral, .info: "tile"
        }
    }
}

/// What do I owe, what is coming, what is new, who waits for me: at most four figures, from the modules the person sees.
struct HomeTiles: Sendable {
    let contents: HomeContents
    let place: RecordPlace
    let language: Language
    let today: Day

    private var formats: Formats { Formats(language) }

    var tiles: [HomeTile] {
        let all = [owed, quotes, orders, published, tickets, shipments, projects, tasks].compactMap(\.self) + others
        guard all.count > 4, owed != nil, orders != nil, tickets != nil else { return Array(all.prefix(4)) }
        // With everything open, quotes are named under what is to be done.
        return [owed, orders, published, tickets].compactMap(\.self)
    }

    /// How many records there are of other modules, the company's own among them.
    private var others: [HomeTile] {
        contents.others.filter { place.has($0.key) }.compactMap { module in
            contents.figures[module.key].map { figures in
                HomeTile(
                    label: module.many(language), figure: formats.number(Int64(figures.total)) + more(figures),
                    remark: Phrase(fr: "voir la liste", en: "see the list")(language), path: place.list(module.key))
            }
        }
    }

    private func figures(_ key: String) -> HomeFigures? { place.has(key) ? contents.figures[key] : nil }
    private func path(_ key: String, _ view: String) -> String { place.list(key) + "?view=" + view }
    private func more(_ figures: HomeFigures) -> String { figures.isWhole ? "" : "+" }

    private var owed: HomeTile? {
        guard let figures = figures("invoices") else { return nil }
        let due = figures["due"]
        let late = figures["late"]
        let lateText =
            late == 0
            ? Phrase(fr: "aucune en retard", en: "none is late")
            : Phrase(fr: "dont \(late) en retard", en: "\(late) late")
        let remark =
            due == 0
            ? Phrase(fr: "toutes vos factures sont réglées", en: "all your invoices are paid")
            : Phrase(
                fr: "\(due) facture\(due > 1 ? "s" : ""), \(lateText.fr)",
                en: "\(due) invoice\(due == 1 ? "" : "s"), \(lateText.en)")
        return HomeTile(
            label: Phrase(fr: "À régler", en: "To pay")(language),
            figure: figures.due.text(formats) + more(figures), remark: remark(language),
            path: path("invoices", "due"), tone: late > 0 ? .bad : due > 0 ? .warn : .ok)
    }

    private var quotes: HomeTile? {
        guard let figures = figures("quotes") else { return nil }
        let end = figures.day("firstEnd").map {
            Phrase(fr: "à signer avant le \(Formats(.fr).day($0))", en: "to sign by \(Formats(.en).day($0))")
        }
        return count(
            figures, "open", Phrase(fr: "Devis à signer", en: "Quotes to sign"),
            end ?? Phrase(fr: "aucun n’attend votre accord", en: "none waits for you"))
    }

    private var orders: HomeTile? {
        figures("orders").map { coming($0, Phrase(fr: "Commandes en cours", en: "Orders in progress")) }
    }
    private var shipments: HomeTile? {
        figures("shipments").map { coming($0, Phrase(fr: "Expéditions en cours", en: "Shipments under way")) }
    }

    private func coming(_ figures: HomeFigures, _ label: Phrase) -> HomeTile {
        let next = figures.day("nextDelivery").map {
            Phrase(fr: "prochaine livraison le \(Formats(.fr).day($0))", en: "next delivery on \(Formats(.en).day($0))")
        }
        let none =
            figures["current"] == 0
            ? Phrase(fr: "rien en préparation", en: "nothing in preparation")
            : Phrase(fr: "en préparation", en: "in preparation")
        return count(figures, "current", label, next ?? none)
    }

    private var published: HomeTile? {
        let documents = contents.figures.values.filter { !$0.months.isEmpty }
        guard !documents.isEmpty else { return nil }
        let new = documents.reduce(0) { $0 + ($1.months.last ?? 0) }
        let month = Month.last12(today).last?.name ?? Phrase(same: "")
        let remark =
            new == 0
            ? Phrase(fr: "aucun en \(month.fr)", en: "none in \(month.en)")
            : Phrase(fr: "publié\(new > 1 ? "s" : "") en \(month.fr)", en: "published in \(month.en)")
        return HomeTile(
            label: Phrase(fr: "Nouveaux documents", en: "New documents")(language), figure: formats.number(new),
            remark: remark(language), path: nil)
    }

    private var tickets: HomeTile? {
        guard let figures = figures("tickets") else { return nil }
        let waiting = figures["waiting"]
        let remark =
            waiting == 0
            ? Phrase(fr: "aucune n’attend votre réponse", en: "none waits for your answer")
            : Phrase(
                fr: "\(waiting) atten\(waiting > 1 ? "dent" : "d") votre réponse",
                en: "\(waiting) wait\(waiting == 1 ? "s" : "") for your answer")
        return HomeTile(
            label: Phrase(fr: "Demandes ouvertes", en: "Open requests")(language),
            figure: formats.number(figures["open"]) + more(figures), remark: remark(language),
            path: path("tickets", waiting > 0 ? "waiting" : "open"), tone: waiting > 0 ? .warn : .neutral)
    }

    private var projects: HomeTile? {
        figures("projects").map {
            count(
                $0, "open", Phrase(fr: "Projets ouverts", en: "Open projects"),
                Phrase(fr: "en ce moment", en: "at the moment"))
        }
    }

    private var tasks: HomeTile? {
        figures("tasks").map {
            count(
                $0, "todo", Phrase(fr: "Tâches à faire", en: "Tasks to do"),
                Phrase(fr: "dans vos projets", en: "in your projects"))
        }
    }

    private func count(_ figures: HomeFigures, _ view: String, _ label: Phrase, _ remark: Phrase) -> HomeTile {
        HomeTile(
            label: label(language), figure: formats.number(figures[view]) + more(figures), remark: remark(language),
            path: path(figures.module.key, view))
    }
}
