/// An arrangement of a module's fields (*disposition*): sections in order, each with its fields in order.
///
/// A record belongs to one layout; the standard one has an empty key. Fields that a layout does not name come after its sections.
package struct Layout: Codable, Sendable, Hashable {
    package var key: String
    package var name: Phrase
    package var sections: [Section]

    /// Fields under one title.
    package struct Section: Codable, Sendable, Hashable {
        package var title: Phrase
        package var fields: [String]

        package init(_ title: Phrase, _ fields: [String]) {
            self.title = title
            self.fields = fields
        }
    }

    package init(_ key: String, _ name: Phrase, _ sections: [Section]) {
        self.key = key
        self.name = name
        self.sections = sections
    }

    package static let standard = ""
}
