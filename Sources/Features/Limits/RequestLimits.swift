/// How many requests one access, one member of staff or one key may make a minute; nil for as many as they like.
package struct RequestLimits: Sendable, Hashable {
    /// Forms that are sent.
    package var writes: Int?
    /// Requests to the API, whatever they do.
    package var api: Int?
    /// Lists as files.
    package var exports: Int?

    package init(writes: Int?, api: Int?, exports: Int?) {
        (self.writes, self.api, self.exports) = (writes, api, exports)
    }

    package static let none = RequestLimits(writes: nil, api: nil, exports: nil)
    /// More than hands can do, and less than what hurts others.
    package static let usual = RequestLimits(writes: 120, api: 600, exports: 30)
}
