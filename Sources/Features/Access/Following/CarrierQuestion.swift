import Core
import HTML
import Store
import Web

/// What saving a record would do to the accesses that it carries: asked before it is saved, because somebody loses sight of something.
struct CarrierQuestion: Sendable {
    /// The control that says which question was answered.
    static let field = "agreed"

    /// What was asked: another account or state is another question.
    let key: String
    let lines: [Line]

    /// One access.
    struct Line: Sendable {
        let name: String
        let username: String
        let portal: String
        let from: String
        let to: String
        let isMoved: Bool
        let isAdministrator: Bool
        let obstacle: BulkObstacle?
        let diff: SightDiff
    }

    /// Nil when nothing happens to an access that is not deactivated.
    static func read(_ app: App, _ record: Record, _ posted: PostedRecord) async throws -> CarrierQuestion? {
        let changes = posted.changes(to: record)
        guard record.module.emailField != nil,
            [record.module.accountField?.key, record.module.state?.field].contains(where: {
                $0.map { changes[$0] != nil } ?? false
            })
        else { return nil }
        let grants = app.grants
        return try await app.records { records in
            try CarrierQuestionReader(records: records, grants: grants, record: record, changes: changes).question()
        }
    }

    var submit: Phrase {
        lines.contains { $0.obstacle == nil }
            ? Phrase(fr: "Enregistrer et déplacer l’accès", en: "Save and move the access")
            : Phrase(fr: "Enregistrer et fermer l’accès", en: "Save and shut the access")
    }

    func html(_ formats: Formats) -> HTML {
        let language = formats.language
        let unsaved = Phrase(
            fr: "Rien n’est encore enregistré. Vérifiez, puis confirmez en bas du formulaire.",
            en: "Nothing is saved yet. Check, then confirm at the end of the form.")
        return """
            <div class="note warn" role="alert">\(each: lines, { "<p>\($0.words(language))</p>\($0.diff.html(formats))" })<p>\(unsaved(language))</p></div>
            """
    }
}

extension CarrierQuestion.Line {
    fileprivate func words(_ language: Language) -> HTML {
        let sentences = [isMoved ? move : nil, obstacle.map(shut), end, isMoved && isAdministrator ? role : nil]
        return HTML.text(sentences.compactMap { $0?(language) }.joined(separator: " "))
    }

    private var move: Phrase {
        Phrase(
            fr: "L’accès de \(name) (\(username), \(portal)) passe de « \(from) » à « \(to) ».",
            en: "The access of \(name) (\(username), \(portal)) goes from “\(from)” to “\(to)”.")
    }

    private func shut(_ obstacle: BulkObstacle) -> Phrase {
        Phrase(
            fr: "\(name) (\(username)) ne pourra plus se connecter : \(obstacle.reason.fr.lowercased()).",
            en: "\(name) (\(username)) can no longer sign in: \(obstacle.reason.en.lowercased()).")
    }

    private var end: Phrase {
        Phrase(fr: "Ses connexions sont fermées aussitôt.", en: "Open sessions end at once.")
    }

    private var role: Phrase {
        Phrase(
            fr: "Son rôle d’administrateur de « \(from) » prend fin.",
            en: "The role of administrator of “\(from)” ends.")
    }
}

/// Reads the question on one connection.
private struct CarrierQuestionReader {
    let records: Records
    let grants: GrantCache
    let record: Record
    let changes: [String: Value]

    private var connection: any Connection { records.connection }

    func question() throws -> CarrierQuestion? {
        let accesses = Accesses(connection)
        let subject = Journal.Subject(record.module.key, record.id)
        let held = try accesses.on(module: subject.module, record: subject.id).filter { $0.state != .deactivated }
        guard !held.isEmpty else { return nil }
        let before = try accesses.carrier(subject, in: records.catalog)
        let after = try accesses.carrier(subject, in: records.catalog, once: changes)
        guard before.account != after.account || before.obstacle == nil && after.obstacle != nil else { return nil }
        return CarrierQuestion(
            key: [after.account?.text ?? "-", after.obstacle?.rawValue ?? "-"].joined(separator: ":"),
            lines: try held.compactMap { try line($0, before, after) })
    }

    private func line(_ access: Access, _ before: Carrier, _ after: Carrier) throws -> CarrierQuestion.Line? {
        let portals = Portals(connection)
        guard let person = try People(connection).find(access.person),
            let portal = try portals.userType(access.userType).flatMap({ try portals.find($0.portal) })
        else { return nil }
        let granted = try grants.grants(of: access, version: try portals.version(), connection)
        func viewer(_ carrier: Carrier) -> Viewer {
            var viewer = Viewer(
                access: access.id, person: person.id, name: person.name, grants: granted, anchor: access.record,
                account: carrier.account)
            viewer.isAccountAdministrator = access.role == .administrator
            return viewer
        }
        return CarrierQuestion.Line(
            name: person.name, username: person.signInName, portal: portal.name, from: try name(before.account),
            to: try name(after.account), isMoved: before.account != after.account,
            isAdministrator: access.role == .administrator, obstacle: after.obstacle,
            diff: try SightDiff(
                before: viewer(before), after: after.obstacle == nil ? viewer(after) : nil, records))
    }

    private func name(_ account: RecordID?) throws -> String {
        guard let account else { return "–" }
        return try Accesses(connection).title(Journal.Subject(Module.accounts.key, account), in: records.catalog) ?? "–"
    }
}
