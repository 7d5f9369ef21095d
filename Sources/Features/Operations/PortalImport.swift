package import Core
import Store

/// Brings a portal file into an installation: modules, portal, user types, all or nothing. What is there and not in the file stays.
package struct PortalImport: Sendable {
    private let file: PortalFile
    private let app: App

    package init(_ file: PortalFile, app: App) {
        self.file = file
        self.app = app
    }

    /// What would change, a line each; empty when the installation is as the file says.
    package func plan() async throws -> [Phrase] {
        let (file, builtIn) = (file, app.grants.builtIn)
        return try await app.database.read { connection in
            try PortalPlan(file: file, connection: connection, builtIn: builtIn).lines()
        }
    }

    /// Makes the changes. Throws `PortalFile.Problem` when one of them is refused; then nothing was done.
    package func run() async throws {
        let (file, app, builtIn) = (file, app, app.grants.builtIn)
        do {
            try await app.database.write { connection in
                try PortalArrival(file: file, connection: connection, builtIn: builtIn, app: app).arrive()
            }
            try await app.refresh()
        } catch DefinitionRefusal.problems(let problems) {
            throw PortalImport.problem(Phrase(fr: "un module", en: "a module"), problems)
        } catch DefinitionRefusal.inUse(let reason) {
            throw PortalFile.Problem(reason)
        } catch UserTypeRefusal.problems(let problems) {
            throw PortalImport.problem(Phrase(fr: "un type d’utilisateur", en: "a user type"), problems)
        } catch PortalRefusal.problems(let problems) {
            throw PortalImport.problem(Phrase(fr: "un portail", en: "a portal"), problems)
        }
    }

    private static func problem(_ what: Phrase, _ problems: [String: FieldProblem]) -> PortalFile.Problem {
        func lines(_ language: Language) -> String {
            problems.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value.message(language))" }.joined(
                separator: "\n")
        }
        return PortalFile.Problem(
            fr: "Le fichier contient \(what.fr) qui ne peut pas exister :\n" + lines(.fr),
            en: "The file has \(what.en) that cannot be:\n" + lines(.en))
    }
}

/// What a file would change.
private struct PortalPlan {
    let file: PortalFile
    let connection: any Connection
    let builtIn: Catalog

    func lines() throws -> [Phrase] { try modules() + portal() }

    private func modules() throws -> [Phrase] {
        try file.modules.sorted { $0.key < $1.key }.flatMap { key, wanted -> [Phrase] in
            guard let known = try Definitions(connection).find(key)?.definition, known.isLive else {
                return builtIn[key] == nil
                    ? [
                        Phrase(
                            fr: "+ module \(key), \(wanted.fields.count) champs",
                            en: "+ module \(key), \(wanted.fields.count) fields")
                    ]
                    : wanted.fields.map { Phrase(fr: "+ champ \(key).\($0.key)", en: "+ field \(key).\($0.key)") }
                        + (wanted.fields.isEmpty ? [Phrase(fr: "~ module \(key)", en: "~ module \(key)")] : [])
            }
            guard known.taking(wanted) != known else { return [] }
            let new = wanted.fields.filter { field in !known.fields.contains { $0.key == field.key } }
            return new.isEmpty
                ? [Phrase(fr: "~ module \(key)", en: "~ module \(key)")]
                : new.map { Phrase(fr: "+ champ \(key).\($0.key)", en: "+ field \(key).\($0.key)") }
        }
    }

