import Core
import HTML
import Web

/// A field's value as the back office shows it: look-ups and addresses are links.
enum CardValue {
    static func html(
        _ field: Field, _ value: Value, _ titles: [RecordID: String], _ formats: Formats,
        in currency: String = Currencies.own
    ) -> HTML {
        guard !value.isNull else { return "<span class=\"soft\">–</span>" }
        let text = field.show(value, formats, in: currency)
        switch field.type.control {
        case .lookup(let module): return lookup(module, value, titles)
        case .email: return "<a href=\"mailto:\(text)\">\(emailText(text))</a>"
        case .phone: return "<a href=\"tel:\(text.filter { $0.isNumber || $0 == "+" })\">\(text)</a>"
        case .paragraph: return lines(text)
        case .choice: return choice(field, value, text)
        case .line where isWebAddress(text): return "<a href=\"\(text)\" rel=\"noopener noreferrer\">\(text)</a>"
        default: return HTML.text(text)
        }
    }

    /// What points to something that the viewer may not see is a dash, as if it were empty.
    private static func lookup(_ module: String, _ value: Value, _ titles: [RecordID: String]) -> HTML {
        guard let id = value.id, let title = titles[id] else { return "<span class=\"soft\">–</span>" }
        return "<a href=\"\(OfficePath.record(module, id))\">\(title)</a>"
    }

    /// A choice with a colour is a chip.
    private static func choice(_ field: Field, _ value: Value, _ text: String) -> HTML {
        guard let tone = value.text.flatMap({ (field.type as? ChoiceType)?[$0]?.tone }), tone != .neutral else {
            return HTML.text(text)
        }
        return chip(text, tone)
    }

    /// Text with its line ends.
    static func lines(_ text: String) -> HTML {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().reduce(into: HTML.empty) {
            html, line in
            if line.offset > 0 { html += "<br>" }
            html += HTML.text(String(line.element))
        }
    }

    /// Only whole web addresses become links; anything else stays text.
    static func isWebAddress(_ text: String) -> Bool { text.hasPrefix("https://") || text.hasPrefix("http://") }
}

/// A field's file: its name, which fetches it, and its size.
func fileLink(_ file: FileValue, _ path: String, _ formats: Formats) -> HTML {
    "<a href=\"\(path)\">\(file.name)</a> <span class=\"soft\">\(fileSize(file.size, formats))</span>"
}

extension Card {
    func value(_ field: Field) -> HTML {
        guard let file = FileValue(record[field.key]), field.type is FileType else {
            if record.isOverpaid(field) { return HTML.text(record.show(field, formats)) }
            return CardValue.html(field, record[field.key], titles, formats, in: record.currency)
        }
        return fileLink(file, path + "/fields/" + field.key, formats)
    }

    /// Fields with their labels; without `keys`, those that hold something.
    func facts(_ fields: [Field], keepsEmpty: Bool = false) -> [(label: String, value: HTML)] {
        fields.filter { keepsEmpty || !record[$0.key].isNull }.map { (label($0), value($0)) }
    }

    func label(_ field: Field) -> String {
        (record.isOverpaid(field) ? Lateness.overpaid : field.label)(language)
    }

    func facts(_ keys: [String]) -> [(label: String, value: HTML)] {
        facts(keys.compactMap { module[$0] }, keepsEmpty: true)
    }
}
