import Core
import HTML
import Hummingbird
import Store
import Web

/// One mail as it was written. One-time links are hidden, except in a trial, where there is no other way to them. Those that open the
/// back office are the administrators' alone even then: whoever follows one chooses the password of a colleague.
enum MailShow {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let id = try context.id()
        let found = try await app.database.read { connection -> (OutboxMail, [OutboxFile])? in
            guard let mail = try Outbox(connection).find(id) else { return nil }
            return (mail, try Outbox(connection).files(of: mail))
        }
        guard let (mail, files) = found else { throw Refusal.notFound }
        let language = context.language
        let crumbs = [PageHead.Crumb(MailList.title(language), "/admin/mails"), PageHead.Crumb(mail.title)]
        let chip = Web.chip(mail.state.label(language), mail.state.tone)
        let head = PageHead(mail.title, crumbs: crumbs, chip: chip, actions: retry(mail, language)).html(language)
        let body: HTML =
            "<div class=\"body\" lang=\"\(mail.language.rawValue)\">\(text(mail, opens: opening(app.site, context), language))</div>"
        let content: HTML = """
            \(head)\(Done.note(request, language))\(problem(mail, context))<div class="cols">\
            <section class="panel" aria-label="\(Phrase(fr: "Message", en: "Message")(language))">\(body)\(attached(files, language))</section>\
            <aside class="stack">\(bodyPanel(Phrase(fr: "Envoi", en: "Sending")(language), id: "sending-t", facts(pairs(mail, context), isPlain: true)))</aside></div>
            """
        return officePage(app, context, mail.title, current: "mails", content)
    }

    static func retry(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (id, viewer, now) = (try context.id(), context.viewer, app.clock.now)
        try await app.database.write { connection in
            guard let mail = try Outbox(connection).find(id), !OneTimeLink.isMasked(mail.body, mail.language),
                try Outbox(connection).retry(id, at: now)
            else { throw Refusal.notFound }
            try Journal(connection).append(
                .init("mail.retried", on: mail.subject.map { [$0] } ?? [], detail: ["subject": mail.title]),
                by: Author(viewer), at: now)
        }
        app.mailBell.ring()
        return .seeOther("/admin/mails/\(id.text)?done=\(Done.mailRetried.rawValue)")
    }

    private static func retry(_ mail: OutboxMail, _ language: Language) -> [HTML] {
        guard mail.state != .sent, mail.problem != nil, !OneTimeLink.isMasked(mail.body, mail.language) else {
            return []
        }
        return [
            postButton(
                Phrase(fr: "Envoyer de nouveau", en: "Send again")(language), to: "/admin/mails/\(mail.id.text)/retry",
                .main)
        ]
    }

    /// Why it did not leave, and what happens next.
    private static func problem(_ mail: OutboxMail, _ context: OfficeContext) -> HTML {
        guard let problem = mail.problem, mail.state != .sent else { return .empty }
        let (reason, cause) = StoredProblem.words(problem)
        let technical: HTML? = cause.map { "<small class=\"cause\" lang=\"en\">\($0)</small>" }
        let next = next(mail, context)
        return note(
            mail.state == .dead ? .bad : .warn,
            "\(reason(context.language)) <b>\(next(context.language))</b>\(technical)")
    }

    private static func next(_ mail: OutboxMail, _ context: OfficeContext) -> Phrase {
        if mail.state != .dead {
            return Phrase(
                fr: "Prochain essai\u{A0}: \(context.formats.moment(mail.nextAt)).",
                en: "Next try: \(context.formats.moment(mail.nextAt)).")
        }
        if OneTimeLink.isMasked(mail.body, mail.language) {
            return Phrase(
                fr:
                    "Son lien en a été retiré parce qu’il ne sert plus\u{A0}: envoyez une nouvelle invitation, ou un nouveau lien, depuis la fiche.",
                en:
                    "Its link was taken out because it is of no use any more: send a new invitation, or a new link, from the record."
            )
        }
        return Phrase(
            fr:
                "Ce message ne sera plus envoyé de lui-même. Si l’adresse est bonne, envoyez-le de nouveau une fois la boîte ou le réglage rétabli ; si elle est fausse, corrigez-la sur la fiche et invitez ou écrivez de nouveau.",
            en:
                "This message will not be sent by itself any more. If the address is right, send it again once the mailbox or the setting works; if it is wrong, correct it on the record and invite or write again."
        )
    }

    private static func pairs(_ mail: OutboxMail, _ context: OfficeContext) -> [(label: String, value: HTML)] {
        let language = context.language
        var pairs: [(label: String, value: HTML)] = [
            (ComposeLabels.from(language), HTML.text(mail.sender)),
            (ComposeLabels.to(language), HTML.text(mail.recipients.joined(separator: ", "))),
            (Phrase(fr: "Écrit le", en: "Written")(language), HTML.text(context.formats.moment(mail.createdAt))),
        ]
        if let sent = mail.sentAt {
            pairs.append((Phrase(fr: "Envoyé le", en: "Sent")(language), HTML.text(context.formats.moment(sent))))
        }
        if mail.tries > 0 { pairs.append((Phrase(fr: "Essais", en: "Tries")(language), HTML.text(String(mail.tries)))) }
        if let text = MailText(rawValue: mail.kind) {
            pairs.append((Phrase(fr: "Modèle", en: "Template")(language), HTML.text(text.label(language))))
        }
        if let subject = mail.subject {
            let word =
                subject.module == "contacts" ? Phrase(fr: "Contact", en: "Contact") : Phrase(fr: "Fiche", en: "Record")
            let open = Phrase(fr: "Ouvrir la fiche", en: "Open the record")(language)
            pairs.append((word(language), "<a href=\"\(OfficePath.record(subject.module, subject.id))\">\(open)</a>"))
        }
        return pairs
    }

    private static func attached(_ files: [OutboxFile], _ language: Language) -> HTML {
        guard !files.isEmpty else { return .empty }
        let items: [HTML] = files.map { "<li><span class=\"i i-clip\"></span><div>\($0.name)</div></li>" }
        return "<ul class=\"plain-list\" aria-label=\"\(Words.files(language))\">\(items)</ul>"
    }

    /// Which links the reader may follow.
    private static func opening(_ site: Site, _ context: OfficeContext) -> (String) -> Bool {
        { site.keepsMailHere && (context.visitor.isAdministrator || !OneTimeLink.opensOffice($0, site)) }
    }

    private static func text(_ mail: OutboxMail, opens: (String) -> Bool, _ language: Language) -> HTML {
        mail.body.split(separator: "\n\n").reduce(into: HTML.empty) { html, block in
            html += "<p>"
            for (index, line) in block.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { html += "<br>" }
                for piece in OneTimeLink.pieces(of: String(line)) { html += show(piece, opens, language) }
            }
            html += "</p>"
        }
    }

    private static func show(_ piece: OneTimeLink.Piece, _ opens: (String) -> Bool, _ language: Language) -> HTML {
        switch piece {
        case .text(let text): HTML.text(TypedCode.masked(text, OneTimeLink.codeMask(language)))
        case .link(let address) where opens(address): "<a href=\"\(address)\">\(address)</a>"
        case .link:
            "<span class=\"chip\">\(Phrase(fr: "lien à usage unique masqué", en: "one-time link hidden")(language))</span>"
        }
    }
}
