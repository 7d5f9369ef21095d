import Core
import HTML
import Store
import Web

/// The table of mails with its filters.
struct MailTable {
    let mails: [OutboxMail]
    let hasMore: Bool
    let state: OutboxMail.State?
    let waiting: Int64
    let dead: Int64
    let context: OfficeContext

    private var language: Language { context.language }

    var html: HTML {
        "<section class=\"panel\" aria-label=\"\(MailList.title(language))\"><div class=\"tools\">\(filters)</div>\(mails.isEmpty ? empty : table)</section>"
    }

    private var filters: HTML {
        let states: [HTML] = [OutboxMail.State.waiting, .sent, .dead].map { one in
            pick(
                one.many, "?state=" + one.rawValue, isCurrent: state == one,
                count: one == .waiting ? waiting : one == .dead ? dead : 0)
        }
        return
            "<ul class=\"filters\" aria-label=\"\(Phrase(fr: "État", en: "State")(language))\">\(pick(Words.all, "", isCurrent: state == nil, count: 0))\(states)</ul>"
    }

    private func pick(_ label: Phrase, _ query: String, isCurrent: Bool, count: Int64) -> HTML {
        """
        <li><a class="pick" href="/admin/mails\(query)"\(" aria-current=\"true\"", if: isCurrent)>\(label(language))\(" <span>\(count)</span>", if: count > 0)</a></li>
        """
    }

    private var table: HTML {
        let heads: [HTML] = [
            Phrase(fr: "Objet", en: "Subject"), Phrase(fr: "Adressé à", en: "To"), Phrase(fr: "Date", en: "Date"),
            Phrase(fr: "État", en: "State"),
        ].map { "<th scope=\"col\">\($0(language))</th>" }
        return """
            <div class="sheet" role="group" aria-label="\(MailList.title(language))" tabindex="0"><table class="rows"><thead><tr>\(heads)</tr></thead>\
            <tbody>\(each: mails, row)</tbody></table></div>\(foot)
            """
    }

    private func row(_ mail: OutboxMail) -> HTML {
        let reason: HTML? =
            mail.state == .sent
            ? nil
            : mail.problem.map {
                "<small>\(StoredProblem.words($0).sentence(language))</small>"
            }
        return """
            <tr><td class="key"><a href="/admin/mails/\(mail.id.text)">\(mail.title)</a></td><td>\(mail.recipients.joined(separator: ", "))</td>\
            <td class="nowrap">\(context.formats.moment(mail.sentAt ?? mail.createdAt))</td><td class="state">\(chip(mail.state.label(language), mail.state.tone))\(reason)</td></tr>
            """
    }

    private var foot: HTML {
        guard hasMore, let last = mails.last else { return .empty }
        let filter = state.map { "&state=" + $0.rawValue } ?? ""
        return """
            <footer class="list-foot"><span></span><nav class="pager" aria-label="Pages">\
            <a class="btn" href="/admin/mails?before=\(last.id.text)\(filter)" rel="next">\(Words.next(language))</a></nav></footer>
            """
    }

    private var empty: HTML {
        emptyState(
            Phrase(fr: "Aucun message", en: "No messages")(language),
            Phrase(
                fr: "Les e-mails envoyés aux utilisateurs apparaissent ici, avec ce qu’ils sont devenus.",
                en: "E-mails to users appear here, with what became of them.")(language))
    }
}
