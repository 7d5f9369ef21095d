package import Core
import Foundation
package import Store

/// What is asked of an import, as it is kept with it.
package struct ImportRequest: Codable, Sendable, Hashable {
    /// What was brought.
    package enum Kind: String, Codable, Sendable {
        case csv, dolibarr
    }

    package var kind: Kind
    /// The name of the source system; with a row's key it identifies a record.
    package var source: String
    /// As it was called where it came from.
    package var fileName: String
    package var module: String?
    /// Field keys by column; empty to leave the column out.
    package var columns: [String: String] = [:]
    package var key: String?
    /// Texts by field key.
    package var defaults: [String: String] = [:]
    package var encoding: CSVFile.Encoding?
    package var separator: String?
    /// Everything that the source has is here, so that what is missing is gone there.
    package var isFull = false

    package init(_ kind: Kind, source: String, fileName: String) {
        self.kind = kind
        self.source = source
        self.fileName = fileName
    }

    /// Nil for what no version of Parvis wrote.
    package init?(json: String) {
        do { self = try JSONDecoder().decode(ImportRequest.self, from: Data(json.utf8)) } catch { return nil }
    }

    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try String(decoding: encoder.encode(self), as: UTF8.self)
        }
    }

    var options: CSVImport.Options {
        CSVImport.Options(
            columns: columns, key: key, defaults: defaults, encoding: encoding, separator: separator?.first)
    }

    /// What is wrong with the name of a source; nil when it will do. Parvis's own records have names of this kind, too.
    package static func sourceProblem(_ name: String) -> FieldProblem? {
        let isPlain = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
        }
        guard (1...40).contains(name.utf8.count), isPlain, name != LeakTest.source else {
            return FieldProblem(
                fr: "Écrivez un nom court en minuscules sans accent, par exemple csv ou sage-50.",
                en: "Write a short name in small letters, such as csv or sage-50.")
        }
        return nil
    }
}

extension ImportRun {
    /// What was asked for; nil when it cannot be read any more.
    package var request: ImportRequest? { ImportRequest(json: options) }
}

/// What an import counted beside its rows.
package struct ImportSummary: Codable, Sendable, Hashable {
    /// Values that went to the note, by field.
    package var asides: [Counted] = []
    /// What the source has and Parvis does not read.
    package var unread: [Counted] = []
    /// Modules whose absent records cannot be told, because some rows could not be read.
    package var unsure: [String] = []

    package init() {}

    package init(json: String) {
        do { self = try JSONDecoder().decode(ImportSummary.self, from: Data(json.utf8)) } catch { self.init() }
    }

    package var json: String {
        get throws { try String(decoding: JSONEncoder().encode(self), as: UTF8.self) }
    }

    /// Something with its number.
    package struct Counted: Codable, Sendable, Hashable {
        package let module: String
        package let fr: String
        package let en: String
        package let count: Int

        package init(_ name: Phrase, _ count: Int, module: String = "") {
            (fr, en) = (name.fr, name.en)
            self.count = count
            self.module = module
        }

        package func name(_ language: Language) -> String { language == .fr ? fr : en }
    }
}
