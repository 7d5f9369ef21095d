import Core
import HTML
import Web

/// *En bref*: the visible fields that hold something, look-ups by name.
struct RecordFacts: Sendable {
    let contents: RecordContents
    let place: RecordPlace
    let formats: Formats
    /// Shown elsewhere on the page.
    var skipped: Set<String> = []

    private var record: Record { contents.record }
    private var language: Language { formats.language }

    /// What people look for first comes first.
    private static let first = [
        "remaining", "paid", "due_date", "valid_until", "delivery_date", "progress", "tracking_number", "tracking_url",
    ]

    /// Under one title, or in the sections of the layout that an administrator made.
    var groups: [(title: String, pairs: [(label: String, value: HTML)])] {
        let shown = place.viewer.visibleFields(of: record.module).filter {
            !skipped.contains($0.key) && !RecordFacts.isLong($0)
        }
        guard let layout = record.module.layouts.first else {
            let ordered =
                RecordFacts.first.compactMap { key in shown.first { $0.key == key } }
                + shown.filter { !RecordFacts.first.contains($0.key) }
            return [(Phrase(fr: "En bref", en: "In brief")(language), pairs(ordered))]
        }
        return FieldGroup.of(shown, layout, record.module).map { ($0.title(language), pairs($0.fields)) }
    }

    private func pairs(_ fields: [Field]) -> [(label: String, value: HTML)] {
        fields.compactMap { field in value(field).map { (label(field), $0) } }
    }

    private func label(_ field: Field) -> String {
        (record.isOverpaid(field) ? Lateness.overpaid : field.label(for: place.viewer))(language)
    }

    /// Paragraphs have panels of their own.
    var paragraphs: [(field: Field, text: String)] {
        place.viewer.visibleFields(of: record.module).filter { RecordFacts.isLong($0) && !skipped.contains($0.key) }
            .compactMap { field in
                record[field.key].text.flatMap { $0.trimmed.isEmpty ? nil : (field, $0) }
            }
    }

    private static func isLong(_ field: Field) -> Bool {
        if case .paragraph = field.type.control { true } else { false }
    }

    private func value(_ field: Field) -> HTML? {
        let value = record[field.key]
        guard !value.isNull else { return nil }
        if let target = field.target { return lookup(target, value) }
        if field.type is FileType {
            guard let file = FileValue(value), let path = place.record(record.module.key, record.id) else { return nil }
            return fileLink(file, path + "/fields/" + field.key, formats)
        }
        let shown = record.show(field, formats)
        guard !shown.isEmpty else { return nil }
        if field.type is MoneyType { return "<span class=\"nowrap\">\(shown)</span>" }
        if field.type is EmailType { return "<a href=\"mailto:\(shown)\">\(emailText(shown))</a>" }
        if shown.hasPrefix("https://") || shown.hasPrefix("http://") { return outside(shown) }
        return HTML.text(shown)
    }

    private func lookup(_ target: String, _ value: Value) -> HTML? {
        guard let id = value.id, let title = contents.titles[target]?[id] else { return nil }
        return place.record(target, id).map { "<a href=\"\($0)\">\(title)</a>" } ?? HTML.text(title)
    }

    /// A link out of the site, named by its host.
    private func outside(_ address: String) -> HTML {
        let host = address.drop(while: { $0 != ":" }).dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return "<a href=\"\(address)\" rel=\"noopener noreferrer\" target=\"_blank\">\(String(host))</a>"
    }
}
