import Core
import HTML
import Store
import Web

/// What the review of a portal's accesses shows.
struct ReviewView {
    let context: OfficeContext
    let portals: [Portal]
    let portal: Portal
    let isMine: Bool
    let profiles: [AccessProfile]
    /// How many wait in all, and of those that the reader gave.
    let waiting: Int
    let mine: Int
    let today: Day

    init(
        _ app: App, _ context: OfficeContext, _ portals: [Portal], _ portal: Portal, isMine: Bool, _ viewer: Viewer,
        _ records: Records
    ) throws {
        (self.context, self.portals, self.portal, self.isMine, today) = (context, portals, portal, isMine, app.today)
        guard let since = portal.reviewAt else {
            (profiles, waiting, mine) = ([], 0, 0)
            return
        }
        let reviews = AccessReviews(records.connection)
        let all = AccessReviews.Question(portal: portal.id, since: since)
        var own = all
        own.givenBy = viewer.person
        (waiting, mine) = (try reviews.count(all), try reviews.count(own))
        profiles = try reviews.waiting(isMine ? own : all, limit: ReviewDesk.rows).compactMap { access in
            // The record of one in the bin has no page; it comes back to the list with its record.
            do { return try AccessProfile.find(access.id, viewer, records) } catch is Refusal { return nil }
        }
    }

    private var language: Language { context.language }
    private var formats: Formats { context.formats }

    func html(_ note: HTML) -> HTML {
        let title = ReviewDesk.title(language)
        let head = PageHead(
            title, crumbs: [.init(UserFrame.users(language), "/admin/users"), .init(title)], sub: HTML.text(sub),
            actions: [startButton])
        return "\(head.html(language))\(note)\(choices)\(rule)\(profiles.isEmpty ? nothing : table)"
    }

    private var sub: String {
        guard let since = portal.reviewAt else {
            return Phrase(
                fr: "Demandez régulièrement qui a encore besoin de son accès.",
                en: "Ask regularly who still needs an access.")(language)
        }
        let left = formats.number(Int64(waiting)) + (waiting >= 1000 ? "+" : "")
        return Phrase(
            fr: "Commencée le \(formats.moment(since)). \(left) accès à confirmer.",
            en: "Began on \(formats.moment(since)). \(left) accesses to confirm.")(language)
    }

    private var startButton: HTML {
        let label = Phrase(fr: "Lancer une revue", en: "Start a review")(language)
        return postButton(
            label, to: "/admin/users/review/start", fields: [("portal", portal.id.text)],
            confirm: Confirmation(
                Phrase(fr: "Lancer une revue de \(portal.name) ?", en: "Start a review of \(portal.name)?")(language),
                Phrase(
                    fr:
                        "Tous ses accès seront à confirmer. Les administrateurs des clients et les collaborateurs qui les ont donnés sont prévenus par e-mail, puis rappelés au bout de deux semaines.",
                    en:
                        "All its accesses are to be confirmed. The customers’ administrators and the staff who gave them are told by mail, and reminded after two weeks."
                )(language), yes: label))
    }

    private var choices: HTML {
        let places = portals.map {
            NavItem($0.name, ReviewDesk.path($0.id), isCurrent: $0.id == portal.id)
        }
        let whose = [
            NavItem(
                Phrase(fr: "Tous", en: "All")(language), ReviewDesk.path(portal.id), isCurrent: !isMine,
                count: String(waiting)),
            NavItem(
                Phrase(fr: "Donnés par moi", en: "Given by me")(language), ReviewDesk.path(portal.id) + "&mine=1",
                isCurrent: isMine, count: String(mine)),
        ]
        let first: HTML = places.count > 1 ? tabs(Phrase(fr: "Portail", en: "Portal")(language), places) : .empty
        return "\(first)\(tabs(Phrase(fr: "Accès", en: "Accesses")(language), whose))"
    }

