import Core

/// What somebody typed to find records: words, and what they may be beside words, a telephone number, a total, the name of an account.
struct Search {
    private let seen: SeenRecords
    private let visible: Set<String>
    private let words: [String]
    /// The digits of a telephone number, when nothing else was typed and the words are not those digits.
    private let number: String?
    private let totals: ClosedRange<Int64>?
    private let accounts: NamedAccounts?

    /// Nil when there is nothing to look for.
    init?(_ typed: String?, _ seen: SeenRecords, _ visible: Set<String>) throws {
        let typed = typed ?? ""
        let words = searchWords(typed)
        guard !words.isEmpty else { return nil }
        self.words = words
        let digits = PhoneType.isNumber(typed) && seen.module.hasNumbers ? PhoneType.digits(typed) : nil
        number = digits == words.first && words.count == 1 ? nil : digits
        totals = Search.totals(typed, seen.module, visible)
        accounts = try NamedAccounts(words, seen, visible)
        (self.seen, self.visible) = (seen, visible)
    }

    private var dialect: Dialect { seen.connection.dialect }

    /// Records that hold the words or the number, whose total is the amount that was typed, or whose account is called so.
    var condition: SQL {
        var tests = [text]
        if let totals { tests.append("\"total_incl\" BETWEEN \(totals.lowerBound) AND \(totals.upperBound)") }
        if let accounts { tests.append(accounts.condition) }
        let test: SQL = tests.count == 1 ? text : "(" + tests.joined(by: " OR ") + ")"
        return candidates.map { $0 + " AND " + test } ?? test
    }

    /// The index covers all searched fields: where some are hidden it only says which records are worth a closer look.
    private var text: SQL {
        let fields = seen.module.searched.filter { visible.contains($0.key) }
        let all = either { searchSQL($0) }
        guard fields.count < seen.module.searched.count || seen.module.hasForgottenWords else { return all }
        return "(\(all) AND \(either { searchSQL($0, in: fields, dialect) }))"
    }

    /// A number of pairs of digits is looked for as a number alone: its pairs stand in many others.
    private func either(_ test: ([String]) -> SQL) -> SQL {
        guard let number else { return "(\(test(words)))" }
        return words.contains { $0.unicodeScalars.count > 2 }
            ? "((\(test(words))) OR (\(test([number]))))" : test([number])
    }

    /// The candidates of a search over a whole module in SQLite, from the indexes of trigrams, totals and accounts.
    ///
    /// Nil where testing each record is enough: over the records of one account, which are few, with words that have no trigram or name
    /// very many accounts, and in PostgreSQL, whose planner chooses by itself.
    private var candidates: SQL? {
        guard dialect == .sqlite, !Rule(seen.viewer, seen.module).see.isNarrow, accounts?.isMany != true else {
            return nil
        }
        let terms = [words.flatMap(trigrams), number.map(trigrams) ?? []].filter { !$0.isEmpty }
        guard !terms.isEmpty, number != nil || !words.flatMap(trigrams).isEmpty else { return nil }
        let match = terms.map { "(" + $0.map(quotedGram).joined(separator: " AND ") + ")" }.joined(separator: " OR ")
        let index = Identifier(seen.module.key + "_search")
        var parts: [SQL] = ["SELECT rowid FROM \(index) WHERE \(index) MATCH \(match)"]
        let others: [SQL?] = [
            totals.map { "\"total_incl\" BETWEEN \($0.lowerBound) AND \($0.upperBound)" }, accounts?.condition,
        ]
        parts += others.compactMap(\.self).map {
            "SELECT \"id\" FROM \(Identifier(seen.module.key)) WHERE \($0) AND \"deleted_at\" IS NULL"
        }
        return "\"id\" IN (\(parts.joined(by: " UNION ALL ")))"
    }

    /// What was typed as a total, such as `14 202,71 €`, or without cents; nil when it is none, or when totals may not be seen.
    private static func totals(_ search: String, _ module: Module, _ visible: Set<String>) -> ClosedRange<Int64>? {
        guard visible.contains("total_incl"), let type = module["total_incl"]?.type as? MoneyType else { return nil }
        let total: Int64?
        do { total = try type.read(search).int } catch { return nil }
        guard let total else { return nil }
        let isWhole = !search.contains { ",.".contains($0) } && !search.hasPrefix("0") && total > 0
        return isWhole ? total...(total + 99) : total...total
    }
}

/// The accounts whose name holds every word, for members of staff who look through documents of all of them.
private struct NamedAccounts {
    /// Beyond so many the accounts are not listed but tested one by one.
    private static let most = 200
    private let ids: [RecordID]
    private let all: SQL
    var isMany: Bool { ids.count > NamedAccounts.most }

    /// Nil where there are none, or where the viewer does not see every account and its name.
    init?(_ words: [String], _ seen: SeenRecords, _ visible: Set<String>) throws {
        let key = Module.accounts.key
        guard seen.viewer.isStaff, visible.contains("account_id"), seen.module["account_id"]?.target == key,
            words.contains(where: { $0.unicodeScalars.count > 2 }), let module = seen.catalog[key],
            Rule(seen.viewer, module).see == .always, let name = module["name"],
            seen.viewer.visibleKeys(of: module).contains(name.key)
        else { return nil }
        let accounts = SeenRecords(
            connection: seen.connection, catalog: seen.catalog, viewer: seen.viewer, module: module)
        let dialect = seen.connection.dialect
        let index = Identifier(key + "_search")
        let grams = words.flatMap(trigrams).map(quotedGram).joined(separator: " AND ")
        let found: SQL =
            dialect == .sqlite ? "\"id\" IN (SELECT rowid FROM \(index) WHERE \(index) MATCH \(grams)) AND " : ""
        all = """
            SELECT "id" FROM \(accounts.table) WHERE \(accounts.condition()) AND \(found)\(searchSQL(words)) AND \(searchSQL(words, in: [name], dialect))
            """
        ids = try seen.connection.rows("\(all) LIMIT \(NamedAccounts.most + 1)").compactMap { $0[0].id }
        if ids.isEmpty { return nil }
    }

    var condition: SQL {
        let list = isMany ? all : ids.map { "\($0)" as SQL }.joined(by: ", ")
        return "\"account_id\" IN (\(list))"
    }
}

extension Module {
    /// Records of the module are found by a telephone number.
    fileprivate var hasNumbers: Bool { searched.contains { $0.type is PhoneType } }
}