    private func portal() throws -> [Phrase] {
        let portals = Portals(connection)
        guard let portal = try portals.find(slug: file.portal.slug) else {
            return [Phrase(fr: "+ portail \(file.portal.slug)", en: "+ portal \(file.portal.slug)")]
                + file.userTypes.map { Phrase(fr: "+ type d’utilisateur \($0.key)", en: "+ user type \($0.key)") }
        }
        var lines: [Phrase] = []
        let now = PortalDocument(portal)
        if now.name != file.portal.name {
            lines.append(
                Phrase(
                    fr: "~ portail, nom : \(now.name) -> \(file.portal.name)",
                    en: "~ portal name: \(now.name) -> \(file.portal.name)"))
        }
        if now.accent != file.portal.accent {
            lines.append(
                Phrase(
                    fr: "~ portail, couleur : \(now.accent) -> \(file.portal.accent)",
                    en: "~ portal colour: \(now.accent) -> \(file.portal.accent)"))
        }
        if now.welcome != file.portal.welcome { lines.append(Phrase(fr: "~ portail, accueil", en: "~ portal welcome")) }
        if now.quota != file.portal.quota { lines.append(Phrase(fr: "~ portail, quota", en: "~ portal quota")) }
        if now.invitationDays != file.portal.invitationDays {
            lines.append(Phrase(fr: "~ portail, invitations : jours", en: "~ portal invitations: days"))
        }
        if now.idleDays != file.portal.idleDays || now.reviewMonths != file.portal.reviewMonths {
            lines.append(
                Phrase(fr: "~ portail, accès : suspension, revue", en: "~ portal accesses: suspension, review"))
        }
        if now.language != file.portal.language {
            lines.append(Phrase(fr: "~ portail, langue", en: "~ portal language"))
        }
        lines += difference(Set(now.openModules), Set(file.portal.openModules)).map {
            Phrase(fr: "\($0.0) module ouvert \($0.1)", en: "\($0.0) open module \($0.1)")
        }
        let types = try portals.userTypes(of: portal.id)
        for wanted in file.userTypes {
            guard let type = types.first(where: { $0.key == wanted.key }) else {
                lines.append(Phrase(fr: "+ type d’utilisateur \(wanted.key)", en: "+ user type \(wanted.key)"))
                continue
            }
            lines += grants(try portals.document(of: type), wanted)
        }
        return lines
    }

    private func grants(_ known: UserTypeDocument, _ wanted: UserTypeDocument) -> [Phrase] {
        var lines =
            known.name == wanted.name
            ? [] : [Phrase(fr: "~ type d’utilisateur \(wanted.key) : nom", en: "~ user type \(wanted.key): name")]
        if known.quota != wanted.quota {
            lines.append(
                Phrase(fr: "~ type d’utilisateur \(wanted.key) : quota", en: "~ user type \(wanted.key): quota"))
        }
        if known.allowsOwnDomains != wanted.allowsOwnDomains {
            lines.append(
                Phrase(
                    fr: "~ type d’utilisateur \(wanted.key) : domaines propres",
                    en: "~ user type \(wanted.key): own domains"))
        }
        if known.delegates != wanted.delegates {
            lines.append(
                Phrase(
                    fr: "~ type d’utilisateur \(wanted.key) : délégation", en: "~ user type \(wanted.key): delegation"))
        }
        for module in Set(known.grants.keys).union(wanted.grants.keys).sorted()
        where known.grants[module] != wanted.grants[module] {
            let sign = known.grants[module] == nil ? "+" : wanted.grants[module] == nil ? "-" : "~"
            lines.append(
                Phrase(
                    fr: "\(sign) type d’utilisateur \(wanted.key) : droits sur \(module)",
                    en: "\(sign) user type \(wanted.key): rights on \(module)"))
        }
        return lines
    }

    private func difference(_ old: Set<String>, _ new: Set<String>) -> [(String, String)] {
        new.subtracting(old).sorted().map { ("+", $0) } + old.subtracting(new).sorted().map { ("-", $0) }
    }
}

/// Makes what a file says, in one transaction.
private struct PortalArrival {
    let file: PortalFile
    let connection: any Connection
    let builtIn: Catalog
    let app: App

    private var author: Author { .system("portal import") }
    private var now: Instant { app.clock.now }

    func arrive() throws {
        let change = ModuleChange(connection, builtIn: builtIn, ids: app.ids, by: author, at: now)
        // Modules first without what points to modules that are not there yet, then with it.
        for key in file.modules.keys.sorted() { try save(key, change, withLinks: false) }
        for key in file.modules.keys.sorted() { try save(key, change, withLinks: true) }
        try types(in: try portal())
    }

