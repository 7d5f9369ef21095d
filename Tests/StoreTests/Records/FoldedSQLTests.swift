import Core
import Foundation
import TestSupport
import Testing

@testable import Store

/// Text is folded in statements as it is in memory.
@Suite struct FoldedSQLTests {
    /// Every character before the ideographs and some of each script after them, as far as the oldest PostgreSQL we run on knows it, between
    /// two letters it could join with.
    ///
    /// One is known to differ, the capital lunate sigma: which small sigma it becomes depends on whether it is decomposed first.
    @Test(arguments: Engine.allCases) func charactersAreFoldedAlike(_ engine: Engine) async throws {
        let known = engine == .postgres ? ["3f9"] : []
        let scalars = Self.characters()
        try await engine.withEmptyDatabase { database in
            let wrong = try await database.read { connection in
                try stride(from: 0, to: scalars.count, by: 1000).flatMap { start in
                    try differences(Array(scalars[start..<min(start + 1000, scalars.count)]), connection)
                }
            }
            #expect(wrong == known)
        }
    }

    @Test(arguments: Engine.allCases) func wordsAreFoldedAlike(_ engine: Engine) async throws {
        let words = [
            "", "Éléonore ŒUVRÉ", "STRASSE Straße ẞ", "Ærø ǢǼ", "İstanbul ıI", "ΣΊΣΥΦΟΣ", "ЁЛКА Й", "Ülkü™ ﬁn ½",
            "e\u{301}e\u{323}\u{301}", "`a^b´¨", "한국어 日本", "Tiếng Việt", "O’Brien 😀",
        ]
        try await engine.withEmptyDatabase { database in
            for word in words {
                let found = try await database.read { connection in
                    try connection.row("SELECT \(foldedSQL("\(word)", connection.dialect))")?[0]
                }
                #expect(found == .text(folded(word)), "\(word)")
            }
        }
    }

    private static func characters() -> [Unicode.Scalar] {
        var characters: [Unicode.Scalar] = []
        for number: UInt32 in 0x20...0x1FFFF where number < 0x3400 || number % 13 == 0 {
            guard let scalar = Unicode.Scalar(number), let age = scalar.properties.age, age.major <= 14 else {
                continue
            }
            if scalar.properties.generalCategory != .privateUse { characters.append(scalar) }
        }
        return characters
    }

    private func differences(_ scalars: [Unicode.Scalar], _ connection: any Connection) throws -> [String] {
        let texts = scalars.map { "a\($0)E" }
        // NUL cannot be in a text, so a line end separates them; no character folds to one.
        let all = texts.joined(separator: "\n")
        let answer = try connection.row("SELECT \(foldedSQL("\(all)", connection.dialect))")?[0].text ?? ""
        let parts = answer.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == texts.count else { return ["\(scalars[0]): \(parts.count) of \(texts.count)"] }
        return zip(scalars, zip(texts, parts)).compactMap { scalar, pair in
            folded(pair.0) == pair.1 ? nil : String(scalar.value, radix: 16)
        }
    }
}
