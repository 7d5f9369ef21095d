import Core
import Store
import Web

/// What a look-up offers: all records when they are few, otherwise those that a search found.
struct LookupChoices: Sendable {
    var options: [Option] = []
    /// There are too many to list: the form has a search field.
    var isSearched = false
    /// What was searched for, when something was.
    var search = ""

    /// A record that can be chosen.
    struct Option: Sendable, Hashable {
        let id: RecordID
        let title: String
    }

    /// Lists longer than this are searched.
    static let most = 200
    /// Results of a search.
    static let mostFound = 50
}

/// Reads what the look-ups of a form offer, for one viewer.
struct LookupReader {
    let records: Records
    let viewer: Viewer

    /// The choices of every look-up in the form; `searches` are the posted search texts, by field.
    func choices(for form: RecordForm, searches: [String: String] = [:]) throws -> [String: LookupChoices] {
        try form.fields.reduce(into: [:]) { found, field in
            guard let target = field.target.flatMap({ records.catalog[$0] }) else { return }
            let chosen = form.typed[field.key].flatMap { RecordID(text: $0) }
            found[field.key] = try choices(of: target, chosen: chosen, search: searches[field.key] ?? "")
        }
    }

    func choices(of target: Module, chosen: RecordID?, search: String) throws -> LookupChoices {
        let seen = records.seen(by: viewer, target)
        var query = Query(sort: target.sort)
        let isSearched = try seen.count(query, upTo: LookupChoices.most + 1) > LookupChoices.most
        var options: [LookupChoices.Option] = []
        if !isSearched || !search.isEmpty {
            query.search = isSearched ? search : nil
            query.limit = isSearched ? LookupChoices.mostFound : LookupChoices.most
            options = try seen.list(query, columns: []).records.map(LookupChoices.Option.init)
        }
        if let chosen, !options.contains(where: { $0.id == chosen }), let record = try seen.find(chosen) {
            options.insert(.init(record), at: 0)
        }
        return LookupChoices(options: options, isSearched: isSearched, search: isSearched ? search : "")
    }
}

extension LookupChoices.Option {
    init(_ record: Record) { self.init(id: record.id, title: record.choiceTitle) }
}

extension Record {
    /// The name in a list of choices: what has a reference and a name shows both.
    var choiceTitle: String {
        guard let ref = row["ref"].text, ref != title else { return title }
        return ref + " · " + title
    }
}
