import Core
import TestSupport

/// Modules with random fields and look-ups; `accounts` is among them with "contacts", because the tables of Parvis point to them.
struct GeneratedModules {
    private var random: SeededRandom

    init(_ random: SeededRandom) { self.random = random }

    mutating func catalog() -> Catalog {
        let keys = ["accounts", "contacts"] + (1...(2 + random.below(3))).map { "module\($0)" }
        return Catalog(keys.enumerated().map { module($1, pointingTo: Array(keys[...$0])) })
    }

    /// Look-ups point to modules that stand before, or to the module itself.
    private mutating func module(_ key: String, pointingTo targets: [String]) -> Module {
        var fields = [name(), Field("rank", fr: "Rang", en: "Rank", NumberType()).sorted()]
        for number in 0..<(1 + random.below(3)) {
            guard let target = random.pick(targets) else { continue }
            fields.append(Field("link\(number)_id", fr: "Lien", en: "Link", LookupType(target)))
        }
        if key != "accounts", random.once(in: 2) {
            fields.append(Field(Rule.account, fr: "Tiers", en: "Account", LookupType("accounts")))
        }
        let hasStates = random.once(in: 2)
        if hasStates { fields.append(state()) }
        let sort = Sort(random.once(in: 3) ? "rank" : "name", descending: random.once(in: 2))
        return Module(
            key, one: Phrase(same: key), many: Phrase(same: key), title: "name", sort: sort,
            columns: fields.map(\.key), state: hasStates ? StateRule("state", unpublished: ["draft", "gone"]) : nil,
            layouts: layouts(), fields: fields)
    }

    /// Mostly one that is always there.
    private mutating func state() -> Field {
        let states = ChoiceType([
            Choice("draft", fr: "Brouillon", en: "Draft"), Choice("open", fr: "Ouvert", en: "Open"),
            Choice("gone", fr: "Abandonné", en: "Given up"),
        ])
        let field = Field("state", fr: "État", en: "State", states)
        return random.once(in: 3) ? field : field.required()
    }

    /// Half of the modules have records that lie in layouts of their own.
    private mutating func layouts() -> [Layout] {
        guard random.once(in: 2) else { return [] }
        let keys = [Layout.standard, "one"] + (random.once(in: 2) ? ["two"] : [])
        return keys.map { Layout($0, Phrase(same: $0), []) }
    }

    private mutating func name() -> Field {
        let field = Field("name", fr: "Nom", en: "Name").required().searched()
        return random.once(in: 2) ? field.sortedByName() : field.sorted()
    }
}

extension Module {
    var lookups: [Field] { fields.filter { $0.target != nil } }
}
