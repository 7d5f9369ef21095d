import Core

/// What the rows of a capture need to know besides themselves: dictionaries, categories and other files.
struct DolibarrContext {
    let pages: DolibarrPages
    let terms: [String: String]
    let methods: [String: String]
    let carriers: [String: (code: String, label: String)]
    let tags: DolibarrTags

    init(_ pages: DolibarrPages) {
        self.pages = pages
        terms = DolibarrContext.dictionary("payment_terms", pages).mapValues(\.code)
        methods = DolibarrContext.dictionary("payment_types", pages).mapValues(\.code)
        carriers = DolibarrContext.dictionary("shipping_methods", pages)
        tags = DolibarrTags(pages)
    }

    /// Codes and labels by id. They only make labels nicer, so a missing or broken dictionary is an empty one.
    private static func dictionary(_ name: String, _ pages: DolibarrPages) -> [String: (code: String, label: String)] {
        var entries: [String: (code: String, label: String)] = [:]
        for entry in (try? pages.objects("setup/dictionary-\(name).json")) ?? [] {
            guard let id = try? entry.text(anyOf: ["id", "rowid"]), let code = try? entry.text("code") else { continue }
            entries[id] = (code, (try? entry.text("label")) ?? code)
        }
        return entries
    }
}

/// The categories of each third party and contact.
struct DolibarrTags {
    private(set) var byRecord: [String: [String: [String]]] = [:]
    /// What could not be read, by module.
    private(set) var problems: [String: [RefusedRow]] = [:]

    /// Dolibarr's numbers for kinds of categories, of the modules that have tags here.
    static let modules = ["1": "accounts", "2": "accounts", "4": "contacts"]

    fileprivate init(_ pages: DolibarrPages) {
        for file in pages.files(of: "categories") {
            do {
                for category in try pages.objects(file) { try add(category, pages) }
            } catch {
                let row = RefusedRow(module: "accounts", externalID: file, reason: ImportProblem.reason(error))
                problems["accounts", default: []].append(row)
            }
        }
    }

    private mutating func add(_ category: DolibarrObject, _ pages: DolibarrPages) throws {
        guard let id = try category.id("id"), let type = try category.text("type"),
            let module = DolibarrTags.modules[type],
            let label = try category.text("label"), let bytes = try pages.bytes("categories/objects/\(id).json")
        else { return }
        guard let members = DolibarrObject.ids(json: bytes) else {
            throw DolibarrPages.notJSON("categories/objects/\(id).json")
        }
        for member in members { byRecord[module, default: [:]][member, default: []].append(label) }
    }

    /// The labels of a record's categories.
    func of(_ module: String, _ id: String) -> [String] { byRecord[module]?[id] ?? [] }
}
