import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// What the approver chose.
struct SignUpChoice: Sendable {
    /// `contact:ID`, `account:ID` or `new`.
    var carrierText = ""
    var accountName = ""
    var type: RecordID?
    var untilText = ""
    /// Only where the type lets customers manage their users.
    var role = AccessRole.user

    init() {}

    init(_ form: Form) {
        carrierText = form["carrier"]
        accountName = form["account_name"]
        type = form.id("user_type")
        untilText = form["valid_until"]
        role = form.all("admin").last == "1" ? .administrator : .user
    }

    var carrier: SignUpApproval.Carrier? {
        let parts = carrierText.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count == 2 ? RecordID(text: parts[1]) : nil) {
        case ("contact", let id?): return .contact(id)
        case ("account", let id?): return .account(id)
        case ("new", nil): return .newAccount(accountName)
        default: return nil
        }
    }

    var until: Day? { Day(iso: untilText) ?? Day(french: untilText) }

    /// What would be made, to be compared with what others agreed to.
    var text: String {
        let account = carrierText == "new" ? accountName : ""
        let kept = role == .administrator ? "admin:" + carrierText : carrierText
        return [kept, account, type?.text ?? "", until?.iso ?? ""].joined(separator: "|")
    }

    /// What somebody agreed to before.
    init?(text: String) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4 else { return nil }
        let isLeader = parts[0].hasPrefix("admin:")
        (role, carrierText) = (isLeader ? .administrator : .user, isLeader ? String(parts[0].dropFirst(6)) : parts[0])
        accountName = parts[1..<(parts.count - 2)].joined(separator: "|")
        type = RecordID(text: parts[parts.count - 2])
        untilText = parts[parts.count - 1]
    }

    func problems(_ page: SignUpCase) -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        switch carrier {
        case nil:
            problems["carrier"] = FieldProblem(
                fr: "Choisissez à quoi rattacher cette personne.", en: "Choose what to attach this person to.")
        case .newAccount(let name):
            problems["account_name"] =
                name.isEmpty
                ? FieldProblem(fr: "Écrivez le nom du nouveau tiers.", en: "Write the new account’s name.")
                : textProblem(name, TextType(limit: 128))
        default: break
        }
        if page.chosenType == nil {
            problems["user_type"] = FieldProblem(fr: "Choisissez un type d’utilisateur.", en: "Choose a user type.")
        }
        if !untilText.isEmpty, until.map({ $0 < page.app.today }) ?? true {
            problems["valid_until"] = FieldProblem(
                fr: "Écrivez une date à venir, comme 22/11/2027, ou laissez vide.",
                en: "Enter a future date, such as 22/11/2027, or leave it empty.")
        }
        return problems
    }
}

/// A request on the approver's desk.
struct SignUpCase {
    let app: App
    let context: OfficeContext
    let signUp: SignUp
    let portal: Portal
    let rules: SignUpRules
    let types: [UserType]
    let evidence: SignUpEvidence
    let accountNames: [RecordID: String]
    let votes: [SignUps.Vote]
    let deciders: [Person]
    let needed: Int
    let search: String
    var choice = SignUpChoice()
    var reason = ""
    var problems: [String: FieldProblem] = [:]

    var language: Language { context.language }
    var path: String { SignUpReview.path(signUp.id) }
    var chosenType: UserType? { types.first { $0.id == choice.type } }

    /// Approvers and administrators; whoever agreed has nothing more to agree to.
    var mayDecide: Bool {
        context.visitor.isAdministrator || deciders.contains { $0.id == context.viewer.person }
    }
    var hasVoted: Bool { votes.contains { $0.staff == context.viewer.person } }

    static func open(_ app: App, _ context: OfficeContext, search: String) async throws -> SignUpCase {
        let (id, viewer) = (try context.id(), context.viewer)
        return try await app.records { records in
            let connection = records.connection
            guard let signUp = try SignUps(connection).find(id), signUp.state != .unconfirmed,
                let portal = try Portals(connection).find(signUp.portal)
            else { throw Refusal.notFound }
            let rules = try SignUps(connection).rules(of: portal.id).rules
            let evidence = try SignUpEvidence.read(app, signUp, search: search, viewer, records)
            let deciders = SignUpDeciders(connection: connection, rules: rules)
            let accounts = records.seen(by: viewer, try app.module("accounts"))
            var page = SignUpCase(
                app: app, context: context, signUp: signUp, portal: portal, rules: rules,
                types: try Portals(connection).userTypes(of: portal.id).filter { $0.mainModule == "contacts" },
                evidence: evidence, accountNames: try accounts.titles(Set(evidence.contacts.compactMap(\.account))),
                votes: try SignUps(connection).votes(for: id), deciders: try deciders.all(),
                needed: try deciders.needed(), search: search)
            page.choice = page.proposed
            return page
        }
    }

    /// What the page begins with: the contact whose address was proved, if there is one.
    private var proposed: SignUpChoice {
        var choice = SignUpChoice()
        if let agreed = votes.last.flatMap({ SignUpChoice(text: $0.choice) }) { return agreed }
        choice.type = rules.userType(for: signUp.audience)
        choice.accountName = signUp.company.isEmpty ? signUp.name : signUp.company
        let same = evidence.contacts.filter { $0.isSameAddress && isFree($0) }
        if same.count == 1 {
            choice.carrierText = "contact:" + same[0].id.text
        } else if evidence.contacts.isEmpty, evidence.accounts.isEmpty {
            choice.carrierText = "new"
        }
        return choice
    }

