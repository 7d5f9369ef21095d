import Core
import HTML
import Hummingbird
import Store
import Web

/// `/admin/signups`: the requests to sign up, those that wait for a decision first.
enum SignUpInbox {
    static let path = "/admin/signups"
    static let title = Phrase(fr: "Demandes d’inscription", en: "Sign-up requests")
    private static let most = 200

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let state = SignUpState(rawValue: request.query["state"]).flatMap { $0 == .unconfirmed ? nil : $0 }
        let isAll = request.query["state"] == "all"
        let shown = isAll ? nil : state ?? .waiting
        let (requests, portals) = try await app.database.read {
            (try SignUps($0).list(shown, limit: most), try Portals($0).all())
        }
        let language = context.language
        let names = Dictionary(portals.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let body: HTML =
            requests.isEmpty ? empty(shown, portals, context) : table(requests, names, context)
        let content: HTML = """
            \(PageHead(title(language), sub: HTML.text(rule(language))).html(language))\(Done.note(request, language))\
            <section class="panel" aria-label="\(title(language))"><nav class="tools"><ul class="filters" aria-label="\(Phrase(fr: "État", en: "State")(language))">\
            \(picks(shown, language))</ul></nav>\(body)</section>
            """
        return officePage(app, context, title(language), current: "signups", content)
    }

    /// How long requests are kept, where they are read.
    private static let rule = Phrase(
        fr:
            "Une demande dont l’adresse n’est pas confirmée en 48 heures est effacée. Une demande traitée l’est 30 jours après ; l’accès qui en est né reste.",
        en:
            "A request whose address is not confirmed within 48 hours is deleted. One that was decided is deleted 30 days later; the access that came of it stays."
    )

    private static func picks(_ shown: SignUpState?, _ language: Language) -> [HTML] {
        let states: [SignUpState?] = [.waiting, .approved, .refused, .expired, nil]
        return states.map { state in
            let label = state?.label ?? Words.all
            return """
                <li><a class="pick" href="\(path)?state=\(state?.rawValue ?? "all")"\(" aria-current=\"true\"", if: state == shown)>\(label(language))</a></li>
                """
        }
    }

    private static func empty(_ shown: SignUpState?, _ portals: [Portal], _ context: OfficeContext) -> HTML {
        let language = context.language
        let title = Phrase(fr: "Aucune demande", en: "No request")(language)
        let words = Phrase(
            fr: "Les demandes arrivent ici dès qu’un portail accepte les inscriptions et qu’une adresse est confirmée.",
            en: "Requests come here once a portal accepts sign-ups and an address is confirmed.")
        let mayOpen = context.visitor.powers.contains(.portals)
        let action =
            mayOpen
            ? portals.first.map {
                buttonLink(
                    Phrase(fr: "Configurer les inscriptions", en: "Set up sign-up")(language),
                    SignUpSettings.path($0.id))
            } : nil
        return emptyState(title, words(language), action: shown == .waiting ? action : nil)
    }

    private static func table(_ requests: [SignUp], _ portals: [RecordID: String], _ context: OfficeContext) -> HTML {
        let language = context.language
        let heads = [
            Phrase(fr: "Nom", en: "Name"), Phrase(fr: "Société", en: "Company"), Phrase(fr: "E-mail", en: "E-mail"),
            Phrase(fr: "Portail", en: "Portal"), Phrase(fr: "Demandé", en: "Asked"), Phrase(fr: "État", en: "State"),
        ]
        let isOptional = [false, true, true, true, true, false]
        let cells: [HTML] = zip(heads, isOptional).map {
            "<th scope=\"col\"\(" class=\"opt\"", if: $1)>\($0(language))</th>"
        }
        let act = Phrase(fr: "Décision", en: "Decision")(language)
        return """
            <div class="sheet" role="group" aria-label="\(title(language))" tabindex="0"><table class="rows"><thead><tr>\(cells)<th scope="col"><span class="sr">\(act)</span></th></tr></thead>\
            <tbody>\(each: requests, { row($0, portals, context) })</tbody></table></div>
            """
    }

    private static func row(_ one: SignUp, _ portals: [RecordID: String], _ context: OfficeContext) -> HTML {
        let language = context.language
        let decide: HTML =
            one.state == .waiting
            ? "<a class=\"btn\" href=\"\(SignUpReview.path(one.id))\">\(SignUpReview.approve(language))<span class=\"sr\"> \(one.name)</span></a>"
            : .empty
        return """
            <tr><td class="key"><a href="\(SignUpReview.path(one.id))">\(one.name)</a></td><td class="opt">\(one.company)</td><td class="opt">\(emailText(one.email))</td>\
            <td class="opt">\(portals[one.portal] ?? "")</td><td class="opt">\(context.formats.moment(one.confirmedAt ?? one.createdAt))</td>\
            <td>\(chip(one.state.label(language), one.state.tone))</td><td class="acts">\(decide)</td></tr>
            """
    }
}

extension SignUpState {
    var label: Phrase {
        switch self {
        case .unconfirmed: Phrase(fr: "Adresse à confirmer", en: "Address to be confirmed")
        case .waiting: Phrase(fr: "À décider", en: "To be decided")
        case .approved: Phrase(fr: "Approuvée", en: "Approved")
        case .refused: Phrase(fr: "Refusée", en: "Refused")
        case .expired: Phrase(fr: "Refusée faute de décision", en: "Refused, not decided in time")
        }
    }

    var tone: Tone {
        switch self {
        case .unconfirmed: .neutral
        case .waiting: .warn
        case .approved: .ok
        case .refused: .bad
        case .expired: .neutral
        }
    }
}
