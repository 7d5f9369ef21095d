package import Core
package import HTML
package import Hummingbird

/// What every posting form of a page carries in its address: through which access the page was shown, and a key of its own.
package enum FormMark {
    private static let access = "as"
    private static let key = "form"

    /// The access that a visitor looks through; staff have none and stand for themselves.
    package static func owner(_ visitor: Visitor) -> RecordID { visitor.viewer.access ?? visitor.viewer.person }

    /// The access, or the member of staff, that the form of a request was shown to; nil for forms that say nothing.
    package static func owner(_ request: Request) -> RecordID? { request.query.id(access) }

    /// The key of the form of a request; nil for forms that have none.
    package static func key(_ request: Request) -> RecordID? { request.query.id(key) }

    /// The address that a form was sent to, without its marks.
    package static func bareAddress(_ request: Request) -> String {
        let pairs = request.query.pairs.filter { $0.name != access && $0.name != key }
        guard !pairs.isEmpty else { return request.uri.path }
        return request.uri.path + "?"
            + pairs.map { escapedForURL($0.name) + "=" + escapedForURL($0.value) }.joined(separator: "&")
    }

    /// A page whose posting forms are marked for the visitor.
    package static func mark(_ page: HTML, for visitor: Visitor, key id: RecordID) -> HTML {
        page.postingForms(carry: "\(access)=\(owner(visitor).text)&\(key)=\(id.text)")
    }
}
