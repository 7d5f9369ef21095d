import CMark
import Core
import HTML
import Web

/// Markdown (CommonMark) as markup: the library reads the tree, the markup is ours. Tags inside the text are left out and their words stay, links lead to the web,
/// to an e-mail or within the site, images are their descriptions.
enum Markdown {
    /// Deeper nesting than that is somebody's joke.
    private static let deepest = 40

    static func html(_ text: String) -> HTML {
        var text = text
        let tree = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT)
            }
        }
        guard let tree else { return .empty }
        defer { cmark_node_free(tree) }
        return children(of: tree, 0)
    }

    private static func children(of node: OpaquePointer, _ depth: Int) -> HTML {
        guard depth < deepest else { return .empty }
        var html = HTML.empty
        var child = cmark_node_first_child(node)
        while let current = child {
            html += one(current, depth + 1)
            child = cmark_node_next(current)
        }
        return html
    }

    private static func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }

    private static func one(_ node: OpaquePointer, _ depth: Int) -> HTML {
        let inside = { children(of: node, depth) }
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: return isTight(node) ? inside() : "<p>\(inside())</p>"
        case CMARK_NODE_HEADING: return heading(cmark_node_get_heading_level(node), inside())
        case CMARK_NODE_BLOCK_QUOTE: return "<blockquote>\(inside())</blockquote>"
        case CMARK_NODE_LIST: return list(node, inside())
        case CMARK_NODE_ITEM: return "<li>\(inside())</li>"
        case CMARK_NODE_CODE_BLOCK: return "<pre tabindex=\"0\"><code>\(literal(node))</code></pre>"
        case CMARK_NODE_THEMATIC_BREAK: return "<hr>"
        case CMARK_NODE_TEXT: return HTML.text(literal(node))
        case CMARK_NODE_SOFTBREAK: return " "
        case CMARK_NODE_LINEBREAK: return "<br>"
        case CMARK_NODE_CODE: return "<code>\(literal(node))</code>"
        case CMARK_NODE_EMPH: return "<em>\(inside())</em>"
        case CMARK_NODE_STRONG: return "<strong>\(inside())</strong>"
        case CMARK_NODE_LINK: return link(node, inside())
        case CMARK_NODE_IMAGE: return inside()
        case CMARK_NODE_HTML_BLOCK: return paragraphs(words(literal(node)))
        default: return .empty
        }
    }

    /// What stands between tags, of any name.
    private static func words(_ html: String) -> String {
        PlainText.from(html).replacing(/<[A-Za-z\/!?][^>]*>/, with: "").trimmed
    }

    /// The page has its own first heading.
    private static func heading(_ level: Int32, _ inside: HTML) -> HTML {
        switch level {
        case 1: "<h2>\(inside)</h2>"
        case 2: "<h3>\(inside)</h3>"
        default: "<h4>\(inside)</h4>"
        }
    }

    private static func list(_ node: OpaquePointer, _ inside: HTML) -> HTML {
        cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "<ol>\(inside)</ol>" : "<ul>\(inside)</ul>"
    }

    /// The items of a short list are not paragraphs.
    private static func isTight(_ node: OpaquePointer) -> Bool {
        guard let item = cmark_node_parent(node), cmark_node_get_type(item) == CMARK_NODE_ITEM,
            let list = cmark_node_parent(item)
        else { return false }
        return cmark_node_get_list_tight(list) == 1
    }

    private static func link(_ node: OpaquePointer, _ inside: HTML) -> HTML {
        let url = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        if isLocalPath(url) { return "<a href=\"\(url)\">\(inside)</a>" }
        guard isSafeAddress(url) else { return inside }
        return "<a href=\"\(url)\" rel=\"noopener noreferrer\">\(inside)</a>"
    }
}

/// True for addresses that a person may be sent to from a page of a portal.
func isSafeAddress(_ url: String) -> Bool {
    let small = url.lowercased()
    guard ["https://", "http://", "mailto:"].contains(where: small.hasPrefix), url.utf8.count <= 2000 else {
        return false
    }
    return !url.contains { $0.isWhitespace || "\"<>\\".contains($0) } && !hasControlCharacters(url)
}
