import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// *Collaborateurs*: who works in the back office, and the form that adds somebody.
enum StaffList {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, StaffDraft(), note: Done.note(request, context.language))
    }

    static func page(
        _ app: App, _ context: OfficeContext, _ draft: StaffDraft, problems: [String: FieldProblem] = [:],
        note: HTML = .empty, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (people, customers) = try await app.database.read {
            (try People($0).staff(), try StaffCustomers($0).counts())
        }
        let language = context.language
        let title = Phrase(fr: "Collaborateurs", en: "Staff")(language)
        let sub = Phrase(
            fr: "Les collaborateurs entrent dans l’espace interne, jamais dans un portail.",
            en: "Staff work in the back office and never enter a portal.")
        let content: HTML = """
            \(PageHead(title, sub: HTML.text(sub(language))).html(language))\(note)\(StaffForm.summary(problems, language))\
            <div class="stack"><section class="panel" aria-label="\(title)">\(table(people, customers, context))</section>\
            <div class="measure">\(StaffForm(draft: draft, problems: problems, hasMail: app.site.hasMail, language: language).html)</div></div>
            """
        return officePage(app, context, title, current: "staff", status: status, content)
    }

    private static func table(_ people: [Person], _ customers: [RecordID: Int], _ context: OfficeContext) -> HTML {
        let language = context.language
        let columns = [
            Phrase(fr: "Nom", en: "Name"), Phrase(fr: "Rôle et clients", en: "Role and customers"),
            Phrase(fr: "Dernière connexion", en: "Last sign-in"),
            Phrase(fr: "État", en: "State"),
        ]
        let heads: [HTML] = columns.map { "<th scope=\"col\">\($0(language))</th>" }
        let actions = Phrase(fr: "Actions", en: "Actions")(language)
        return """
            <div class="sheet" role="group" aria-label="\(Phrase(fr: "Collaborateurs", en: "Staff")(language))" tabindex="0"><table class="rows"><thead><tr>\(heads)\
            <th scope="col" class="do"><span class="sr">\(actions)</span></th></tr></thead><tbody>\(each: people, { row($0, people, customers[$0.id] ?? 0, context) })</tbody></table></div>
            """
    }

    private static func row(_ person: Person, _ people: [Person], _ customers: Int, _ context: OfficeContext) -> HTML {
        let language = context.language
        let role =
            person.role == .administrator
            ? Phrase(fr: "Administration", en: "Administrator") : StaffPowers.words(person)
        let link: HTML =
            "<a href=\"\(CustomersOfStaff.path(person.id))\">\(count(customers)(language))<span class=\"sr\"> (\(person.name))</span></a>"
        let last = person.signedInAt.map(context.formats.moment) ?? Phrase(fr: "Jamais", en: "Never")(language)
        return """
            <tr><td class="key">\(person.name)<small>\([person.username, person.email].compactMap(\.self).joined(separator: " · "))</small></td><td>\(role(language))<small>\(link)</small></td>\
            <td>\(last)</td><td class="state">\(state(person, language))</td><td class="do"><div class="acts">\(actions(person, people, language))</div></td></tr>
            """
    }

    private static func count(_ customers: Int) -> Phrase {
        guard customers > 0 else { return Phrase(fr: "Aucun client", en: "No customer") }
        return Phrase(
            fr: "\(customers) client\(customers > 1 ? "s" : "")",
            en: "\(customers) customer\(customers == 1 ? "" : "s")")
    }

    private static func state(_ person: Person, _ language: Language) -> HTML {
        if person.disabledAt != nil { return chip(Phrase(fr: "Désactivé", en: "Deactivated")(language), .neutral) }
        if person.passwordHash == nil { return AccessStanding.awaiting.shortChip(language) }
        return AccessStanding.active.chip(language)
    }

    /// The last administrator cannot be shut out.
    private static func actions(_ person: Person, _ people: [Person], _ language: Language) -> [HTML] {
        let path = "/admin/staff/\(person.id.text)"
        if person.disabledAt != nil {
            return [postButton(Phrase(fr: "Activer", en: "Activate")(language), to: path + "/enable")]
        }
        let renew = postButton(Phrase(fr: "Nouveau lien", en: "New link")(language), to: path + "/link")
        let powers = buttonLink(Phrase(fr: "Pouvoirs", en: "Powers")(language), path + "/powers", .quiet)
        let out: HTML =
            person.signedInAt == nil
            ? .empty
            : postButton(
                Phrase(fr: "Fermer ses connexions", en: "End sessions")(language), to: path + "/signout", .quiet)
        let link: HTML = person.role == .administrator ? out + renew : "\(powers)\(out)\(renew)"
        let others = people.contains { $0.role == .administrator && $0.disabledAt == nil && $0.id != person.id }
        guard person.role != .administrator || others else { return [link] }
        let confirmation = Confirmation(
            Phrase(fr: "Désactiver \(person.name) ?", en: "Deactivate \(person.name)?")(language),
            Phrase(
                fr: "Cette personne ne pourra plus se connecter et ses connexions seront fermées.",
                en: "This person can no longer sign in and sessions are ended.")(language),
            yes: Phrase(fr: "Désactiver", en: "Deactivate")(language))
        return [
            link,
            postButton(
                Phrase(fr: "Désactiver", en: "Deactivate")(language), to: path + "/disable", confirm: confirmation),
        ]
    }
}
