import Core
import HTML
import Hummingbird
import Store
import Web

/// The table of users with its search, filters and pages.
struct UserTable {
    let app: App
    let context: OfficeContext
    let query: AccessQuery
    let page: AccessPage
    let accounts: [RecordID: String]

    private var language: Language { context.language }

    var html: HTML {
        """
        <section class="panel" aria-label="\(Phrase(fr: "Liste des utilisateurs", en: "List of users")(language))">\(tools)\
        <div data-live="rows" data-announce="\(counted)">\(page.rows.isEmpty ? empty : table)</div></section>
        """
    }

    private var tools: HTML {
        let state: HTML? = query.standing.map { "<input type=\"hidden\" name=\"state\" value=\"\($0.rawValue)\">" }
        let hint = Phrase(fr: "Identifiant, e-mail, nom…", en: "Username, e-mail, last name…")(language)
        return """
            <form class="tools" method="get" action="/admin/users" role="search" data-search>\(state)<label class="search"><span class="sr">\(Words.search(language))</span>\
            <input type="search" id="q" name="q" value="\(query.search)" placeholder="\(hint)" autocomplete="off" aria-keyshortcuts="/"></label>\
            <button class="btn sr">\(Words.search(language))</button><ul class="filters" aria-label="\(Phrase(fr: "État", en: "State")(language))" data-live="filters">\
            \(pick(nil, Words.all))\(each: AccessQuery.Standing.allCases, { pick($0, UserTable.label($0)) })</ul></form>
            """
    }

    private func pick(_ standing: AccessQuery.Standing?, _ label: Phrase) -> HTML {
        "<li><a class=\"pick\" href=\"\(address(standing, nil, nil))\"\(" aria-current=\"true\"", if: query.standing == standing)>\(label(language))</a></li>"
    }

    private static func label(_ standing: AccessQuery.Standing) -> Phrase {
        switch standing {
        case .active: Phrase(fr: "Actifs", en: "Active")
        case .awaiting: Phrase(fr: "Non confirmés", en: "Unconfirmed")
        case .confirmed: Phrase(fr: "Confirmés", en: "Confirmed")
        case .ending: Phrase(fr: "Finissent sous 30 jours", en: "Ending within 30 days")
        case .outside: Phrase(fr: "Hors validité", en: "Outside validity")
        case .leaderless: Phrase(fr: "Clients sans administrateur", en: "Customers without an administrator")
        case .deactivated: Phrase(fr: "Désactivés", en: "Deactivated")
        }
    }

    private func address(_ standing: AccessQuery.Standing?, _ before: RecordID?, _ after: RecordID?) -> String {
        let parts = [
            query.search.isEmpty ? nil : "q=" + escapedForURL(query.search), standing.map { "state=" + $0.rawValue },
            before.map { "before=" + $0.text },
            after.map { "after=" + $0.text },
        ].compactMap(\.self)
        return "/admin/users" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    private var counted: String {
        if page.rows.count >= page.count {
            let users = page.count == 1 ? UserFrame.user : UserFrame.users
            return context.formats.number(Int64(page.count)) + "\u{A0}" + users(language).lowercased()
        }
        let total =
            page.count < UserList.bound
            ? context.formats.number(Int64(page.count)) : Phrase(fr: "plus de 1 000", en: "more than 1,000")(language)
        return Phrase(fr: "\(page.rows.count) sur \(total)", en: "\(page.rows.count) of \(total)")(language)
    }
}

