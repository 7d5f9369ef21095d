import Core
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
    package func plan() async throws -> [String] {
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
            throw PortalImport.problem("a module", problems)
        } catch DefinitionRefusal.inUse(let reason) {
            throw PortalFile.Problem(description: reason.en)
        } catch UserTypeRefusal.problems(let problems) {
            throw PortalImport.problem("a user type", problems)
        } catch PortalRefusal.problems(let problems) {
            throw PortalImport.problem("the portal", problems)
        }
    }

    private static func problem(_ what: String, _ problems: [String: FieldProblem]) -> PortalFile.Problem {
        let lines = problems.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value.message.en)" }
        return PortalFile.Problem(description: "The file has \(what) that cannot be:\n" + lines.joined(separator: "\n"))
    }
}

/// What a file would change.
private struct PortalPlan {
    let file: PortalFile
    let connection: any Connection
    let builtIn: Catalog

    func lines() throws -> [String] { try modules() + portal() }

    private func modules() throws -> [String] {
        try file.modules.sorted { $0.key < $1.key }.flatMap { key, wanted -> [String] in
            guard let known = try Definitions(connection).find(key)?.definition, known.isLive else {
                return builtIn[key] == nil
                    ? ["+ module \(key), \(wanted.fields.count) fields"]
                    : wanted.fields.map { "+ field \(key).\($0.key)" }
                        + (wanted.fields.isEmpty ? ["~ module \(key)"] : [])
            }
            guard known.taking(wanted) != known else { return [] }
            let new = wanted.fields.filter { field in !known.fields.contains { $0.key == field.key } }
            return new.isEmpty ? ["~ module \(key)"] : new.map { "+ field \(key).\($0.key)" }
        }
    }

    private func portal() throws -> [String] {
        let portals = Portals(connection)
        guard let portal = try portals.find(slug: file.portal.slug) else {
            return ["+ portal \(file.portal.slug)"] + file.userTypes.map { "+ user type \($0.key)" }
        }
        var lines: [String] = []
        let now = PortalDocument(portal)
        if now.name != file.portal.name { lines.append("~ portal name: \(now.name) -> \(file.portal.name)") }
        if now.accent != file.portal.accent { lines.append("~ portal colour: \(now.accent) -> \(file.portal.accent)") }
        if now.welcome != file.portal.welcome { lines.append("~ portal welcome") }
        if now.quota != file.portal.quota { lines.append("~ portal quota") }
        if now.invitationDays != file.portal.invitationDays { lines.append("~ portal invitations: days") }
        if now.idleDays != file.portal.idleDays || now.reviewMonths != file.portal.reviewMonths {
            lines.append("~ portal accesses: suspension, review")
        }
        if now.language != file.portal.language { lines.append("~ portal language") }
        lines += difference(Set(now.openModules), Set(file.portal.openModules)).map { "\($0.0) open module \($0.1)" }
        let types = try portals.userTypes(of: portal.id)
        for wanted in file.userTypes {
            guard let type = types.first(where: { $0.key == wanted.key }) else {
                lines.append("+ user type \(wanted.key)")
                continue
            }
            lines += grants(try portals.document(of: type), wanted)
        }
        return lines
    }

    private func grants(_ known: UserTypeDocument, _ wanted: UserTypeDocument) -> [String] {
        var lines = known.name == wanted.name ? [] : ["~ user type \(wanted.key): name"]
        if known.quota != wanted.quota { lines.append("~ user type \(wanted.key): quota") }
        if known.allowsOwnDomains != wanted.allowsOwnDomains {
            lines.append("~ user type \(wanted.key): own domains")
        }
        if known.delegates != wanted.delegates { lines.append("~ user type \(wanted.key): delegation") }
        for module in Set(known.grants.keys).union(wanted.grants.keys).sorted()
        where known.grants[module] != wanted.grants[module] {
            let sign = known.grants[module] == nil ? "+" : wanted.grants[module] == nil ? "-" : "~"
            lines.append("\(sign) user type \(wanted.key): rights on \(module)")
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
        else { throw PortalFile.Problem(description: "'\(key)' cannot be the name of a module.") }
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
        else { throw PortalFile.Problem(description: "'\(field.key)' cannot be the name of a field.") }
        return true
    }

    private func portal() throws -> Portal {
        let (portals, look) = (Portals(connection), file.portal)
        guard Colour(hex: look.accent) != nil else {
            throw PortalFile.Problem(description: "portal.accent: write a colour such as #0f5c57.")
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
