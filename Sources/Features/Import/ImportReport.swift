package import Core
import Foundation
package import Store

/// An import's result in sentences, for the terminal.
package struct ImportReport: Sendable {
    package let language: Language
    /// How many rows are shown one by one.
    package let show: Int

    package init(language: Language, show: Int) {
        self.language = language
        self.show = show
    }

    /// Everything there is to say.
    package func lines(_ standing: ImportStanding) -> [String] {
        let (run, summary) = (standing.run, standing.summary)
        var all: [String] = standing.parts.flatMap { lines($0.module, standing.count($0)) }
        all += access(standing.notes[.access] ?? [])
        all += unread(summary.unread)
        all += unsure(summary.unsure)
        all += absents(standing.absents, run: run.id, isDry: run.isDry)
        all.append(run.state == .stopped ? stopped : end(isDry: run.isDry))
        return all
    }

    private func access(_ notes: [ImportNote]) -> [String] {
        // Who gets in elsewhere, or no more, is never left out.
        notes.map { "  " + $0.reason(language) }
    }

    private func unsure(_ modules: [String]) -> [String] {
        guard !modules.isEmpty else { return [] }
        let list = modules.joined(separator: ", ")
        return [
            Phrase(
                fr: "Absents de la source : non recherchés pour \(list), dont des lignes ou des pages manquent.",
                en: "Absent from the source: not looked for in \(list), which lacks rows or pages.")(language)
        ]
    }

    private var stopped: String {
        Phrase(
            fr: "Arrêté. Ce qui était enregistré reste ; relancez l’import pour finir.",
            en: "Stopped. What was stored stays; import again to finish.")(language)
    }

    package var handedOver: String {
        Phrase(
            fr: "Le site est en service : c’est lui qui fait l’import. Vous pouvez aussi le suivre sous Import.",
            en: "The site is running, so it does the import. You can follow it under Import, too.")(language)
    }

    package func withdrawn(_ standing: ImportStanding) -> String {
        let (gone, kept) = standing.absents.values.reduce((0, 0)) { ($0.0 + $1.withdrawn, $0.1 + $1.kept) }
        return Phrase(
            fr: "Mis à la corbeille : \(gone). Gardés, car quelqu’un s’en sert pour se connecter : \(kept).",
            en: "Moved to the recycle bin: \(gone). Kept, as somebody signs in with them: \(kept).")(language)
    }

    package func lines(_ label: String, _ count: Importer.Count) -> [String] {
        let name = label.padding(toLength: 18, withPad: " ", startingAt: 0)
        let figures = Phrase(
            fr:
                "créés \(count.created), mis à jour \(count.updated), inchangés \(count.unchanged), refusés \(count.refusals)",
            en:
                "created \(count.created), updated \(count.updated), unchanged \(count.unchanged), refused \(count.refusals)"
        )
        let refused = Phrase(fr: "refusé", en: "refused")
        let warning = Phrase(fr: "à vérifier", en: "warning")
        let head: [String] = [name + " " + figures(language)] + bin(count.leftInBin) + asides(count.asides)
        let told =
            rows(count.refused, count.refusals, refused)
            + rows(count.warnings, count.warnings.count + count.moreWarnings, warning)
        return head + told + followed(count.followed)
    }

    private func asides(_ counts: [Phrase: Int]) -> [String] {
        counts.sorted { $0.key.fr < $1.key.fr }.map { field, count in
            "  "
                + Phrase(
                    fr: "\(field.fr) : \(count) mis dans la note privée, car le champ ne les accepte pas",
                    en: "\(field.en): \(count) put in the private note, as the field does not take them")(language)
        }
    }

    /// What the source has and Parvis does not read.
    package func unread(_ things: [ImportSummary.Counted]) -> [String] {
        guard !things.isEmpty else { return [] }
        let list = things.map { "\($0.name(language)) \($0.count)" }.joined(separator: ", ")
        return [
            Phrase(fr: "Non lu : \(list).", en: "Not read: \(list).")(language)
        ]
    }

    /// What is no longer at the source, by module, and how to withdraw it.
    package func absents(_ tallies: [String: Absents.Tally], run: RecordID, isDry: Bool) -> [String] {
        let listed = tallies.filter { $0.value.listed > 0 }.sorted { $0.key < $1.key }
        guard !listed.isEmpty else { return [] }
        let list = listed.map { "\($0.key) \($0.value.listed)" }.joined(separator: ", ")
        let total = listed.reduce(0) { $0 + $1.value.listed }
        let what = Phrase(fr: "Absents de la source : \(list).", en: "Absent from the source: \(list).")(language)
        if isDry { return [what] }
        let how = Phrase(
            fr:
                "Rien n’est retiré sans votre accord. Pour les mettre à la corbeille : parvis import withdraw \(run.text) --count \(total)",
            en:
                "Nothing is withdrawn unless you say so. To move them to the recycle bin: parvis import withdraw \(run.text) --count \(total)"
        )
        return [what, how(language)]
    }

    /// Who gets in elsewhere, or no more, is never left out.
    private func followed(_ accesses: [FollowedAccess]) -> [String] { accesses.map { "  " + $0.words(language) } }

    private func bin(_ count: Int) -> [String] {
        guard count > 0 else { return [] }
        let words = Phrase(
            fr: "  \(count) dans la corbeille, laissés tels quels ; restaurez-les pour les mettre à jour",
            en: "  \(count) in the recycle bin, left there as they are; restore them to bring them up to date")
        return [words(language)]
    }

    private func rows(_ rows: [RefusedRow], _ count: Int, _ word: Phrase) -> [String] {
        let shown = rows.prefix(show).map {
            "  \(word(language)) \($0.module) \($0.externalID): \($0.reason(language))"
        }
        guard count > shown.count else { return shown }
        let more = Phrase(
            fr: "  et \(count - shown.count) de plus ; --show N en montre davantage",
            en: "  and \(count - shown.count) more; --show N shows them")
        return shown + [more(language)]
    }

    /// The last line.
    package func end(isDry: Bool) -> String {
        let words =
            isDry
            ? Phrase(fr: "Rien n’a été enregistré (essai à blanc).", en: "Nothing was stored (dry run).")
            : Phrase(
                fr: "Terminé. Relancer l’import ne change que ce qui a changé à la source.",
                en: "Done. Running it again changes only what changed at the source.")
        return words(language)
    }
}