extension UserTable {
    private var table: HTML {
        let heads = UserTable.columns.map { column -> HTML in
            "<th scope=\"col\"\(" class=\"opt\"", if: column.isOptional)>\(column.label(language))</th>"
        }
        let choose = Phrase(fr: "Choisir", en: "Choose")(language)
        return """
            <form method="post" action="/admin/users/bulk"><button disabled hidden></button><input type="hidden" name="q" value="\(query.search)"><input type="hidden" name="state" value="\(query.standing?.rawValue ?? "")">\
            <input type="hidden" name="before" value="\(query.before?.text ?? "")"><input type="hidden" name="after" value="\(query.after?.text ?? "")">\
            <div class="sheet" role="group" aria-label="\(UserFrame.users(language))" tabindex="0"><table class="rows"><thead><tr>\
            <th scope="col" class="bulk"><span class="sr">\(choose)</span></th>\(heads)</tr></thead>\
            <tbody>\(each: page.rows, row)</tbody></table></div>\(together)</form><footer class="list-foot"><span>\(counted)</span>\(pager)</footer>
            """
    }

    /// What can be done with all that are ticked, or with all that the list finds.
    private var together: HTML {
        let kinds = BulkJobs.Kind.allCases.filter { $0 != .invite }
        let buttons: [HTML] = kinds.map {
            "<button class=\"btn\" name=\"action\" value=\"\($0.rawValue)\">\(JobWords.verb($0)(language))</button>"
        }
        let all = Phrase(fr: "Tous ceux de cette liste", en: "All of this list")(language)
        let title = Phrase(fr: "Avec les lignes cochées", en: "With the ticked rows")(language)
        return """
            <fieldset class="together"><legend>\(title)</legend><label class="check"><input type="checkbox" name="all" value="1"> <span>\(all)</span></label>\(buttons)</fieldset>
            """
    }

    private static let columns: [(label: Phrase, isOptional: Bool)] = [
        (Phrase(fr: "Identifiant", en: "Username"), false), (Phrase(fr: "Nom", en: "Name"), false),
        (Phrase(fr: "Tiers", en: "Account"), false),
        (Phrase(fr: "Type d’utilisateur", en: "User type"), true), (Phrase(fr: "État", en: "State"), false),
        (Phrase(fr: "Validité", en: "Validity"), true),
        (Phrase(fr: "Dernière connexion", en: "Last sign-in"), true),
    ]

    private func row(_ row: ListedAccess) -> HTML {
        let standing = AccessStanding(row.state, from: row.validFrom, until: row.validUntil, today: app.today)
        let last = row.signedInAt.map(context.formats.moment) ?? Phrase(fr: "Jamais", en: "Never")(language)
        let account: HTML =
            row.account.flatMap { id in accounts[id].map { "<a href=\"/admin/accounts/\(id.text)\">\($0)</a>" } } ?? "–"
        return """
            <tr><td class="bulk"><input type="checkbox" name="access" value="\(row.id.text)" aria-label="\(choose(row))"></td><td class="key login"><a href="/admin/users/\(row.id.text)">\(row.username)</a></td><td>\(row.name)</td>\
            <td>\(account)</td><td class="opt">\(row.userType(language))</td><td class="state"><span class="join">\(slider(row))\(standing.shortChip(language))</span></td>\
            <td class="opt">\(validity(row))</td><td class="opt nowrap">\(last)</td></tr>
            """
    }

    /// On while the access is not deactivated; pressing it changes that at once.
    private func slider(_ row: ListedAccess) -> HTML {
        let isOn = row.state != .deactivated
        let label = Phrase(fr: "Accès de \(row.username)", en: "Access of \(row.username)")(language)
        return """
            <button class="switch" role="switch" aria-checked="\(isOn ? "true" : "false")" aria-label="\(label)" name="switch" value="\(row.id.text):\(isOn ? "off" : "on")" formaction="/admin/users/switch"></button>
            """
    }

    private func choose(_ row: ListedAccess) -> String {
        Phrase(fr: "Choisir \(row.username)", en: "Choose \(row.username)")(language)
    }

    /// Two short lines rather than four.
    private func validity(_ row: ListedAccess) -> HTML {
        guard let from = row.validFrom, let until = row.validUntil else {
            return
                "<span class=\"nowrap\">\(validityText(from: row.validFrom, until: row.validUntil, context.formats))</span>"
        }
        let end = Phrase(fr: "au \(context.formats.day(until))", en: "to \(context.formats.day(until))")(language)
        return "<span class=\"nowrap\">\(context.formats.day(from))</span> <small class=\"nowrap\">\(end)</small>"
    }

    private var pager: HTML {
        guard page.next != nil || page.previous != nil else { return .empty }
        let previous: HTML? = page.previous.map {
            "<a class=\"btn\" href=\"\(address(query.standing, nil, $0))\" rel=\"prev\">\(Words.previous(language))</a>"
        }
        let next: HTML? = page.next.map {
            "<a class=\"btn\" href=\"\(address(query.standing, $0, nil))\" rel=\"next\">\(Words.next(language))</a>"
        }
        return "<nav class=\"pager\" aria-label=\"Pages\">\(previous)\(next)</nav>"
    }

    private var empty: HTML {
        guard query.search.isEmpty, query.standing == nil else {
            let again: HTML =
                "<a class=\"btn\" href=\"/admin/users\">\(Phrase(fr: "Voir tous les utilisateurs", en: "See all users")(language))</a>"
            return emptyState(
                Phrase(fr: "Aucun utilisateur ne correspond", en: "No user matches")(language),
                Phrase(
                    fr: "La recherche porte sur le début de l’identifiant, de l’e-mail ou du nom.",
                    en: "The search looks at the beginning of username, e-mail or last name.")(language),
                action: again)
        }
        return emptyState(
            Phrase(fr: "Aucun utilisateur pour le moment", en: "No users yet")(language),
            Phrase(
                fr:
                    "Invitez des contacts, ou ouvrez la fiche de l’un d’eux et choisissez « Créer un compte utilisateur ».",
                en: "Invite contacts, or open one of them and choose “Create a user account”.")(language),
            action: buttonLink(InviteList.title(language), InviteSelection.path, .main))
    }
}
