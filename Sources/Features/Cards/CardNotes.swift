import Core
import HTML
import Store
import Web

/// The tab *Notes*: what staff write for each other, never shown outside.
struct CardNotes: CardPanel {
    let comments: [Comment]
    /// What was typed and could not be saved, with the reason.
    var typed = ""
    var problem: Phrase?

    static func read(_ reader: CardReader, _ card: Card) throws -> CardNotes {
        CardNotes(comments: try reader.seen(card.module).comments(on: card.record))
    }

    func html(_ card: Card) -> HTML {
        let language = card.language
        let title = CardTab.notes.label(card.module)(language)
        let list: HTML =
            comments.isEmpty && !hasField(card)
            ? "<div class=\"body\"><p class=\"soft\">\(Phrase(fr: "Aucune note pour le moment.", en: "No notes yet.")(language))</p></div>"
            : "\(field(card))\(talk(card))"
        return panel(title, id: "notes", count: comments.isEmpty ? nil : comments.count, list + form(card))
    }

    private func hasField(_ card: Card) -> Bool { !card.record["note"].isNull || !card.record["public_note"].isNull }

    private func field(_ card: Card) -> HTML {
        guard hasField(card) else { return .empty }
        return
            "<div class=\"body\">\(facts(card.facts(["public_note", "note"].compactMap { card.module[$0] }), isPlain: true))</div>"
    }

    private func talk(_ card: Card) -> HTML {
        guard !comments.isEmpty else { return .empty }
        return "<ol class=\"talk\">\(each: comments, { message($0, card) })</ol>"
    }

    private func message(_ comment: Comment, _ card: Card) -> HTML {
        """
        <li class="msg\(" inside", if: comment.isPrivate)"><span class="avatar us" aria-hidden="true">\(initials(comment.author))</span>\
        <header><b>\(comment.author)</b><time>\(card.formats.moment(comment.createdAt))</time></header>\
        <div class="bubble">\(paragraphs(comment.body))</div></li>
        """
    }

    private func form(_ card: Card) -> HTML {
        let language = card.language
        var input = Input(
            "note", Phrase(fr: "Nouvelle note", en: "New note")(language), .paragraph, value: typed)
        input.error = problem?(language)
        let add = Phrase(fr: "Ajouter la note", en: "Add the note")(language)
        let shared = Input(
            "shared", Phrase(fr: "Visible dans le portail", en: "Shown in the portal")(language), .checkbox, value: "0",
            hint: Phrase(
                fr: "Sinon, l’équipe seulement la voit.", en: "Otherwise only staff see it.")(language))
        return """
            <form class="compose" method="post" action="\(card.path)/notes">\(input.html(language))\
            <div class="compose-row">\(shared.html(language))<button class="btn main">\(add)</button></div></form>
            """
    }
}
