import Core
import HTML
import Store
import Web

/// The files of a record as a list of downloads.
func fileList(_ files: [StoredFile], _ place: RecordPlace, _ language: Language) -> HTML {
    let download = Phrase(fr: "Télécharger", en: "Download")(language)
    let items: [HTML] = files.map { file in
        let path = place.file(file.id)
        if let state = file.scanChip {
            return """
                <li><span class="i i-file"></span><div><span>\(file.name)</span><small>\(fileFacts(file, language))</small></div>\
                \(chip(state.label(language), state.tone))</li>
                """
        }
        return """
            <li><span class="i i-file"></span><div><a href="\(path)" download>\(file.name)</a><small>\(fileFacts(file, language))</small></div>\
            <a class="btn small" href="\(path)" download><span class="i i-get"></span>\(download)<span class="sr"> \(file.name)</span></a></li>
            """
    }
    return "<ul class=\"plain-list\">\(items)</ul>"
}

/// `PDF · 86 ko · 03/11/2026`.
private func fileFacts(_ file: StoredFile, _ language: Language) -> String {
    let formats = Formats(language)
    let kind = FileKind(name: file.name).label
    return [kind, fileSize(file.size, formats), formats.day(Day(file.createdAt, in: formats.zone))].filter {
        !$0.isEmpty
    }.joined(separator: " · ")
}
