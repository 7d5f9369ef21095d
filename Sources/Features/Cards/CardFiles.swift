import Core
import HTML
import Store
import Web

/// The tab *Fichiers joints*.
struct CardFiles: CardPanel {
    let files: [StoredFile]

    static func read(_ reader: CardReader, _ card: Card) throws -> CardFiles {
        CardFiles(files: try reader.seen(card.module).files(of: card.record))
    }

    func html(_ card: Card) -> HTML {
        let language = card.language
        let none = Phrase(
            fr: "Aucun fichier joint. Joignez-en un ci-dessous.", en: "No attached files. Attach one below.")(language)
        let list: HTML =
            files.isEmpty
            ? "<div class=\"body\"><p class=\"soft\">\(none)</p></div>"
            : "<ul class=\"plain-list\">\(each: files, { line($0, card) })</ul>"
        return panel(Words.files(language), id: "files", count: files.isEmpty ? nil : files.count, list + form(card))
    }

    private func line(_ file: StoredFile, _ card: Card) -> HTML {
        let language = card.language
        let inside = Phrase(fr: "équipe seulement", en: "staff only")(language)
        let name: HTML =
            file.scanChip.map { "<span>\(file.name)</span> \(chip($0.label(language), $0.tone))" }
            ?? "<a href=\"\(OfficePath.file(file.id))\">\(file.name)</a>"
        return """
            <li><span class="i i-file"></span><div>\(name)<small>\(fileSize(file.size, card.formats)) · \(file.author) · \
            \(card.formats.moment(file.createdAt))\(" · \(inside)", if: file.isPrivate)</small></div>\(remove(file, card))</li>
            """
    }

    private func remove(_ file: StoredFile, _ card: Card) -> HTML {
        let language = card.language
        let ask = Confirmation(
            Phrase(fr: "Retirer « \(file.name) » ?", en: "Remove “\(file.name)”?")(language),
            Phrase(
                fr: "Le fichier ne sera plus joint à cette fiche, ni visible dans le portail.",
                en: "The file will no longer be attached to this record, nor be seen in the portal.")(language),
            yes: Phrase(fr: "Retirer", en: "Remove")(language))
        return postButton(
            Phrase(fr: "Retirer", en: "Remove")(language), to: "\(card.path)/files/\(file.id.text)/remove", .danger,
            confirm: ask)
    }

    private func form(_ card: Card) -> HTML {
        let language = card.language
        let pick = Input("files", Phrase(fr: "Joindre des fichiers", en: "Attach files")(language), .file).html(
            language)
        let shared = Input(
            "shared", Phrase(fr: "Visible dans le portail", en: "Shown in the portal")(language), .checkbox, value: "1",
            hint: Phrase(
                fr: "Pour les personnes qui peuvent voir cette fiche.", en: "To people who may see this record.")(
                    language))
        return """
            <form class="compose" method="post" action="\(card.path)/files" enctype="multipart/form-data">\(pick)\
            <div class="compose-row">\(shared.html(language))<button class="btn main">\(Phrase(fr: "Joindre", en: "Attach")(language))</button></div></form>
            """
    }
}
