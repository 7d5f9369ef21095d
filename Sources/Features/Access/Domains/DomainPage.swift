import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/portals/domains`: the e-mail domains that get no access, and the addresses that get one all the same.
enum DomainPage {
    static let path = "/admin/portals/domains"
    static let title = Phrase(fr: "Domaines d’e-mail", en: "E-mail domains")

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await DomainView(app, context).page(note: Done.note(request, context.language))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        var problems: [String: FieldProblem] = [:]
        func read(_ list: DomainView.List) -> [String] {
            do throws(FieldProblem) { return try DomainPolicy.read(form[list.rawValue]) } catch {
                problems[list.rawValue] = error
                return []
            }
        }
        let policy = DomainPolicy(own: read(.own), refused: read(.refused))
        problems["own"] = problems["own"] ?? policy.ownProblem
        var view = try await DomainView(app, context)
        guard problems.isEmpty else {
            view.typed = [.own: form["own"], .refused: form["refused"]]
            return view.page(problems: problems, status: .unprocessableContent)
        }
        do {
            try await save(policy, was: form["was"], app, Author(context.viewer))
        } catch is StaleForm {
            let now = try await DomainView(app, context)
            return now.page(note: note(.warn, HTML.text(stale(context.language))), status: .conflict)
        }
        return .seeOther("\(path)?done=\(Done.saved.rawValue)")
    }

    private static func save(_ policy: DomainPolicy, was: String, _ app: App, _ author: Author) async throws {
        let now = app.clock.now
        try await app.database.write { connection in
            let lists = ["own": policy.own.joined(separator: ","), "refused": policy.refused.joined(separator: ",")]
            // The event first: whoever else saves waits, and is told.
            try Journal(connection).append(.init("domains.saved", detail: lists), by: author, at: now)
            let rules = DomainRules(connection)
            guard try DomainView.mark(rules.policy) == was else { throw StaleForm() }
            try rules.set(policy)
        }
    }

    private static let stale = Phrase(
        fr:
            "Quelqu’un a modifié ces listes pendant que vous écriviez. Voici ce qu’il en est maintenant ; votre saisie n’a pas été enregistrée.",
        en:
            "Somebody changed these lists while you were writing. This is how they are now; what you typed was not saved."
    )
}

/// Exceptions, made beforehand or when an access is created.
enum DomainExceptions {
    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let (address, reason) = (form["address"], form["reason"])
        var problems: [String: FieldProblem] = [:]
        if !isDeliverable(address) {
            problems["address"] = FieldProblem(
                fr: "Écrivez une adresse comme nom@exemple.fr.", en: "Write an address such as name@example.com.")
        }
        problems["reason"] = reasonProblem(reason)
        guard problems.isEmpty else {
            var view = try await DomainView(app, context)
            view.exception = (address, reason)
            return view.page(problems: problems, status: .unprocessableContent)
        }
        let (author, now, id) = (Author(context.viewer), app.clock.now, app.ids.next())
        try await app.database.write { connection in
            try DomainRules(connection).add(address, reason: reason, id: id, by: author, at: now)
            try Journal(connection).append(
                .init("domain_exception.added", detail: ["address": address, "reason": reason]), by: author, at: now)
        }
        return .seeOther("\(DomainPage.path)?done=\(Done.saved.rawValue)#exceptions-t")
    }

    /// Accesses that there are stay.
    static func remove(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (id, author, now) = (try context.id(), Author(context.viewer), app.clock.now)
        try await app.database.write { connection in
            let rules = DomainRules(connection)
            guard let exception = try rules.exception(id) else { throw Refusal.notFound }
            try rules.remove(id)
            try Journal(connection).append(
                .init(
                    "domain_exception.removed", detail: ["address": exception.address, "reason": exception.reason]),
                by: author, at: now)
        }
        return .seeOther("\(DomainPage.path)?done=\(Done.saved.rawValue)#exceptions-t")
    }

    /// What is wrong with the reason for an exception; nil when it will do.
    static func reasonProblem(_ reason: String) -> FieldProblem? {
        guard reason.isEmpty || reason.count > 200 || hasControlCharacters(reason) else { return nil }
        return FieldProblem(
            fr: "Écrivez pourquoi cette adresse est acceptée, en 200 caractères au plus.",
            en: "Write why this address is accepted, in at most 200 characters.")
    }
}

extension DomainPolicy.Objection {
    /// Why an address gets no access; `types` are the types that refuse it, nil when all do.
    func words(for types: String?) -> Phrase {
        switch self {
        case .refused(let domain):
            Phrase(
                fr: "Le domaine \(domain) est refusé : ses adresses n’obtiennent pas d’accès.",
                en: "The domain \(domain) is refused: its addresses get no access.")
        case .own(let domain):
            types.map {
                Phrase(
                    fr: "\(domain) est un de nos domaines, et ce type n’accepte que des clients : \($0).",
                    en: "\(domain) is one of our domains, and this type is for customers only: \($0).")
            }
                ?? Phrase(
                    fr: "\(domain) est un de nos domaines : les types de ce portail sont réservés aux clients.",
                    en: "\(domain) is one of our domains: the types of this portal are for customers only.")
        }
    }

    var problem: FieldProblem {
        let (why, where_) = (words(for: nil), DomainPage.title)
        return FieldProblem(
            fr: "\(why.fr) Une exception se fait sous Portails → \(where_.fr).",
            en: "\(why.en) An exception is made under Portals → \(where_.en).")
    }
}
