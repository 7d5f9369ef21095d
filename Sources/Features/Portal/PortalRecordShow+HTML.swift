import Core
import HTML
import Store
import Web

extension PortalRecordShow.Page {
    var html: HTML {
        let main = lines + paragraphs + related + attachments
        guard !main.isEmpty else { return "\(head.html(language))<div class=\"measure\">\(brief)</div>" }
        let summary = Phrase(fr: "Résumé", en: "Summary")(language)
        return
            "\(head.html(language))<div class=\"cols\"><div class=\"stack\">\(main)</div><aside class=\"stack\" aria-label=\"\(summary)\">\(brief)</aside></div>"
    }

    private var head: PageHead {
        let chip = record.chip(today: today).map { Web.chip($0.label(language), $0.tone) }
        let sentence = RecordSentence(record: record, language: language, today: today).text
        let crumbs = [PageHead.Crumb(module.many(language), place.list(module.key)), PageHead.Crumb(record.title)]
        return PageHead(
            title, crumbs: crumbs, chip: chip, sub: sentence.isEmpty ? nil : HTML.text(sentence), actions: actions)
    }

    /// One main action: the document's file, or paper.
    private var actions: [HTML] {
        let pdf = contents.files.first { FileKind(name: $0.name).label == "PDF" }
        let isDocument = !module.subforms.isEmpty
        var actions: [HTML] = []
        if mayAsk {
            let about = escapedForURL(title)
            actions.append(
                buttonLink(
                    Phrase(fr: "Poser une question", en: "Ask a question")(language),
                    place.list("tickets") + "/new?subject=\(about)"))
        }
        let loudness: HTML = pdf == nil && isDocument ? "btn main" : "btn"
        if isDocument || pdf == nil {
            let print = Phrase(fr: "Imprimer", en: "Print")(language)
            actions.append(
                "<button class=\"\(loudness)\" type=\"button\" data-print hidden><span class=\"i i-print\"></span>\(print)</button>"
            )
        }
        if let pdf {
            actions.append(
                buttonLink(
                    Phrase(fr: "Télécharger le PDF", en: "Download the PDF")(language), place.file(pdf.id), .main,
                    icon: "i-get"))
        }
        return actions
    }

    private var lines: HTML {
        contents.lines.filter { !$0.rows.isEmpty }.reduce(into: HTML.empty) { html, lines in
            html +=
                RecordLines(
                    subform: lines.subform, rows: lines.rows, contents: contents, viewer: place.viewer,
                    language: language
                ).html
        }
    }

    private var paragraphs: HTML {
        facts.paragraphs.reduce(into: HTML.empty) { html, paragraph in
            html += bodyPanel(
                paragraph.field.label(for: place.viewer)(language), id: "text-" + paragraph.field.key,
                Web.paragraphs(paragraph.text))
        }
    }

    private var related: HTML {
        contents.related.reduce(into: HTML.empty) { $0 += panel($1) }
    }

    private func panel(_ group: RelatedRecords) -> HTML {
        let name = group.module.key == module.key ? relatedName(group) : group.module.many(language)
        let table = ListTableMaker(
            place: place, module: group.module, fields: group.fields(place.viewer), records: group.records,
            language: language, today: today)
        let isCut = group.count.number > group.records.count || group.count.isMore
        let all = place.list(group.module.key) + "?f_\(group.field.key)=\(record.id.text)"
        let more = Phrase(
            fr: "Tout voir (\(group.count.text(Formats(language))))",
            en: "See all (\(group.count.text(Formats(language))))")(language)
        let id = "related-\(group.module.key)-\(group.field.key)"
        return """
            <section class="panel" aria-labelledby="\(id)"><header><h2 id="\(id)">\(name)</h2>\
            <span class="n">\(group.count.text(Formats(language)))</span></header>\(table.table(name).html)\
            \("<footer><a class=\"btn quiet\" href=\"\(all)\">\(more)</a></footer>", if: isCut)</section>
            """
    }

    /// Records of the same kind that point here: sub-tasks, or credit notes and other invoices made from this one.
    private func relatedName(_ group: RelatedRecords) -> String {
        group.field.key == "parent_id"
            ? Phrase(fr: "Sous-\(group.module.many.fr.lowercased())", en: "Sub-\(group.module.many.en.lowercased())")(
                language)
            : group.module.many(language) + Phrase(fr: " issues de celle-ci", en: " made from this one")(language)
    }

    private var attachments: HTML {
        guard !contents.files.isEmpty else { return .empty }
        return """
            <section class="panel noprint" aria-labelledby="files"><header><h2 id="files">\(Words.files(language))</h2><span class="n">\(contents.files.count)</span></header>\
            \(fileList(contents.files, place, language))</section>
            """
    }

    private var brief: HTML {
        let pairs = facts.pairs
        guard !pairs.isEmpty else { return .empty }
        return bodyPanel(Phrase(fr: "En bref", en: "In brief")(language), id: "facts", Web.facts(pairs))
    }
}
