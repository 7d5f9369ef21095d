/// A scope that a grant may have, in words.
package struct ScopePath: Sendable, Hashable {
    package let scope: Scope
    package let words: Phrase
}

/// The ways that lead from a module's records to a viewer: what *Filtrer par* offers.
package struct ScopePaths: Sendable {
    private let catalog: Catalog
    /// Longer ways are slow to follow and hard to understand.
    private static let longest = 4

    package init(_ catalog: Catalog) { self.catalog = catalog }

    /// Every scope that a grant on `module` may have for people who are records of `main`: the record itself, the documents that name the
    /// person, each way of look-ups to the person's record or account, shortest first, and all records of a public module.
    package func offered(_ module: Module, main: String) -> [ScopePath] {
        var found = walk(from: module, main: main)
        if main == "contacts", DocumentRole.modules.contains(module.key) { found.append(ScopePaths.named) }
        if main == "contacts", module.key == Module.services.key { found.insert(ScopePaths.assigned, at: 0) }
        if module.isPublic { found.append(ScopePaths.everyone) }
        return found
    }

    /// Whether a grant on `module` may have this scope.
    package func allows(_ scope: Scope, on module: Module, main: String) -> Bool {
        scope == .nobody || offered(module, main: main).contains { $0.scope == scope }
    }

    /// A way as far as it was followed.
    private struct Way {
        let module: Module
        let steps: [Field]
        let seen: Set<String>
    }

    private func walk(from module: Module, main: String) -> [ScopePath] {
        var ways = [Way(module: module, steps: [], seen: [module.key])]
        var found: [ScopePath] = []
        while !ways.isEmpty {
            found += ways.flatMap { ends(of: $0, main: main) }
            ways = ways.flatMap { $0.steps.count < ScopePaths.longest ? onwards($0, main: main) : [] }
        }
        return found
    }

    private func ends(of way: Way, main: String) -> [ScopePath] {
        let target: Scope.Target
        switch way.module.key {
        case main: target = .anchor
        case "accounts" where hasAccount(main): target = .account
        default: return []
        }
        let scope = Scope.through(Scope.Path(way.steps.map(\.key), to: target))
        return [ScopePath(scope: scope, words: words(way))]
    }

    /// Whether people who are records of `main` belong to an account: an access takes it from the record's look-up.
    private func hasAccount(_ main: String) -> Bool {
        catalog[main]?.fields.contains { $0.target == "accounts" } ?? false
    }

    /// Beyond the person's own record or account the way would lead to other people's.
    private func onwards(_ way: Way, main: String) -> [Way] {
        guard way.steps.isEmpty || way.module.key != main && way.module.key != "accounts" else { return [] }
        return way.module.fields.compactMap { field in
            guard let next = field.target.flatMap({ catalog[$0] }) else { return nil }
            let isSelf = next.key == way.module.key && !way.steps.contains { $0.target == next.key }
            guard isSelf || !way.seen.contains(next.key) else { return nil }
            return Way(module: next, steps: way.steps + [field], seen: way.seen.union([next.key]))
        }
    }

    private func words(_ way: Way) -> Phrase {
        guard !way.steps.isEmpty else {
            return way.module.key == "accounts"
                ? Phrase(fr: "Sa propre société", en: "Their own company")
                : Phrase(fr: "Sa propre fiche", en: "Their own record")
        }
        return Phrase(
            fr: way.steps.map(\.label.fr).joined(separator: " → "),
            en: way.steps.map(\.label.en).joined(separator: " → "))
    }

    private static let named = ScopePath(
        scope: .through(Scope.Path([], to: .named)),
        words: Phrase(fr: "Documents qui nomment la personne", en: "Documents that name the person"))
    private static let assigned = ScopePath(
        scope: .through(Scope.Path([], to: .assigned)),
        words: Phrase(
            fr: "Services affectés à la personne (un administrateur du client les voit tous)",
            en: "Services assigned to the person (an administrator of the customer sees all)"))
    private static let everyone = ScopePath(
        scope: .everyone, words: Phrase(fr: "Toutes (module public)", en: "All (public module)"))
}
