import Core
import HTML
import Store
import Web

extension PortalRecordShow.Page {
    var html: HTML {
        let main = lines + paragraphs + related + attachments + notes
        guard !main.isEmpty else { return "\(head.html(language))<div class=\"measure stack\">\(brief)</div>" }
        let summary = Phrase(fr: "Résumé", en: "Summary")(language)
        return
            "\(head.html(language))\(printedHead)<div class=\"cols\"><div class=\"stack\">\(main)</div><aside class=\"stack\" aria-label=\"\(summary)\">\(brief)</aside></div>"
    }

    private var printedHead: HTML {
        guard let sender, !module.subforms.isEmpty else { return .empty }
        return PrintedHead(
            company: sender.company, address: sender.address, account: contents.account, language: language
        ).html
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
        let pdf = contents.files.first { $0.scanChip == nil && FileKind(name: $0.name).label == "PDF" }
        let isDocument = !module.subforms.isEmpty
        var actions = verbs
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

    /// What the person may do with the record itself.
    var verbs: [HTML] {
        guard let path = place.record(module.key, record.id) else { return [] }
        var links: [HTML] = []
        if contents.may.delete {
            links.append(buttonLink(Phrase(fr: "Supprimer", en: "Delete")(language), path + "/delete", .danger))
        }
        if contents.may.clone {
            links.append(
                buttonLink(
                    Phrase(fr: "Dupliquer", en: "Duplicate")(language),
                    place.list(module.key) + "/new?from=" + record.id.text, .quiet))
        }
        if contents.may.edit { links.append(buttonLink(Words.edit(language), path + "/edit")) }
        return links
    }

    var lines: HTML {
        contents.lines.reduce(into: HTML.empty) { html, lines in
            let mayEdit = contents.may.lines.contains(lines.subform.key)
            guard !lines.rows.isEmpty || mayEdit else { return }
            html +=
                RecordLines(
                    subform: lines.subform, rows: lines.rows, contents: contents, viewer: place.viewer,
                    formats: formats, place: place,
                    edit: mayEdit ? place.list(module.key) + "/\(record.id.text)/lines?in=\(lines.subform.key)" : nil
                ).html
        }
    }

    var paragraphs: HTML {
        facts.paragraphs.reduce(into: HTML.empty) { html, paragraph in
            html += bodyPanel(
                paragraph.field.label(for: place.viewer)(language), id: "text-" + paragraph.field.key,
                Web.paragraphs(paragraph.text))
        }
    }

    var related: HTML {
        contents.related.reduce(into: HTML.empty) { $0 += relatedPanel($1) }
    }

    private func relatedPanel(_ group: RelatedRecords) -> HTML {
        let name = group.module.key == module.key ? relatedName(group) : group.module.many(language)
        let table = ListTableMaker(
            place: place, module: group.module, fields: group.fields(place.viewer), records: group.records,
            formats: formats, today: today)
        let isCut = group.count.number > group.records.count || group.count.isMore
        let all = place.list(group.module.key) + "?f_\(group.field.key)=\(record.id.text)"
        let more = Phrase(
            fr: "Tout voir (\(group.count.text(formats)))",
            en: "See all (\(group.count.text(formats)))")(language)
        let id = "related-\(group.module.key)-\(group.field.key)"
        return """
            <section class="panel" aria-labelledby="\(id)"><header><h2 id="\(id)">\(name)</h2>\
            <span class="n">\(group.count.text(formats))</span></header>\(table.table(name).html)\
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
        guard !contents.files.isEmpty || mayAddFiles else { return .empty }
        let list = contents.files.isEmpty ? HTML.empty : fileList(contents.files, place, language)
        return """
            <section class="panel noprint" aria-labelledby="files"><header><h2 id="files">\(Words.files(language))</h2><span class="n">\(contents.files.count)</span></header>\
            \(list)\(fileForm, if: mayAddFiles)</section>
            """
    }

    private var path: String { place.list(module.key) + "/" + record.id.text }

    private var fileForm: HTML {
        let pick = Input(
            FileControl.name, Phrase(fr: "Joindre des fichiers", en: "Attach files")(language), .file,
            hint: FileRoom.hint(left: left, language)
        ).html(language)
        let join = Phrase(fr: "Joindre", en: "Attach")(language)
        return """
            <form class="compose" method="post" action="\(path)/files" enctype="multipart/form-data">\(pick)<div class="compose-row"><span></span><button class="btn">\(join)</button></div></form>
            """
    }

    /// What was written about the record on both sides, and a field for more.
    private var notes: HTML {
        let mayAdd = place.viewer.grants[module.key].notes == .edit
        guard !contents.comments.isEmpty || mayAdd else { return .empty }
        let title = Phrase(fr: "Notes", en: "Notes")(language)
        let talk: HTML =
            contents.comments.isEmpty ? .empty : "<ol class=\"talk\">\(each: contents.comments, message)</ol>"
        return panel(
            title, id: "notes", count: contents.comments.isEmpty ? nil : contents.comments.count,
            "\(talk)\(noteForm, if: mayAdd)")
    }

    private func message(_ comment: Comment) -> HTML {
        """
        <li class="msg\(" ours", if: !comment.isFromStaff)"><span class="avatar\(" us", if: comment.isFromStaff)" aria-hidden="true">\(initials(comment.author))</span>\
        <header><b>\(comment.author)</b><time>\(formats.moment(comment.createdAt))</time></header><div class="bubble">\(Web.paragraphs(comment.body))</div></li>
        """
    }

    private var noteForm: HTML {
        var input = Input("note", Phrase(fr: "Ajouter une note", en: "Add a note")(language), .paragraph, value: typed)
        input.error = problem?(language)
        let add = Phrase(fr: "Ajouter la note", en: "Add the note")(language)
        return """
            <form class="compose noprint" method="post" action="\(path)/notes">\(input.html(language))<div class="compose-row"><span></span><button class="btn">\(add)</button></div></form>
            """
    }

    var brief: HTML {
        let panels: [HTML] = facts.groups.filter { !$0.pairs.isEmpty }.enumerated().map { index, group in
            bodyPanel(group.title, id: index == 0 ? "facts" : "facts-\(index)", Web.facts(group.pairs))
        }
        return panels.reduce(into: HTML.empty) { $0 += $1 }
    }
}