    /// A contact that can carry the access.
    func isFree(_ match: SignUpEvidence.Match) -> Bool { !match.hasAccess && match.account != nil }

    func response(note: HTML = .empty, status: HTTPResponse.Status = .ok) -> Response {
        let head = PageHead(
            signUp.name, crumbs: [.init(SignUpInbox.title(language), SignUpInbox.path), .init(signUp.name)],
            chip: chip(signUp.state.label(language), signUp.state.tone),
            sub: HTML.text(signUp.audience.label(language) + " · " + portal.name))
        let facts: HTML = "\(applicant)\(progress)\(alike)"
        let body: HTML =
            signUp.state == .waiting
            ? "<div class=\"cols\"><div class=\"stack\">\(decision)</div><div class=\"stack\">\(facts)</div></div>"
            : "<div class=\"stack measure\">\(facts)</div>"
        let content: HTML = "\(head.html(language))\(note)\(summary)\(body)"
        return officePage(app, context, signUp.name, current: "signups", status: status, content)
    }

    private static let labels: [(String, Phrase)] = [
        ("carrier", Phrase(fr: "Rattacher à", en: "Attach to")),
        ("account_name", Phrase(fr: "Nom du nouveau tiers", en: "Name of the new account")),
        ("user_type", Phrase(fr: "Type d’utilisateur", en: "User type")),
        ("valid_until", Phrase(fr: "Valide jusqu’au", en: "Valid until")),
        ("reason", Phrase(fr: "Motif, lu par la personne", en: "Reason, read by the person")),
    ]

    func label(_ name: String) -> String { SignUpCase.labels.first { $0.0 == name }?.1(language) ?? name }

    private var summary: HTML {
        errorSummary(
            SignUpCase.labels.compactMap { key, label in
                problems[key].map { (key, label(language), $0.message(language)) }
            }, language)
    }
}

extension SignUpCase {
    private var applicant: HTML {
        let formats = context.formats
        var pairs: [(label: String, value: HTML)] = [
            (Phrase(fr: "E-mail confirmé", en: "Confirmed e-mail")(language), emailText(signUp.email)),
            (Phrase(fr: "Identifiant", en: "Username")(language), "\(signUp.username)"),
        ]
        if !signUp.company.isEmpty {
            pairs.append((Phrase(fr: "Société", en: "Company")(language), "\(signUp.company)"))
        }
        pairs += [
            (Phrase(fr: "Langue", en: "Language")(language), "\(signUp.language.name)"),
            (Phrase(fr: "Demandé le", en: "Asked on")(language), "\(formats.moment(signUp.createdAt))"),
            (Phrase(fr: "Depuis l’adresse réseau", en: "From network address")(language), "\(signUp.address)"),
        ]
        let message: HTML =
            signUp.message.isEmpty ? .empty : "<blockquote class=\"prose\">\(paragraphs(signUp.message))</blockquote>"
        return bodyPanel(
            Phrase(fr: "La personne", en: "The person")(language), id: "who-t", facts(pairs, isPlain: true) + message)
    }

    /// Who decides, who agreed, until when.
    private var progress: HTML {
        var steps: [TrailStep] = votes.reversed().map {
            TrailStep(
                "\(Phrase(fr: "Accord de \($0.name)", en: "\($0.name) agreed")(language))",
                context.formats.moment($0.at))
        }
        if let at = signUp.decidedAt {
            let by = signUp.decidedBy ?? ""
            let detail = [context.formats.moment(at), by, signUp.reason].filter { !$0.isEmpty }.joined(separator: " · ")
            steps.insert(TrailStep("<b>\(signUp.state.label(language))</b>", detail), at: 0)
        } else if let confirmed = signUp.confirmedAt {
            let end = Day(confirmed + .days(Int64(rules.refuseAfter)), in: Formats.paris)
            let who = (signUp.assignee.flatMap { id in deciders.first { $0.id == id }.map { [$0] } } ?? deciders)
                .map(\.name).joined(separator: ", ")
            let words = Phrase(
                fr: needed > 1
                    ? "\(votes.count) accord\(votes.count > 1 ? "s" : "") sur \(needed)" : "Décision attendue",
                en: needed > 1 ? "\(votes.count) of \(needed) agreements" : "Decision expected")
            let day = context.formats.day(end)
            let detail = Phrase(
                fr: "\(who) · refus automatique après le \(day)", en: "\(who) · refused automatically after \(day)")
            steps.insert(TrailStep("<b>\(words(language))</b>", detail(language), isDone: false), at: 0)
        }
        let access: HTML? = signUp.access.map {
            "<p><a href=\"/admin/users/\($0.text)\">\(Phrase(fr: "Voir l’accès", en: "See the access")(language))</a></p>"
        }
        return bodyPanel(
            Phrase(fr: "Suivi", en: "Progress")(language), id: "steps-t", trail(steps) + (access ?? .empty))
    }

    /// Other requests that look alike.
    private var alike: HTML {
        guard !evidence.alike.isEmpty else { return .empty }
        let rows: [HTML] = evidence.alike.map { other in
            """
            <li><span><b><a href="\(SignUpReview.path(other.id))">\(other.name)</a></b><small>\(other.email) · \(context.formats.moment(other.createdAt))</small></span>\
            \(chip(other.state.label(language), other.state.tone))</li>
            """
        }
        return panel(
            Phrase(fr: "Autres demandes semblables", en: "Other requests alike")(language), id: "alike-t",
            count: rows.count, "<ul class=\"acts-list\">\(rows)</ul>")
    }
}
