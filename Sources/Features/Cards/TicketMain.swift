import Core
import HTML
import Store
import Web

/// The first tab of a request in the back office: the conversation, the answer, the state.
struct TicketMain: CardPanel {
    let talk: TicketTalk
    /// Who follows the request, and who could.
    let handler: RecordID?
    let candidates: [(id: RecordID, name: String)]
    var typed = ""
    var problem: Phrase?
    var filesProblem: FieldProblem?

    static func read(_ reader: CardReader, _ card: Card) throws -> TicketMain {
        let handlers = RequestHandlers(reader.records.connection)
        return TicketMain(
            talk: try TicketTalk.read(reader.records, reader.viewer, card.record),
            handler: try handlers.handler(of: card.record.id)?.id,
            candidates: try handlers.candidates().map { ($0.id, $0.name) })
    }

    func html(_ card: Card) -> HTML {
        let language = card.language
        let view = TicketTalkView(
            talk: talk, formats: card.formats, isReadByStaff: true, company: "", filePath: OfficePath.file)
        let conversation = panel(
            Phrase(fr: "Conversation", en: "Conversation")(language), id: "talk", count: talk.count,
            view.html + compose(card))
        let about = FieldPanels.html(card, FieldKind.allCases, without: ["subject", "message", "state", "assigned_to"])
        return """
            <div class="cols">\(conversation)<aside class="stack" aria-label="\(Phrase(fr: "Résumé", en: "Summary")(language))">\
            \(state(card))\(about)\(view.otherFiles)</aside></div>
            """
    }

    private func compose(_ card: Card) -> HTML {
        let language = card.language
        var body = Input(
            "body", Phrase(fr: "Votre réponse", en: "Your answer")(language), .paragraph, value: typed, required: true)
        body.error = problem?(language)
        return """
            <form class="compose" method="post" action="\(card.path)/comments" enctype="multipart/form-data" novalidate>\(body.html(language))\
            <div class="checks">\(boxes(language))</div><div class="compose-row">\(FileControl(problem: filesProblem).html(language))\
            <button class="btn main">\(Phrase(fr: "Envoyer la réponse", en: "Send the answer")(language))</button></div></form>
            """
    }

    private func boxes(_ language: Language) -> HTML {
        let wait = Phrase(fr: "Attendre une réponse", en: "Wait for an answer")
        let waiting = Phrase(
            fr: "La demande passe à «\u{A0}Attend la réponse du client\u{A0}».",
            en: "The request becomes “Waiting for the customer”.")
        let inside = Phrase(fr: "Note interne", en: "Internal note")
        let insideHint = Phrase(fr: "Visible de l’équipe seulement.", en: "Only staff see it.")
        return """
            <label class="check"><input type="checkbox" name="wait" value="1"> <span>\(wait(language))<small>\(waiting(language))</small></span></label>\
            <label class="check"><input type="checkbox" name="private" value="1"> <span>\(inside(language))<small>\(insideHint(language))</small></span></label>
            """
    }

    private func state(_ card: Card) -> HTML {
        let language = card.language
        guard card.mayEdit, let field = card.module["state"], let type = field.type as? ChoiceType else {
            return .empty
        }
        let choices = type.choices.map { (key: $0.key, label: $0.label(language)) }
        let input = Input(
            "state", field.label(language), .choice(choices, emptyLabel: nil), value: card.record["state"].text ?? "")
        let change = Phrase(fr: "Changer l’état", en: "Change the state")(language)
        return panel(
            Phrase(fr: "Suivi de la demande", en: "Progress of the request")(language), id: "state-t",
            "<form class=\"form body\" method=\"post\" action=\"\(card.path)/state\">\(input.html(language))<div class=\"form-acts\"><button class=\"btn\">\(change)</button></div></form>\(handlerForm(card))"
        )
    }

    /// An imported name that is no colleague's is said until somebody is chosen.
    private func handlerForm(_ card: Card) -> HTML {
        let language = card.language
        let nobody = Phrase(fr: "Personne", en: "Nobody")(language)
        var input = Input(
            "handler", Phrase(fr: "Suivie par", en: "Handled by")(language),
            .choice(candidates.map { ($0.id.text, $0.name) }, emptyLabel: nobody), value: handler?.text ?? "")
        if handler == nil {
            let imported = card.record["assigned_to"].text
            input.hint =
                imported.map { Phrase(fr: "Nom d’origine : \($0)", en: "Original name: \($0)")(language) }
                ?? Phrase(
                    fr:
                        "Tant que personne ne suit la demande, les administrateurs ou l’adresse du portail sont prévenus.",
                    en: "While nobody handles the request, the administrators or the portal’s address are told.")(
                    language)
        }
        let give = Phrase(fr: "Confier la demande", en: "Give the request")(language)
        return """
            <form class="form body" method="post" action="\(card.path)/handler">\(input.html(language))\
            <div class="form-acts"><button class="btn">\(give)</button></div></form>
            """
    }
}
