/// A tab of a portal beside its modules (*onglet Web*): an address, or a page that staff write in Markdown.
package struct WebTab: Sendable, Hashable {
    package let id: RecordID
    /// The last part of its address in the portal.
    package let key: String
    package let title: Phrase
    package let content: Content
    /// The user types that have the tab.
    package let userTypes: Set<RecordID>

    /// What is behind a tab.
    package enum Content: Sendable, Hashable {
        /// An address on the web, opened in a window of its own.
        case link(String)
        case page(Phrase)
    }

    package init(id: RecordID, key: String, title: Phrase, content: Content, userTypes: Set<RecordID>) {
        self.id = id
        self.key = key
        self.title = title
        self.content = content
        self.userTypes = userTypes
    }
}
