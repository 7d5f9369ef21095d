import Foundation

/// What an administrator decided about a module: all of a custom one, or what was added to a built-in one.
package struct ModuleDefinition: Codable, Sendable, Hashable {
    /// The names of a custom module; nil for a built-in one, which has its own.
    package var names: Names?
    /// The order of a custom module's list; newest first when nil.
    package var sort: SortDefinition?
    /// The columns of a custom module's list; the first fields when empty.
    package var columns: [String]
    /// The field of kind `choice` whose word is shown as the record's state.
    package var state: String?
    /// All records may be shown to user types that take the module as public, view only.
    package var isPublic: Bool
    package var fields: [FieldDefinition]
    /// What was changed about built-in fields, by key.
    package var changes: [String: FieldChange]
    package var subforms: [SubformDefinition]
    package var layouts: [Layout]
    /// Milliseconds since 1970 at which a custom module was removed; it is kept for 30 days.
    package var removedAt: Int64?

    /// A kind of record in the singular and the plural.
    package struct Names: Codable, Sendable, Hashable {
        package var one: Phrase
        package var many: Phrase
        /// The French word is feminine: *une intervention*, *Nouvelle intervention*.
        package var isFeminine: Bool?

        package init(one: Phrase, many: Phrase, isFeminine: Bool? = nil) {
            self.one = one
            self.many = many
            self.isFeminine = isFeminine
        }
    }

    package init(names: Names? = nil) {
        self.names = names
        columns = []
        isPublic = false
        fields = []
        changes = [:]
        subforms = []
        layouts = []
    }

    package var isLive: Bool { removedAt == nil }
    package var liveFields: [FieldDefinition] { fields.filter(\.isLive) }
    package var liveSubforms: [SubformDefinition] { subforms.filter(\.isLive) }
}

/// The order of a list by one field.
package struct SortDefinition: Codable, Sendable, Hashable {
    package var field: String
    package var isDescending: Bool

    package init(_ field: String, descending: Bool = false) {
        self.field = field
        isDescending = descending
    }
}

/// What an administrator changed about a built-in field.
package struct FieldChange: Codable, Sendable, Hashable {
    package var label: Phrase?
    /// Asked for in forms beyond what the module itself asks for.
    package var isRequired: Bool

    package init(label: Phrase? = nil, isRequired: Bool = false) {
        self.label = label
        self.isRequired = isRequired
    }
}

/// A custom sub-form, or fields added to a built-in one of the same key.
package struct SubformDefinition: Codable, Sendable, Hashable {
    package var key: String
    /// Nil for a built-in one.
    package var label: Phrase?
    package var fields: [FieldDefinition]
    package var removedAt: Int64?

    package init(_ key: String, _ label: Phrase?, _ fields: [FieldDefinition] = []) {
        self.key = key
        self.label = label
        self.fields = fields
    }

    package var isLive: Bool { removedAt == nil }
    package var liveFields: [FieldDefinition] { fields.filter(\.isLive) }
}

extension ModuleDefinition {
    private enum CodingKeys: String, CodingKey {
        case names, sort, columns, state, isPublic, fields, changes, subforms, layouts, removedAt
    }

    /// What a file leaves out is empty.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        names = try values.decodeIfPresent(Names.self, forKey: .names)
        sort = try values.decodeIfPresent(SortDefinition.self, forKey: .sort)
        columns = try values.decodeIfPresent([String].self, forKey: .columns) ?? []
        state = try values.decodeIfPresent(String.self, forKey: .state)
        isPublic = try values.decodeIfPresent(Bool.self, forKey: .isPublic) ?? false
        fields = try values.decodeIfPresent([FieldDefinition].self, forKey: .fields) ?? []
        changes = try values.decodeIfPresent([String: FieldChange].self, forKey: .changes) ?? [:]
        subforms = try values.decodeIfPresent([SubformDefinition].self, forKey: .subforms) ?? []
        layouts = try values.decodeIfPresent([Layout].self, forKey: .layouts) ?? []
        removedAt = try values.decodeIfPresent(Int64.self, forKey: .removedAt)
    }
}

extension ModuleDefinition {
    /// Reads what was stored; nil for what this version cannot read.
    package init?(text: String) {
        do { self = try JSONDecoder().decode(ModuleDefinition.self, from: Data(text.utf8)) } catch { return nil }
    }
}
