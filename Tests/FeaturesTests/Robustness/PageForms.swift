import Foundation
import Web

/// The forms of a page, filled in as a browser would send them back untouched.
struct PageForms {
    /// One of them.
    struct Found {
        let action: String
        var fields: [(name: String, value: String)] = []
        /// The fields that hold a number: typed ones, and hidden ones such as `version`.
        var numbers: [String] = []

        /// Forms that differ in what they hold only are tried once.
        var identity: String { action + " " + Set(fields.map(\.name)).sorted().joined(separator: ",") }

        func body(_ name: String, _ value: String) -> [UInt8] {
            let pairs = fields.map { escapedForURL($0.name) + "=" + escapedForURL($0.name == name ? value : $0.value) }
            return Array(pairs.joined(separator: "&").utf8)
        }
    }

    static func all(in html: String, at path: String) -> [Found] {
        html.components(separatedBy: "<form").dropFirst().compactMap { piece in
            guard let end = piece.range(of: "</form>") else { return nil }
            let tags = piece[..<end.lowerBound].split(separator: "<").map(String.init)
            guard let head = tags.first, attribute("method", head) == "post" else { return nil }
            var found = Found(action: attribute("action", head) ?? path)
            for tag in tags.dropFirst() { found.take(tag) }
            return found
        }
    }

    fileprivate static func attribute(_ name: String, _ tag: String) -> String? {
        guard let start = tag.range(of: " \(name)=\"")?.upperBound,
            let end = tag[start...].firstIndex(of: "\"")
        else { return nil }
        return plain(String(tag[start..<end]))
    }

    fileprivate static func plain(_ text: String) -> String {
        [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}

extension PageForms.Found {
    fileprivate mutating func take(_ tag: String) {
        let name = PageForms.attribute("name", tag)
        let value = PageForms.attribute("value", tag) ?? ""
        if tag.hasPrefix("input "), let name {
            let type = PageForms.attribute("type", tag) ?? "text"
            if ["checkbox", "radio"].contains(type), !tag.contains(" checked") { return }
            if type == "file" || type == "submit" { return }
            fields.append((name, value))
            if tag.contains("inputmode=\"decimal\"") || Int64(value) != nil { numbers.append(name) }
        } else if tag.hasPrefix("select "), let name {
            fields.append((name, ""))
        } else if tag.hasPrefix("option"), let last = fields.indices.last,
            fields[last].value.isEmpty || tag.contains(" selected")
        {
            fields[last].value = value
        } else if tag.hasPrefix("textarea "), let name, let start = tag.firstIndex(of: ">") {
            fields.append((name, PageForms.plain(String(tag[tag.index(after: start)...]))))
        }
    }
}
