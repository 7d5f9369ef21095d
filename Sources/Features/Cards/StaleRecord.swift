import Core
import HTML
import Hummingbird
import Store
import Web

/// The answer to a form that is older than the record: nothing is lost, who saved and when is told, and both versions are offered.
enum StaleRecord {
    static func page(
        _ app: App, _ context: OfficeContext, _ target: CardTarget, _ form: RecordForm, _ posted: PostedRecord
    ) async throws -> Response {
        let (viewer, formats, now) = (context.viewer, context.formats, app.clock.now)
        let read = try await app.records { records -> Facts? in
            let reader = CardReader(records: records, viewer: viewer, formats: formats, now: now)
            guard let record = try reader.seen(target.module).find(target.id) else { return nil }
            let last = try reader.events(of: record, limit: 20).first {
                $0.verb == "record.updated" || $0.verb == "record.state"
            }
            let own = form.fields.filter { $0.target != nil }
            var titles = try reader.titles(of: [record], own)
            for field in own {
                guard let id = posted.values[field.key]?.id, let module = field.target.flatMap({ records.catalog[$0] })
                else { continue }
                titles.merge(try reader.seen(module).titles([id])) { first, _ in first }
            }
            return Facts(record: record, last: last, titles: titles)
        }
        guard let facts = read else { throw Refusal.notFound }
        let note = StaleNote(facts: facts, form: form, changes: posted.changes(to: facts.record), path: target.path)
            .html
        let submit = Phrase(fr: "Enregistrer ma version", en: "Save my version")
        return try await RecordEdit.page(
            app, context, target, form, facts.record, note: note, submit: submit, status: .conflict)
    }

    /// The record as it is now, and who made it so.
    struct Facts: Sendable {
        let record: Record
        let last: JournalEntry?
        let titles: [RecordID: String]
    }
}

/// What is told above a form that is older than the record.
struct StaleNote {
    let facts: StaleRecord.Facts
    let form: RecordForm
    /// What the person typed where it differs from the record as it is now.
    let changes: [String: Value]
    let path: String

    private var language: Language { form.language }

    var html: HTML {
        let take = Phrase(fr: "Reprendre la fiche actuelle", en: "Take the current record")(language)
        return """
            <div class="note warn" role="alert"><p><b>\(who)</b> \(nothing)</p><div class="acts"><a class="btn" href="\(path)/edit">\(take)</a></div></div>\(table)
            """
    }

    private var who: String {
        let at = facts.record["updated_at"].instant ?? facts.last?.at
        let when = at.map(form.formats.moment) ?? ""
        guard let actor = facts.last?.actor else {
            return Phrase(
                fr: "Cette fiche a été enregistrée le \(when), après que vous l’avez ouverte.",
                en: "This record was saved on \(when), after you opened it.")(language)
        }
        return Phrase(
            fr: "\(actor) a enregistré cette fiche le \(when), après que vous l’avez ouverte.",
            en: "\(actor) saved this record on \(when), after you opened it.")(language)
    }

    private var nothing: String {
        Phrase(
            fr:
                "Votre saisie est conservée ci-dessous et n’est pas encore enregistrée. Comparez, puis enregistrez votre version ou reprenez la fiche actuelle.",
            en:
                "What you typed is kept below and not saved yet. Compare, then save your version or take the current record."
        )(language)
    }

    private var table: HTML {
        let fields = form.fields.filter { changes[$0.key] != nil }
        guard !fields.isEmpty else { return .empty }
        let title = Phrase(fr: "Ce qui diffère", en: "What differs")(language)
        let heads = [
            Phrase(fr: "Champ", en: "Field"), Phrase(fr: "Fiche actuelle", en: "Current record"),
            Phrase(fr: "Votre saisie", en: "What you typed"),
        ]
        let rows: [HTML] = fields.map { field in
            "<tr><th scope=\"row\">\(field.label(language))</th><td>\(shown(field, facts.record[field.key]))</td><td><b>\(shown(field, changes[field.key] ?? .null))</b></td></tr>"
        }
        return panel(
            title, id: "differs",
            "<div class=\"sheet\"><table class=\"rows keep\"><thead><tr>\(each: heads, { "<th scope=\"col\">\($0(language))</th>" })</tr></thead><tbody>\(rows)</tbody></table></div>"
        )
    }

    private func shown(_ field: Field, _ value: Value) -> HTML {
        CardValue.html(field, value, facts.titles, form.formats, in: facts.record.currency)
    }
}
