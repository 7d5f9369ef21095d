import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// The page of the policy on e-mail domains.
struct DomainView {
    let app: App
    let context: OfficeContext
    let policy: DomainPolicy
    let exceptions: [DomainRules.Exception]
    /// The domain of whoever looks at the page, unless everybody may have an address there.
    let ownDomain: String?
    /// What was typed and could not be saved.
    var typed: [List: String] = [:]
    var exception = (address: "", reason: "")

    /// The lists of domains, by the name of their control.
    enum List: String, CaseIterable {
        case own, refused

        var label: Phrase {
            switch self {
            case .own: Phrase(fr: "Nos domaines", en: "Our domains")
            case .refused: Phrase(fr: "Domaines refusés", en: "Refused domains")
            }
        }

        var hint: Phrase {
            switch self {
            case .own:
                Phrase(
                    fr:
                        "Un par ligne ; leurs sous-domaines comptent aussi. Ce sont les adresses de vos collègues : les types réservés aux clients leur sont fermés.",
                    en:
                        "One a line; their subdomains count too. These are your colleagues’ addresses: types for customers only are closed to them."
                )
            case .refused:
                Phrase(
                    fr: "Adresses jetables ou anonymes : elles n’obtiennent aucun accès, quel que soit le type.",
                    en: "Throw-away or anonymous addresses: they get no access of any type.")
            }
        }
    }

    init(_ app: App, _ context: OfficeContext) async throws {
        (self.app, self.context) = (app, context)
        let person = context.viewer.person
        let (policy, exceptions, email) = try await app.database.read {
            (try DomainRules($0).policy, try DomainRules($0).exceptions(), try People($0).find(person)?.email)
        }
        (self.policy, self.exceptions) = (policy, exceptions)
        let domain = email?.split(separator: "@").last.map { $0.lowercased() }
        ownDomain = domain.flatMap { DomainPolicy.publicMail.contains($0) ? nil : $0 }
    }

    /// What a form was opened on.
    static func mark(_ policy: DomainPolicy) -> String {
        policy.own.joined(separator: ",") + "|" + policy.refused.joined(separator: ",")
    }

    private var language: Language { context.language }

    func page(note: HTML = .empty, problems: [String: FieldProblem] = [:], status: HTTPResponse.Status = .ok)
        -> Response
    {
        let title = DomainPage.title(language)
        let head = PageHead(
            title, crumbs: [.init(PortalDesk.title(language), "/admin/portals"), .init(title)],
            sub: HTML.text(
                Phrase(
                    fr: "Qui n’obtient pas d’accès à cause de son adresse. Les accès qui existent restent.",
                    en: "Who gets no access because of the address. Accesses that exist stay.")(language)))
        let content: HTML = """
            \(head.html(language))\(note)\(summary(problems))<div class="stack measure"><form class="form" method="post" action="\(DomainPage.path)" novalidate>\
            <input type="hidden" name="was" value="\(DomainView.mark(policy))">\(lists(problems))</form>\
            \(exceptionPanel(problems))</div>
            """
        return officePage(app, context, title, current: "portals", status: status, content)
    }

    private func summary(_ problems: [String: FieldProblem]) -> HTML {
        let labels = List.allCases.map { ($0.rawValue, $0.label) } + DomainView.exceptionLabels
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(language), $0.message(language)) } },
            language)
    }

    private func lists(_ problems: [String: FieldProblem]) -> HTML {
        let inputs = List.allCases.map { list in
            let stored = (list == .own ? policy.own : policy.refused).joined(separator: "\n")
            return Input(
                list.rawValue, list.label(language), .paragraph, value: typed[list] ?? stored,
                hint: list.hint(language) + suggestion(list), error: problems[list.rawValue]?.message(language)
            ).html(language)
        }
        return """
            <section class="panel"><div class="body form">\(inputs)<div class="form-acts"><button class="btn main">\(Words.save(language))</button></div></div></section>
            """
    }

    /// The address of whoever looks tells a domain of the company.
    private func suggestion(_ list: List) -> String {
        guard list == .own, policy.own.isEmpty, let ownDomain else { return "" }
        return Phrase(fr: " Votre adresse est chez \(ownDomain).", en: " Your address is at \(ownDomain).")(language)
    }

    private static let exceptionLabels: [(String, Phrase)] = [
        ("address", Phrase(fr: "Adresse", en: "Address")), ("reason", Phrase(fr: "Motif", en: "Reason")),
    ]

    private func exceptionPanel(_ problems: [String: FieldProblem]) -> HTML {
        let labels = DomainView.exceptionLabels
        let address = Input(
            "address", labels[0].1(language), .email, value: exception.address,
            error: problems["address"]?.message(language), required: true, autocomplete: "off")
        let reason = Input(
            "reason", labels[1].1(language), value: exception.reason,
            hint: Phrase(fr: "Conservé avec l’exception.", en: "Kept with the exception.")(language),
            error: problems["reason"]?.message(language), required: true)
        let add = Phrase(fr: "Accepter cette adresse", en: "Accept this address")(language)
        let none = Phrase(
            fr: "Aucune adresse n’est acceptée par exception.", en: "No address is accepted as an exception.")
        let rows: HTML =
            exceptions.isEmpty
            ? "<p class=\"soft body\">\(none(language))</p>"
            : "<ul class=\"acts-list\">\(each: exceptions, { row($0) })</ul>"
        let form: HTML = """
            \(rows)<form class="form body" method="post" action="\(DomainPage.path)/exceptions" novalidate><div class="row2">\(address.html(language))\(reason.html(language))</div>\
            <div class="form-acts"><button class="btn">\(add)</button></div></form>
            """
        return panel(
            Phrase(fr: "Exceptions", en: "Exceptions")(language), id: "exceptions-t", count: exceptions.count, form)
    }

    private func row(_ exception: DomainRules.Exception) -> HTML {
        let who = "\(exception.madeBy), \(context.formats.moment(exception.madeAt))"
        let remove = postButton(
            Phrase(fr: "Retirer", en: "Remove")(language),
            to: "\(DomainPage.path)/exceptions/\(exception.id.text)/remove")
        return "<li><span><b>\(exception.address)</b><small>\(exception.reason) · \(who)</small></span>\(remove)</li>"
    }
}
