import Core
import HTML
import Store
import Web

/// The journal of an access as its own page tells it: the event in words, and what exactly changed.
enum AccessEvents {
    static func step(_ entry: JournalEntry, _ catalog: Catalog, _ formats: Formats) -> TrailStep {
        let change: HTML? = change(entry, formats.language).map { " <span class=\"soft\">\($0)</span>" }
        return TrailStep(
            "\(EventWords.title(entry, catalog, formats.language))\(change)",
            "\(formats.moment(entry.at)) · \(entry.actor)")
    }

    private static func change(_ entry: JournalEntry, _ language: Language) -> String? {
        if let reason = entry.detail["reason"] { return "· " + waived(entry, language) + reason }
        guard let before = entry.detail["before"], let after = entry.detail["after"] else { return nil }
        return entry.verb == "access.permissions_changed" ? rights(before, after, language) : "\(before) → \(after)"
    }

    /// What was set aside when the access was given: `Fiche en attente de relecture, donné quand même : …`.
    private static func waived(_ entry: JournalEntry, _ language: Language) -> String {
        let keys = entry.detail["waived"]?.split(separator: ",").map(String.init) ?? []
        let reasons = keys.compactMap(BulkObstacle.init(rawValue:)).map { $0.reason(language) }
        guard !reasons.isEmpty else { return "" }
        let words = Phrase(fr: ", donné quand même : ", en: ", given all the same: ")
        return reasons.joined(separator: ", ") + words(language)
    }

    /// Rights are kept by their keys, so that each reader gets their own words.
    static func rights(_ before: String, _ after: String, _ language: Language) -> String {
        func set(_ keys: String) -> Set<Permission> {
            Set(keys.split(separator: ",").compactMap { Permission(rawValue: String($0)) })
        }
        let (before, after) = (set(before), set(after))
        let changes = Permission.allCases.compactMap { permission -> String? in
            guard before.contains(permission) != after.contains(permission) else { return nil }
            return (after.contains(permission) ? "+ " : "− ") + permission.label(language)
        }
        return changes.joined(separator: " · ")
    }
}
