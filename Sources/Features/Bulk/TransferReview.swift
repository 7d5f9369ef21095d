import Core
import HTML
import Hummingbird
import Store
import Web

/// What another user type means for some accesses, shown before it is given: who sees what more and less, and who cannot have it.
struct TransferReview: Sendable {
    /// The control that says that the page was read.
    static let agreed = "agreed"

    let portal: Portal
    let type: UserType
    let groups: [Group]
    let refused: [Refused]
    let remedies: Remedies
    let ids: [RecordID]

    /// Those who cannot have the type, by reason.
    struct Refused: Sendable {
        let reason: BulkObstacle
        let names: [String]
        let count: Int
    }

    /// The accesses of one type that there is.
    struct Group: Sendable {
        let type: UserType
        let portal: Portal
        let diff: AccessDiff
        let hasAdministrators: Bool
    }

    private static let named = 20
    /// Beyond this many, the people of the whole type are counted.
    private static let most = 1000

    static func read(_ app: App, _ context: OfficeContext, _ ids: [RecordID], to type: RecordID) async throws
        -> TransferReview
    {
        let (viewer, visitor) = (context.viewer, context.visitor)
        return try await app.records { records in
            let connection = records.connection
            guard let type = try Portals(connection).userType(type),
                let portal = try Portals(connection).find(type.portal)
            else { throw Refusal.notFound }
            let accesses = try Accesses(connection).find(ids)
            let check = TransferCheck(records: records, viewer: viewer, type: type)
            let obstacles = try check.obstacles(accesses.filter { $0.userType != type.id })
            let names = try Accesses(connection).names(Array(obstacles.keys))
            let reasons = BulkObstacle.allCases.compactMap { reason -> Refused? in
                let ids = obstacles.filter { $0.value == reason }.keys.sorted()
                return ids.isEmpty
                    ? nil
                    : Refused(reason: reason, names: ids.prefix(named).map { names[$0] ?? "–" }, count: ids.count)
            }
            let moving = accesses.filter { obstacles[$0.id] == nil && $0.userType != type.id }
            return TransferReview(
                portal: portal, type: type, groups: try groups(moving, type, portal, records), refused: reasons,
                remedies: try Remedies.read(for: visitor, connection), ids: ids)
        }
    }

    private static func groups(_ accesses: [Access], _ type: UserType, _ portal: Portal, _ records: Records) throws
        -> [Group]
    {
        let portals = Portals(records.connection)
        let new = try portals.grants(of: type.id)
        return try Dictionary(grouping: accesses, by: \.userType).sorted { $0.key < $1.key }.compactMap { id, members in
            guard let old = try portals.userType(id), old.mainModule == type.mainModule,
                let from = try portals.find(old.portal)
            else { return nil }
            let diff = try AccessDiff.between(
                old: try portals.grants(of: id), new: new, openBefore: from.openModules, openAfter: portal.openModules,
                of: id, among: members.count > most ? nil : members.map(\.id), records)
            return Group(
                type: old, portal: from, diff: diff, hasAdministrators: members.contains { $0.role == .administrator })
        }
    }
}

extension TransferReview {
    /// The page of *Changer de type* for several accesses.
    func page(_ app: App, _ context: OfficeContext, _ selection: AccessSelection) -> Response {
        let language = context.language
        let title = JobWords.question(.transfer, ids.count)(language)
        let head = PageHead(
            title,
            crumbs: [.init(UserFrame.users(language), "/admin/users"), .init(JobWords.title(.transfer)(language))],
            sub: HTML.text("\(type.name(language)) · \(portal.name)"))
        let hidden: HTML = """
            \(selection.hidden(ids))<input type="hidden" name="type" value="\(type.id.text)"><input type="hidden" name="\(TransferReview.agreed)" value="1">
            """
        let content: HTML = """
            \(head.html(language))<div class="stack measure">\(html(context.formats))<form class="form-acts" method="post" action="/admin/users/bulk/start">\(hidden)\
            <button class="btn main">\(JobWords.verb(.transfer)(language))</button><a class="btn quiet" href="/admin/users">\(Words.cancel(language))</a></form></div>
            """
        return officePage(app, context, title, current: "users", content)
    }

    /// What it means, without buttons.
    func html(_ formats: Formats) -> HTML {
        let panels: [HTML] = groups.enumerated().map { number, group in html(group, number, formats) }
        let language = formats.language
        let rows: [HTML] = refused.map { one in
            obstacleGroup(one.reason, remedies, .empty, one.names.map { ($0, nil) }, of: one.count, formats)
        }
        let title = Phrase(fr: "Ne peuvent pas avoir ce type", en: "Cannot have this type")
        let cannot: HTML =
            rows.isEmpty
            ? .empty
            : panel(
                title(language), id: "refused-t", count: refused.reduce(0) { $0 + $1.count },
                "<ul class=\"reasons\">\(rows)</ul>")
        return "\(panels)\(cannot)"
    }

    private func html(_ group: Group, _ number: Int, _ formats: Formats) -> HTML {
        let language = formats.language
        let from = "\(group.type.name(language)) · \(group.portal.name)"
        let panels: [HTML] = group.diff.modules.map {
            RightsWords.panel(
                $0, openBefore: group.portal.openModules, openAfter: portal.openModules, id: "diff-\(number)", formats)
        }
        let nothing = Phrase(
            fr: "Rien ne change dans ce qui est vu ou fait.", en: "Nothing changes in what is seen or done.")
        let summary = group.diff.isEmpty ? nothing : RightsWords.summary(group.diff)
        let notes = [roles(group), address(group)].compactMap(\.self).map { "<p>\($0(language))</p>" as HTML }
        return "<section class=\"stack\"><h2>\(from)</h2><p>\(summary(language))</p>\(notes)\(panels)</section>"
    }

    private func roles(_ group: Group) -> Phrase? {
        guard group.hasAdministrators else { return nil }
        guard type.delegates else {
            return Phrase(
                fr:
                    "Avec ce type, les clients ne gèrent pas leurs utilisateurs : le rôle d’administrateur n’y sert à rien.",
                en: "With this type customers do not manage their users: the role of administrator means nothing there."
            )
        }
        return Phrase(
            fr: "Les administrateurs de leur société le restent.", en: "Administrators of their company stay so.")
    }

    private func address(_ group: Group) -> Phrase? {
        guard group.portal.id != portal.id else { return nil }
        return Phrase(
            fr:
                "Ces personnes se connecteront à « \(portal.name) » (/p/\(portal.slug)), avec le même identifiant : un e-mail le leur dit. Leurs connexions sont fermées aussitôt.",
            en:
                "These people will sign in to “\(portal.name)” (/p/\(portal.slug)), with the same username: a mail tells them. Their sessions end at once."
        )
    }
}
