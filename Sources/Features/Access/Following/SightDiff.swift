import Core
import HTML
import Store
import Web

/// What one person sees through an access as it is and as it would be, module by module, counted by the rule itself.
struct SightDiff: Sendable {
    let lost: [Count]
    let gained: [Count]

    /// Records of a module, counted up to a bound.
    struct Count: Sendable {
        let module: Module
        let count: BoundedCount
    }

    private static let bound = 1000

    /// `after` is nil where nothing is seen any more. Modules of which all is seen either way say nothing about whose the access is.
    init(before: Viewer, after: Viewer?, _ records: Records) throws {
        func seen(_ viewer: Viewer?, _ other: Viewer?) throws -> [Count] {
            guard let viewer else { return [] }
            return try records.catalog.modules.compactMap { module in
                let (own, others) = (viewer.grants[module.key].see, other?.grants[module.key].see)
                guard own != .nobody, !(own == .everyone && others == .everyone) else { return nil }
                if let other, own == others, viewer.account == other.account, viewer.anchor == other.anchor {
                    return nil
                }
                let found = try records.seen(by: viewer, module).count(
                    Query(sort: module.sort), upTo: SightDiff.bound + 1)
                return found == 0 ? nil : Count(module: module, count: BoundedCount(found, bound: SightDiff.bound))
            }
        }
        (lost, gained) = (try seen(before, after), try seen(after, before))
    }

    func html(_ formats: Formats) -> HTML {
        let rows = [
            (Phrase(fr: "Ne verra plus", en: "Will no longer see"), lost),
            (Phrase(fr: "Verra désormais", en: "Will see from now on"), gained),
        ].filter { !$0.1.isEmpty }
        guard !rows.isEmpty else { return .empty }
        return "<ul class=\"plain-list\">\(each: rows, { row($0.0, $0.1, formats) })</ul>"
    }

    private func row(_ label: Phrase, _ counts: [Count], _ formats: Formats) -> HTML {
        let language = formats.language
        let colon = language == .fr ? "\u{A0}:" : ":"
        let parts = counts.map { "\($0.module.many(language)) (\($0.count.text(formats)))" }.joined(separator: ", ")
        return "<li><b>\(label(language))\(colon)</b> \(parts)</li>"
    }
}
