import CPostgres
import Foundation
import Store

/// Where the database is: an address of libpq, in which `schema=name` is ours and everything else is libpq's.
struct PostgresAddress: Sendable {
    /// The address without our part. It may hold a password: never logged, never an argument of a program.
    let url: String
    let schema: Identifier?

    init(_ text: String) throws {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
            throw StoreError.failed(reason: "the address of the database must begin with postgres://")
        }
        guard let mark = text.firstIndex(of: "?") else {
            (url, schema) = (text, nil)
            return
        }
        let items = text[text.index(after: mark)...].split(separator: "&")
        let rest = items.filter { !$0.hasPrefix(Self.ours) }.joined(separator: "&")
        url = text[..<mark] + (rest.isEmpty ? "" : "?" + rest)
        schema = try items.last { $0.hasPrefix(Self.ours) }.map {
            try Self.schema(named: String($0.dropFirst(Self.ours.count)))
        }
    }

    private static let ours = "schema="

    private static func schema(named name: String) throws -> Identifier {
        guard Identifier.isValid(name) else {
            throw StoreError.failed(reason: "the schema in the address must be lower-case letters, digits and _")
        }
        return Identifier(name)
    }
}

extension PostgresAddress {
    /// One thing that the address says.
    struct Option {
        let keyword: String
        /// The variable of the environment that says the same.
        let variable: String?
        let value: String
    }

    func options() throws -> [Option] {
        guard let parsed = PQconninfoParse(url, nil) else {
            throw StoreError.failed(reason: "the address of the database cannot be read")
        }
        defer { PQconninfoFree(parsed) }
        var options: [Option] = []
        var option = parsed
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val.map({ String(cString: $0) }) {
                let variable = option.pointee.envvar.map { String(cString: $0) }
                options.append(Option(keyword: String(cString: keyword), variable: variable, value: value))
            }
            option += 1
        }
        return options
    }
}