    /// How often, and where that is set.
    private var rule: HTML {
        let words =
            portal.reviewMonths.map {
                Phrase(
                    fr: "Ce portail lance une revue tous les \($0) mois. Un accès sans réponse reste ouvert.",
                    en: "This portal starts a review every \($0) months. An access without an answer stays open.")
            }
            ?? Phrase(
                fr: "Ce portail ne lance pas de revue de lui-même : le rythme est un réglage du portail.",
                en: "This portal starts no review by itself: how often is a setting of the portal.")
        return "<p class=\"hint\">\(words(language))</p>"
    }

    private var nothing: HTML {
        let (title, words) =
            portal.reviewAt == nil
            ? (
                Phrase(fr: "Aucune revue pour l’instant", en: "No review yet"),
                Phrase(
                    fr: "Lancez-en une, ou choisissez un rythme dans les réglages du portail.",
                    en: "Start one, or choose how often in the portal’s settings.")
            )
            : (
                Phrase(fr: "Tout est confirmé", en: "Everything is confirmed"),
                Phrase(
                    fr: "Plus aucun accès n’attend de réponse dans cette revue.",
                    en: "No access waits for an answer in this review.")
            )
        return emptyState(title(language), words(language))
    }

    private var table: HTML {
        let heads: [HTML] = [
            Phrase(fr: "Nom", en: "Name"), Phrase(fr: "Tiers", en: "Account"),
            Phrase(fr: "Type d’utilisateur", en: "User type"),
            Phrase(fr: "Dernière connexion", en: "Last sign-in"), Phrase(fr: "État", en: "State"),
        ].enumerated().map { "<th scope=\"col\"\(" class=\"opt\"", if: $0.0 == 2)>\($0.1(language))</th>" }
        let choose = Phrase(fr: "Choisir", en: "Choose")(language)
        return """
            <section class="panel" aria-label="\(ReviewDesk.title(language))"><form method="post" action="/admin/users/review">\
            <input type="hidden" name="portal" value="\(portal.id.text)"><input type="hidden" name="mine" value="\(isMine ? "1" : "")">\
            <div class="sheet" role="group" aria-label="\(ReviewDesk.title(language))" tabindex="0"><table class="rows"><thead><tr><th scope="col" class="bulk"><span class="sr">\(choose)</span></th>\(heads)</tr></thead>\
            <tbody>\(each: profiles, row)</tbody></table></div>\(reviewButtons(language))</form></section>
            """
    }

    private func row(_ profile: AccessProfile) -> HTML {
        let name = profile.person.name
        let choose = Phrase(fr: "Choisir \(name)", en: "Choose \(name)")(language)
        let last = profile.person.signedInAt.map(formats.moment) ?? Phrase(fr: "Jamais", en: "Never")(language)
        let account: HTML = profile.account.map { "<a href=\"/admin/accounts/\($0.id.text)\">\($0.name)</a>" } ?? "–"
        return """
            <tr><td class="bulk"><input type="checkbox" name="access" value="\(profile.access.id.text)" aria-label="\(choose)"></td>\
            <td class="key"><a href="\(profile.path)">\(name)</a></td><td>\(account)</td><td class="opt">\(profile.userType.name(language))</td>\
            <td class="nowrap">\(last)</td><td class="state">\(profile.standing(today).shortChip(language))</td></tr>
            """
    }
}

/// What is done with the ticked accesses of a review, on both sides.
func reviewButtons(_ language: Language) -> HTML {
    let title = Phrase(fr: "Avec les lignes cochées", en: "With the ticked rows")(language)
    let keep = Phrase(fr: "Garder", en: "Keep")(language)
    let close = Phrase(fr: "Désactiver", en: "Deactivate")(language)
    return """
        <fieldset class="together"><legend>\(title)</legend><button class="btn main" name="action" value="keep">\(keep)</button>\
        <button class="btn bad" name="action" value="close">\(close)</button></fieldset>
        """
}
