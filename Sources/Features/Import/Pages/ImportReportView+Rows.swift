import Core
import HTML
import Store
import Web

/// What an import has to say beside its counts.
extension ImportReportView {
    static func word(_ kind: ImportNote.Kind) -> Phrase {
        switch kind {
        case .refused: Phrase(fr: "Lignes refusées", en: "Refused rows")
        case .warning: Phrase(fr: "À vérifier", en: "To check")
        case .aside: Phrase(fr: "Valeurs mises dans la note", en: "Values put in the note")
        case .access: Phrase(fr: "Accès concernés", en: "Accesses concerned")
        }
    }

    /// The first rows of a kind, each with its line and what to do.
    func rows(_ kind: ImportNote.Kind) -> HTML {
        let (notes, language) = (standing.notes[kind] ?? [], formats.language)
        guard !notes.isEmpty else { return .empty }
        let list: [HTML] = notes.map { note in
            let value: HTML? = note.value.map { "<small>\(shortened($0, to: 120))</small>" }
            let module = app.catalog[note.module]?.one(language) ?? note.module
            return "<li><span><b>\(module) \(note.externalID)</b> \(note.reason(language))\(value)</span></li>"
        }
        let count = total(kind, notes.count)
        let more: HTML =
            count > notes.count
            ? "<p class=\"body soft\">\(Phrase(fr: "Les \(notes.count) premières ; le fichier CSV a les suivantes.", en: "The first \(notes.count); the CSV file has more.")(language))</p>"
            : .empty
        return panel(
            ImportReportView.word(kind)(language), id: "rows-\(kind.rawValue)", count: count,
            "<ul class=\"acts-list\">\(list)</ul>\(more)")
    }

    private func total(_ kind: ImportNote.Kind, _ shown: Int) -> Int {
        switch kind {
        case .refused: standing.refusals
        case .warning: standing.parts.reduce(0) { $0 + $1.warnings }
        case .aside: standing.summary.asides.reduce(0) { $0 + $1.count }
        case .access: shown
        }
    }

    /// How many values went to the note, by field.
    var asides: HTML {
        let (all, language) = (standing.summary.asides, formats.language)
        guard !all.isEmpty else { return .empty }
        let rows: [(label: String, value: HTML)] = all.map { aside in
            let module = app.catalog[aside.module]?.many(language) ?? aside.module
            return ("\(module) · \(aside.name(language))", HTML.text(formats.number(Int64(aside.count))))
        }
        let why = Phrase(
            fr:
                "Ces valeurs ne vont pas dans leur champ (une adresse avec un accent, un téléphone avec des mots). Elles sont gardées dans la note privée de la fiche.",
            en:
                "These values do not fit their field (an address with an accent, a telephone with words). They are kept in the record’s private note."
        )
        return bodyPanel(
            Phrase(fr: "Mis de côté", en: "Set aside")(language), id: "asides-t",
            "<p class=\"soft\">\(why(language))</p>\(facts(rows))")
    }

    /// What the source has and Parvis does not read.
    static func unread(_ things: [ImportSummary.Counted], _ formats: Formats) -> HTML {
        guard !things.isEmpty else { return .empty }
        let language = formats.language
        let rows: [(label: String, value: HTML)] = things.map {
            ($0.name(language), HTML.text(formats.number(Int64($0.count))))
        }
        let why = Phrase(
            fr: "Le dossier les contient, Parvis n’en a pas l’usage : ils restent dans Dolibarr.",
            en: "The folder has them and Parvis has no use for them: they stay in Dolibarr.")
        return bodyPanel(
            Phrase(fr: "Non lu", en: "Not read")(language), id: "unread-t",
            "<p class=\"soft\">\(why(language))</p>\(facts(rows))")
    }

    /// What is no longer at the source, and the way to withdraw it.
    var absents: HTML {
        let language = formats.language
        let tallies = standing.absents.sorted { $0.key < $1.key }
        guard !tallies.isEmpty || !standing.summary.unsure.isEmpty else { return .empty }
        let rows: [(label: String, value: HTML)] = tallies.map { module, tally in
            (app.catalog[module]?.many(language) ?? module, HTML.text(words(tally)(language)))
        }
        let unsure = standing.summary.unsure.map { app.catalog[$0]?.many(language) ?? $0 }.joined(separator: ", ")
        let not: HTML =
            unsure.isEmpty
            ? .empty
            : "<p class=\"soft\">\(Phrase(fr: "Non recherchés, car des lignes ou des pages manquent : \(unsure).", en: "Not looked for, as rows or pages are missing: \(unsure).")(language))</p>"
        let withdraw: HTML =
            standing.brake.total > 0 && !standing.run.isDry && standing.run.state == .done
            ? "<div class=\"acts\">\(buttonLink(Phrase(fr: "Voir et retirer…", en: "See and withdraw…")(language), ImportList.path(standing.run.id) + "/withdraw"))</div>"
            : .empty
        return bodyPanel(
            Phrase(fr: "Absents de la source", en: "Absent from the source")(language), id: "absents-t",
            "\(facts(rows))\(not)\(withdraw)")
    }

    private func words(_ tally: Absents.Tally) -> Phrase {
        var (fr, en): ([String], [String]) = ([], [])
        func add(_ count: Int, _ french: String, _ english: String) {
            guard count > 0 else { return }
            fr.append("\(formats.number(Int64(count))) \(french)")
            en.append("\(formats.number(Int64(count))) \(english)")
        }
        add(tally.listed, "à revoir", "to review")
        add(tally.withdrawn, "à la corbeille", "in the recycle bin")
        add(tally.kept, "gardés, car quelqu’un s’en sert pour se connecter", "kept, as somebody signs in with them")
        return Phrase(fr: fr.joined(separator: ", "), en: en.joined(separator: ", "))
    }
}
