package import Core
import Foundation
import Store

/// An import's result in sentences, for the terminal.
package struct ImportReport: Sendable {
    package let language: Language
    /// How many rows are shown one by one.
    package let show: Int

    package init(language: Language, show: Int) {
        self.language = language
        self.show = show
    }

    package func lines(_ label: String, _ count: Importer.Count) -> [String] {
        let name = label.padding(toLength: 18, withPad: " ", startingAt: 0)
        let figures = Phrase(
            fr:
                "créés \(count.created), mis à jour \(count.updated), inchangés \(count.unchanged), refusés \(count.refused.count)",
            en:
                "created \(count.created), updated \(count.updated), unchanged \(count.unchanged), refused \(count.refused.count)"
        )
        let refused = Phrase(fr: "refusé", en: "refused")
        let warning = Phrase(fr: "à vérifier", en: "warning")
        let head: [String] = [name + " " + figures(language)] + bin(count.leftInBin)
        let told = rows(count.refused, refused) + rows(count.warnings, warning)
        return head + told + followed(count.followed)
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

    private func rows(_ rows: [RefusedRow], _ word: Phrase) -> [String] {
        let shown = rows.prefix(show).map {
            "  \(word(language)) \($0.module) \($0.externalID): \($0.reason(language))"
        }
        guard rows.count > show else { return shown }
        let more = Phrase(
            fr: "  et \(rows.count - show) de plus ; --show N en montre davantage",
            en: "  and \(rows.count - show) more; --show N shows them")
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
