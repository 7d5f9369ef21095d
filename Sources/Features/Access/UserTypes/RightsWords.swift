import Core
import HTML
import Store
import Web

/// What an access diff says, in words.
enum RightsWords {
    /// `12 personnes verront 340 fiches de plus ; 3 perdent l’accès à 41 fiches.`
    static func summary(_ diff: AccessDiff) -> Phrase {
        var parts: [Phrase] = []
        if diff.gaining > 0 {
            let (people, records) = (diff.gaining, diff.modules.reduce(0) { $0 + $1.gained.records })
            parts.append(
                Phrase(
                    fr:
                        "\(count(people, "personne verra", "personnes verront")) \(count(records, "fiche", "fiches")) de plus",
                    en: "\(count(people, "person", "people")) will see \(count(records, "more record", "more records"))"
                ))
        }
        if diff.losing > 0 {
            let (people, records) = (diff.losing, diff.modules.reduce(0) { $0 + $1.lost.records })
            parts.append(
                Phrase(
                    fr:
                        "\(count(people, "personne ne verra", "personnes ne verront")) plus \(count(records, "fiche", "fiches"))",
                    en: "\(count(people, "person", "people")) will no longer see \(count(records, "record", "records"))"
                ))
        }
        if parts.isEmpty {
            parts.append(
                Phrase(
                    fr: "Les droits changent pour \(count(diff.people, "personne", "personnes"))",
                    en: "Rights change for \(count(diff.people, "person", "people"))"))
        }
        return Phrase(
            fr: parts.map(\.fr).joined(separator: " ; ") + ".", en: parts.map(\.en).joined(separator: "; ") + ".")
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        Formats(.fr).number(Int64(number)) + " " + (number < 2 ? one : many)
    }

    /// `openBefore` and `openAfter` are the modules that the portal has open.
    static func panel(
        _ diff: AccessDiff.ModuleDiff, openBefore: [String], openAfter: [String], id: String = "diff",
        _ formats: Formats
    ) -> HTML {
        let language = formats.language
        var lines: [HTML] = []
        if !diff.gained.isEmpty { lines.append(side(diff.gained, isGain: true, formats)) }
        if !diff.lost.isEmpty { lines.append(side(diff.lost, isGain: false, formats)) }
        lines += verbs(diff.given, isGain: true, language) + verbs(diff.taken, isGain: false, language)
        lines += states(diff, language) + documents(diff.documents, language)
        let names = fieldNames(diff.module, language)
        lines += fields(diff.shown, Phrase(fr: "Champs montrés", en: "Fields shown"), isGain: true, names, language)
        lines += fields(diff.hidden, Phrase(fr: "Champs masqués", en: "Fields hidden"), isGain: false, names, language)
        lines += fields(
            diff.opened, Phrase(fr: "Champs modifiables", en: "Fields to edit"), isGain: true, names, language)
        lines += fields(
            diff.closed, Phrase(fr: "Champs en lecture seule", en: "Fields read only"), isGain: false, names, language)
        if openAfter.contains(diff.module.key), !openBefore.contains(diff.module.key) {
            let words = Phrase(
                fr: "Le module sera ouvert dans ce portail.", en: "The module will be opened in this portal.")
            lines.append("<li>\(words(language))</li>")
        }
        return bodyPanel(
            diff.module.many(language), id: "\(id)-\(diff.module.key)", "<ul class=\"plain\">\(lines)</ul>")
    }

    private static func side(_ side: AccessDiff.Side, isGain: Bool, _ formats: Formats) -> HTML {
        let sentence: Phrase =
            isGain
            ? Phrase(
                fr:
                    "\(count(side.people, "personne verra", "personnes verront")) \(count(side.records, "fiche", "fiches")) de plus",
                en:
                    "\(count(side.people, "person", "people")) will see \(count(side.records, "more record", "more records"))"
            )
            : Phrase(
                fr:
                    "\(count(side.people, "personne ne verra", "personnes ne verront")) plus \(count(side.records, "fiche", "fiches"))",
                en:
                    "\(count(side.people, "person", "people")) will no longer see \(count(side.records, "record", "records"))"
            )
        let names: [HTML] = side.names.map {
            "<li>\($0.name) <span class=\"n\">\(formats.number(Int64($0.records)))</span></li>"
        }
        let classes: HTML = isGain ? "gain" : "loss"
        let more =
            side.people > side.names.count
            ? Phrase(fr: "Les \(side.names.count) premières :", en: "The first \(side.names.count):")
            : Phrase(fr: "Qui ?", en: "Who?")
        return
            "<li><span class=\"\(classes)\">\(sentence(formats.language))</span><details><summary>\(more(formats.language))</summary><ul>\(names)</ul></details></li>"
    }