    private func save(_ key: String, _ change: ModuleChange, withLinks: Bool) throws {
        guard var wanted = file.modules[key] else { return }
        let catalog = try Definitions(connection).catalog(builtIn)
        guard builtIn[key] != nil || wanted.names != nil, Identifier.isValid(key),
            key.utf8.count <= DefinitionKeys.moduleLimit,
            builtIn[key] != nil || catalog[key] != nil || !ReservedKeys.all(app).contains(key)
        else {
            throw PortalFile.Problem(
                fr: "« \(key) » ne peut pas être le nom d’un module.", en: "'\(key)' cannot be the name of a module.")
        }
        guard try wanted.fields.allSatisfy(isUsable), try wanted.subforms.flatMap(\.fields).allSatisfy(isUsable) else {
            return
        }
        if !withLinks {
            func leads(_ field: FieldDefinition) -> Bool {
                field.kind != .lookup || field.target.map { catalog[$0] != nil } ?? false
            }
            wanted.fields = wanted.fields.filter(leads)
            for index in wanted.subforms.indices {
                wanted.subforms[index].fields = wanted.subforms[index].fields.filter(leads)
            }
        }
        let stored = try Definitions(connection).find(key)
        let definition = (stored?.definition ?? ModuleDefinition(names: wanted.names)).taking(wanted)
        guard definition != stored?.definition else { return }
        try change.save(definition, of: key, version: stored?.version ?? 0)
    }

    private func isUsable(_ field: FieldDefinition) throws -> Bool {
        guard Identifier.isValid(field.key), field.key.utf8.count <= DefinitionKeys.fieldLimit,
            !DefinitionKeys.reservedFields.contains(field.key)
        else {
            throw PortalFile.Problem(
                fr: "« \(field.key) » ne peut pas être le nom d’un champ.",
                en: "'\(field.key)' cannot be the name of a field.")
        }
        return true
    }

    private func portal() throws -> Portal {
        let (portals, look) = (Portals(connection), file.portal)
        guard Colour(hex: look.accent) != nil else {
            throw PortalFile.Problem(
                fr: "portal.accent : écrivez une couleur comme #0f5c57.",
                en: "portal.accent: write a colour such as #0f5c57.")
        }
        let catalog = try Definitions(connection).catalog(builtIn)
        var wanted = look
        wanted.openModules = look.openModules.filter { catalog[$0] != nil }
        let change = PortalChange(connection, ids: app.ids, by: author, at: now)
        if let known = try portals.find(slug: look.slug) {
            if PortalDocument(known) != wanted { try change.save(wanted, of: known.id, version: known.version) }
            return known
        }
        var new = Portal(
            id: app.ids.next(), slug: look.slug, name: look.name, accent: look.accent, openModules: wanted.openModules)
        (new.welcome, new.quota) = (look.welcome, look.quota)
        try change.create(new)
        return new
    }

    private func types(in portal: Portal) throws {
        let catalog = try Definitions(connection).catalog(builtIn)
        let change = UserTypeChange(connection, catalog, ids: app.ids, by: author, at: now)
        let known = try Portals(connection).userTypes(of: portal.id)
        for wanted in file.userTypes {
            if let type = known.first(where: { $0.key == wanted.key }) {
                try change.save(wanted, of: type.id, version: type.version)
            } else {
                _ = try change.create(wanted, in: portal.id)
            }
        }
    }
}

extension ModuleDefinition {
    /// This definition as a file wants it. Fields that the file does not have stay: an import takes nothing away.
    fileprivate func taking(_ wanted: ModuleDefinition) -> ModuleDefinition {
        var result = wanted
        result.removedAt = nil
        result.fields = wanted.fields.keeping(fields)
        result.changes.merge(changes) { wanted, _ in wanted }
        for subform in subforms {
            guard let index = result.subforms.firstIndex(where: { $0.key == subform.key }) else {
                result.subforms.append(subform)
                continue
            }
            result.subforms[index].fields = result.subforms[index].fields.keeping(subform.fields)
        }
        return result
    }
}

extension [FieldDefinition] {
    /// These fields, and those others that are not among them, live or removed.
    fileprivate func keeping(_ others: [FieldDefinition]) -> [FieldDefinition] {
        self + others.filter { field in !contains { $0.key == field.key } }
    }
}
