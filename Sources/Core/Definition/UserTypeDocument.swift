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
    /// The states in which records are shown, in the order of the alphabet; nil for the usual ones of the module.
    package var states: [String]?
    /// Of `create`, `editOwn`, `editColleagues`, `editShared`, `delete`, `clone`, those that are granted.
    package var may: [String]
    package var notes: String
    package var files: String
    package var view: String
    package var fields: [String: String]
    package var otherLayouts: [String: [String: String]]
    package var withoutStandard: Bool?

    private static var verbs: [(String, WritableKeyPath<Grant, Bool>)] {
        [
            ("create", \.create), ("editOwn", \.editOwn), ("editColleagues", \.editColleagues),
            ("editShared", \.editShared), ("delete", \.delete), ("clone", \.clone),
        ]
    }

    package init(_ grant: Grant) {
        see = grant.see.text
        states = grant.states?.sorted()
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
        grant.states = states.map(Set.init)
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

extension GrantDocument {
    private enum CodingKeys: String, CodingKey {
        case see, states, may, notes, files, view, fields, otherLayouts, withoutStandard
    }

    /// Until own and colleagues' records had rights of their own, `edit` stood for both.
    private static let earlier = ["edit": ["editOwn", "editColleagues"]]

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        see = try values.decode(String.self, forKey: .see)
        states = try values.decodeIfPresent([String].self, forKey: .states).map { Set($0).sorted() }
        let verbs = try values.decode([String].self, forKey: .may)
        may = verbs.flatMap { GrantDocument.earlier[$0] ?? [$0] }
        notes = try values.decode(String.self, forKey: .notes)
        files = try values.decode(String.self, forKey: .files)
        view = try values.decode(String.self, forKey: .view)
        fields = try values.decode([String: String].self, forKey: .fields)
        otherLayouts = try values.decode([String: [String: String]].self, forKey: .otherLayouts)
        withoutStandard = try values.decodeIfPresent(Bool.self, forKey: .withoutStandard)
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
        guard isWithinLimits else { return nil }
    }

    /// No form takes other numbers; drafts and files come from outside too.
    package var isWithinLimits: Bool { AdmissionLimits.quota.allows(quota) }
}