    private static func verbs(_ verbs: [AccessDiff.Verb], isGain: Bool, _ language: Language) -> [HTML] {
        guard !verbs.isEmpty else { return [] }
        let words = verbs.map { name($0)(language) }.joined(separator: ", ")
        let classes: HTML = isGain ? "gain" : "loss"
        let start =
            isGain
            ? Phrase(fr: "Peuvent désormais : ", en: "May now: ")
            : Phrase(fr: "Ne peuvent plus : ", en: "May no longer: ")
        return ["<li><span class=\"\(classes)\">\(start(language))\(words)</span></li>"]
    }

    private static func states(_ diff: AccessDiff.ModuleDiff, _ language: Language) -> [HTML] {
        func names(_ keys: [String]) -> [String] { keys.map { diff.module.stateLabel($0)?(language) ?? $0 } }
        return list(
            names(diff.statesShown), Phrase(fr: "États montrés", en: "States shown"), isGain: true, language)
            + list(names(diff.statesHidden), Phrase(fr: "États masqués", en: "States hidden"), isGain: false, language)
    }

    /// Hiding the unit price hides more than a field.
    private static func documents(_ areShown: Bool?, _ language: Language) -> [HTML] {
        guard let areShown else { return [] }
        let classes: HTML = areShown ? "gain" : "loss"
        let words =
            areShown
            ? Phrase(
                fr: "Les fichiers joints par l’équipe, PDF compris, deviennent visibles.",
                en: "Files attached by staff, PDFs included, become visible.")
            : Phrase(
                fr:
                    "Tous les fichiers joints par l’équipe, PDF compris, sont masqués : ils montreraient le prix unitaire. Remises et totaux des lignes aussi.",
                en:
                    "All files attached by staff, PDFs included, are hidden: they would show the unit price. So are discounts and totals of lines."
            )
        return ["<li><span class=\"\(classes)\">\(words(language))</span></li>"]
    }

    private static func name(_ verb: AccessDiff.Verb) -> Phrase {
        switch verb {
        case .create: Phrase(fr: "créer", en: "create")
        case .editOwn: Phrase(fr: "modifier les leurs", en: "edit their own")
        case .editColleagues: Phrase(fr: "modifier celles de leurs collègues", en: "edit those of their colleagues")
        case .editShared: Phrase(fr: "modifier celles de l’équipe", en: "edit those of staff")
        case .delete: Phrase(fr: "supprimer", en: "delete")
        case .clone: Phrase(fr: "cloner", en: "clone")
        case .readNotes: Phrase(fr: "lire les notes", en: "read notes")
        case .writeNotes: Phrase(fr: "ajouter des notes", en: "add notes")
        case .readFiles: Phrase(fr: "ouvrir les fichiers", en: "open files")
        case .addFiles: Phrase(fr: "ajouter des fichiers", en: "add files")
        }
    }

    private static func fields(
        _ keys: [String], _ label: Phrase, isGain: Bool, _ names: [String: String], _ language: Language
    ) -> [HTML] {
        list(keys.map { names[$0] ?? $0 }, label, isGain: isGain, language)
    }

    private static func list(_ names: [String], _ label: Phrase, isGain: Bool, _ language: Language) -> [HTML] {
        guard !names.isEmpty else { return [] }
        let classes: HTML = isGain ? "gain" : "loss"
        let all = names.joined(separator: ", ")
        return [
            "<li><span class=\"\(classes)\">\(label(language))</span>\(language == .fr ? "\u{A0}: " : ": ")\(all)</li>"
        ]
    }

    static func fieldNames(_ module: Module, _ language: Language) -> [String: String] {
        var names = Dictionary(
            module.fields.map { ($0.key, $0.label(language)) }, uniquingKeysWith: { first, _ in first })
        for subform in module.subforms {
            for field in subform.fields {
                names[subform.right(field)] = "\(subform.label(language)) – \(field.label(language))"
            }
        }
        let standard = names
        for layout in module.layouts where layout.key != Layout.standard {
            for (key, name) in standard { names["\(key)@\(layout.key)"] = "\(name) (\(layout.name(language)))" }
        }
        return names
    }
}
