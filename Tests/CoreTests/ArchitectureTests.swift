import Foundation
import Testing

/// Imports point one way, and some words are not written in Sources.
@Suite struct ArchitectureTests {
    /// The targets of ours that each may import. Leaving one out forbids it.
    private static let allowed: [String: Set<String>] = [
        "HTML": [], "Core": [], "Store": ["Core"], "StoreSQLite": ["Store", "Core"],
        "StorePostgres": ["Store", "Core"], "Mail": ["Core"],
        "Web": ["Core", "HTML"], "Features": ["Web", "Mail", "Store", "Core", "HTML"],
        "parvis": ["Features", "Web", "Mail", "Store", "StoreSQLite", "StorePostgres", "Core"],
    ]

    private static let reasons: [String: String] = [
        "HTML": "the HTML literal depends on nothing", "Core": "values and rules do no input or output and know nobody",
        "Store": "stores know values and rules only", "StoreSQLite": "a driver knows the contract it fulfils",
        "StorePostgres": "a driver knows the contract it fulfils",
        "Mail": "mail is written and sent without knowing what it tells about",
        "Web": "pages know no table: what they show is handed to them", "Features": "features work on any engine",
    ]

    /// Modules from outside that belong to one target.
    private static let owned: [String: Set<String>] = [
        "GRDB": ["StoreSQLite"], "GRDBSQLite": ["StoreSQLite"], "CPostgres": ["StorePostgres"], "CurlShim": ["Mail"],
        "CCurl": [], "CSodium": ["Features"], "CMark": ["Features"], "CMagic": ["Features"],
        "CArchive": ["Features"], "BreachedPasswords": ["Features"],
        "SwiftCSV": ["Features"], "ArgumentParser": ["parvis"], "Configuration": ["parvis"],
        "Hummingbird": ["Web", "Features", "parvis"],
    ]

    /// Targets without input or output take from outside only what has none.
    private static let pure: [String: Set<String>] = ["HTML": [], "Core": ["Foundation", "Synchronization"]]

    private static let forbidden = ["try!", "fatalError(", "TODO", "FIXME"]

    @Test func everyTargetIsKnown() throws {
        let targets = try Set(Self.files().map(\.target))
        #expect(targets.isSubset(of: Self.allowed.keys), "say in `allowed` what a new target may import")
    }

    @Test func importsPointOneWay() throws {
        for file in try Self.files() {
            for module in file.imports {
                if Self.allowed[module] != nil {
                    let isAllowed = Self.allowed[file.target]?.contains(module) == true
                    #expect(
                        isAllowed,
                        "\(file.path) imports \(module), but \(Self.reasons[file.target] ?? "that is not how the code is cut")"
                    )
                } else if let owners = Self.owned[module] {
                    #expect(
                        owners.contains(file.target),
                        "\(file.path) imports \(module), which belongs to \(owners.sorted())")
                } else if let few = Self.pure[file.target] {
                    #expect(
                        few.contains(module), "\(file.path) imports \(module), but \(Self.reasons[file.target] ?? "")")
                }
            }
        }
    }

    @Test func someWordsAreNotWritten() throws {
        for file in try Self.files() {
            for word in Self.forbidden { #expect(!file.text.contains(word), "\(file.path) says \(word)") }
        }
    }

    /// A package is one product: nothing is offered to others.
    @Test func nothingIsPublic() throws {
        for file in try Self.files() {
            let isPublic = file.text.split(separator: "\n").contains {
                $0.trimmingCharacters(in: .whitespaces).hasPrefix("public ")
            }
            #expect(!isPublic, "\(file.path) declares something public; write package")
        }
    }

    /// One Swift file of Sources.
    private struct File {
        let target: String
        let path: String
        let text: String

        /// The modules of its `import` lines, whatever stands before or after the word.
        var imports: [String] {
            text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ").map(String.init)
                guard let position = words.firstIndex(of: "import"), !line.contains("//"),
                    words[..<position].allSatisfy({
                        $0.hasPrefix("@") || ["package", "internal", "private", "fileprivate", "public"].contains($0)
                    })
                else { return nil }
                let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
                return words[(position + 1)...].first { !kinds.contains($0) }?.split(separator: ".").first.map(
                    String.init)
            }
        }
    }

    private static func files() throws -> [File] {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appendingPathComponent("Sources")
        let found =
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
            ?? []
        let files = try found.filter { $0.pathExtension == "swift" }.map { url in
            let path = url.path.dropFirst(sources.path.count + 1)
            return File(
                target: String(path.prefix { $0 != "/" }), path: "Sources/" + path,
                text: try String(contentsOf: url, encoding: .utf8))
        }
        try #require(files.count > 50)
        return files
    }
}
