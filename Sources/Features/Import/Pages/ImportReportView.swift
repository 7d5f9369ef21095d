import Core
import HTML
import Store
import Web

/// How far an import is, and what became of it.
struct ImportReportView {
    let standing: ImportStanding
    let app: App
    let formats: Formats
    /// The top of the page, whose state changes with the rest.
    let head: HTML

    private var language: Language { formats.language }
    private var run: ImportRun { standing.run }
    private var path: String { ImportList.path(run.id) }

    var html: HTML {
        """
        <div data-live="import"\(" data-refresh=\"2\"", if: run.state.isUnderWay)>\(head)<div class="stack">\(progress)\(table)\(next)\(absents)\
        \(asides)\(ImportReportView.unread(standing.summary.unread, formats))\(rows(.refused))\(rows(.access))\(rows(.warning))\(rows(.aside))</div></div>
        """
    }

    private var progress: HTML {
        guard run.state.isUnderWay else { return outcome }
        let (done, total) = standing.parts.reduce((0, 0)) { ($0.0 + $1.done, $0.1 + $1.total) }
        let words =
            run.state == .waiting || total == 0
            ? Phrase(fr: "L’import commence…", en: "The import is beginning…")
            : run.state == .withdrawing
                ? Phrase(
                    fr: "Les fiches absentes vont à la corbeille…", en: "Absent records are going to the recycle bin…")
                : Phrase(
                    fr: "Ligne \(formats.number(Int64(done))) sur \(formats.number(Int64(total))).",
                    en: "Row \(formats.number(Int64(done))) of \(formats.number(Int64(total))).")
        let stay = Phrase(
            fr: "Vous pouvez quitter cette page : le travail continue, même après un redémarrage.",
            en: "You may leave this page: the work goes on, even after a restart.")(language)
        let stop: HTML =
            run.state == .withdrawing
            ? .empty : postButton(Phrase(fr: "Arrêter", en: "Stop")(language), to: path + "/stop")
        return """
            <section class="panel"><div class="body stack"><p role="status">\(words(language))</p><progress max="\(String(max(total, 1)))" value="\(String(min(done, total)))" aria-label="\(words(language))"></progress>\
            <p class="soft">\(stay)</p>\(stop)</div></section>
            """
    }

    private var outcome: HTML {
        if let problem = run.problem { return note(.bad, HTML.text(problem(language))) }
        let refused = standing.refusals
        let words =
            switch run.state {
            case .stopped:
                Phrase(
                    fr: "Arrêté. Ce qui était enregistré reste ; vous pouvez le reprendre.",
                    en: "Stopped. What was stored stays; you can go on.")
            case _ where run.isDry:
                Phrase(
                    fr: "Essai à blanc : rien n’est enregistré. Voici ce que l’import ferait.",
                    en: "Dry run: nothing is stored. This is what the import would do.")
            case _ where refused > 0:
                Phrase(
                    fr: refused == 1
                        ? "Terminé. Une ligne est refusée, les autres sont enregistrées."
                        : "Terminé. \(refused) lignes sont refusées, les autres sont enregistrées.",
                    en: refused == 1
                        ? "Finished. One row is refused, the others are stored."
                        : "Finished. \(refused) rows are refused, the others are stored.")
            default: Phrase(fr: "Terminé. Toutes les lignes sont enregistrées.", en: "Finished. All rows are stored.")
            }
        return note(run.state == .stopped || refused > 0 ? .warn : run.isDry ? .info : .ok, HTML.text(words(language)))
    }

    private var table: HTML {
        guard !standing.parts.isEmpty else { return .empty }
        let heads = [
            Phrase(fr: "Lignes", en: "Rows"), Phrase(fr: "Créées", en: "Created"),
            Phrase(fr: "Mises à jour", en: "Updated"), Phrase(fr: "Inchangées", en: "Unchanged"),
            Phrase(fr: "Corbeille", en: "Bin"), Phrase(fr: "Refusées", en: "Refused"),
            Phrase(fr: "À vérifier", en: "To check"),
        ]
        let title = Phrase(fr: "Par module", en: "By module")(language)
        let lines: [HTML] = standing.parts.map { part in
            let numbers = [
                part.total, part.created, part.updated, part.unchanged, part.inBin, part.refused, part.warnings,
            ]
            let name = app.catalog[part.module]?.many(language) ?? part.module
            return """
                <tr><th scope="row">\(name)</th>\(each: numbers, { "<td class=\"num\">\(formats.number(Int64($0)))</td>" })</tr>
                """
        }
        return panel(
            title, id: "parts-t",
            """
            <div class="sheet" role="group" aria-label="\(title)" tabindex="0"><table class="rows keep"><thead><tr><th scope="col">\(Phrase(fr: "Module", en: "Module")(language))</th>\
            \(each: heads, { "<th scope=\"col\" class=\"num\">\($0(language))</th>" })</tr></thead><tbody>\(lines)</tbody></table></div>
            """)
    }

    /// What can be done from here.
    private var next: HTML {
        guard !run.state.isUnderWay else { return .empty }
        var acts: [HTML] = []
        if ImportShow.mayEdit(run) {
            let go =
                run.state == .done
                ? Phrase(fr: "Importer pour de bon", en: "Import for good") : Phrase(fr: "Reprendre", en: "Go on")
            acts.append(postButton(go(language), to: path + "/again", .main))
            acts.append(
                buttonLink(Phrase(fr: "Revoir les choix", en: "Review the choices")(language), path + "?edit=1"))
        }
        if standing.notes.values.contains(where: { !$0.isEmpty }) {
            acts.append(
                buttonLink(
                    Phrase(fr: "Télécharger les lignes à revoir (CSV)", en: "Download the rows to review (CSV)")(
                        language),
                    path + "/rows.csv", .normal, icon: "i-get"))
        }
        return acts.isEmpty ? .empty : "<div class=\"acts\">\(acts)</div>"
    }
}
