import Foundation

/// A user type with its rights, in the form in which it is exported, compared and brought back.
package struct UserTypeDocument: Codable, Sendable, Hashable {
    package var key: String
    package var name: Phrase
    /// The module whose records the people of this type are.
    package var mainModule: String
    package var grants: [String: GrantDocument]
    /// How many open accesses it has at most; nil for as many as wanted.
    package var quota: Int?
    /// True when the company's own people may have it; otherwise nil.
    package var allowsOwnDomains: Bool?
    /// Administrators of a customer add and manage their colleagues; nil for not.
    package var delegates: Bool?

    package init(key: String, name: Phrase, mainModule: String, grants: [String: Grant]) {
        self.key = key
        self.name = name
        self.mainModule = mainModule
        self.grants = grants.mapValues(GrantDocument.init)
    }
}

/// The rights on one module, with scopes and rights as words.
package struct GrantDocument: Codable, Sendable, Hashable {
    package var see: String
    /// Of `create`, `edit`, `editShared`, `delete`, `clone`, those that are granted.
    package var may: [String]
    package var notes: String
    package var files: String
    package var view: String
    package var fields: [String: String]
    package var otherLayouts: [String: [String: String]]
    package var withoutStandard: Bool?

    private static var verbs: [(String, WritableKeyPath<Grant, Bool>)] {
        [
            ("create", \.create), ("edit", \.editOwn), ("editShared", \.editShared), ("delete", \.delete),
            ("clone", \.clone),
        ]
    }

    package init(_ grant: Grant) {
        see = grant.see.text
        may = GrantDocument.verbs.filter { grant[keyPath: $0.1] }.map(\.0)
        (notes, files, view) = (grant.notes.rawValue, grant.files.rawValue, grant.view.rawValue)
        fields = grant.fields.mapValues(\.rawValue)
        otherLayouts = grant.otherLayouts.mapValues { $0.mapValues(\.rawValue) }
        withoutStandard = grant.withoutStandard ? true : nil
    }

    /// These verbs in the order in which they are always written.
    func ordered(_ verbs: Set<String>) -> [String] { GrantDocument.verbs.map(\.0).filter(verbs.contains) }

    /// What cannot be read grants nothing.
    package var grant: Grant {
        var grant = Grant(see: Scope(text: see))
        for (name, path) in GrantDocument.verbs { grant[keyPath: path] = may.contains(name) }
        grant.notes = FieldRight(rawValue: notes) ?? .hidden
        grant.files = FieldRight(rawValue: files) ?? .hidden
        grant.view = RecordView(rawValue: view) ?? .list
        grant.fields = fields.compactMapValues(FieldRight.init(rawValue:))
        grant.otherLayouts = otherLayouts.mapValues { $0.compactMapValues(FieldRight.init(rawValue:)) }
        grant.withoutStandard = withoutStandard ?? false
        return grant
    }
}

extension UserTypeDocument {
    package var granted: [String: Grant] { grants.mapValues(\.grant) }

    /// As `init(text:)` reads it.
    package var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return String(decoding: try encoder.encode(self), as: UTF8.self) } catch { return "" }
    }

    package init?(text: String) {
        do { self = try JSONDecoder().decode(UserTypeDocument.self, from: Data(text.utf8)) } catch { return nil }
    }
}
