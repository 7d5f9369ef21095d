import Core
import HTML
import Web

extension ListTable {
    var html: HTML {
        """
        <div class="sheet" role="group" aria-label="\(name)" tabindex="0">\
        <table class="rows"><thead><tr>\(each: columns, { $0.head })</tr></thead><tbody>\(body)</tbody></table></div>
        """
    }

    /// The lines, one after another into one piece: they are most of a page.
    private var body: HTML {
        let (openings, empties) = (columns.map(\.opening), columns.map(\.empty))
        var html = HTML.empty
        html.reserve(rows.count * columns.count * 64)
        for row in rows {
            html += "<tr>"
            for (index, cell) in row.cells.enumerated() {
                if case .none = cell {
                    html += empties[index]
                } else {
                    html += openings[index]
                    cell.write(to: &html)
                    html += "</td>"
                }
            }
            html += "</tr>"
        }
        return html
    }
}

extension ListColumn {
    /// The class that cells and heading share.
    private var words: HTML {
        let name: HTML =
            switch role {
            case .key: "key"
            case .amount: "amount"
            case .figure: "num"
            case .state: "state"
            case .file: "do"
            case .text: ""
            }
        return "\(name)\(" nowrap", if: isUnbroken)\(" breaks", if: hasEmails)\(" opt", if: isOptional)"
    }

    var opening: HTML {
        switch role {
        case .figure, .text: "<td class=\"\(words)\" data-label=\"\(label)\">"
        case .key, .amount, .state, .file: "<td class=\"\(words)\">"
        }
    }

    /// A cell without anything in it; its dash stands where the column's figures stand.
    var empty: HTML {
        if role == .file { return "<td class=\"do\"></td>" }
        let side: HTML = role == .amount ? "amount " : role == .figure ? "num " : ""
        return "<td class=\"\(side)none\(" opt", if: isOptional)\">–</td>"
    }

    var head: HTML {
        let order: HTML? = isFalling.map { $0 ? " aria-sort=\"descending\"" : " aria-sort=\"ascending\"" }
        if role == .file { return "<th scope=\"col\" class=\"\(words)\"><span class=\"sr\">\(label)</span></th>" }
        let text: HTML = sort.map { "<a class=\"sort\" href=\"\($0.path)\">\(label)</a>" } ?? HTML.text(label)
        return "<th scope=\"col\" class=\"\(words)\(" long", if: label.utf8.count > 16)\"\(order)>\(text)</th>"
    }
}

extension ListCell {
    func write(to html: inout HTML) {
        switch self {
        case .none: html += "–"
        case .text(let text): html.append(text: text)
        case .email(let address): html += emailText(address)
        case .link(let text, let path): html += "<a href=\"\(path)\">\(text)</a>"
        case .chip(let label, let tone): html += Web.chip(label, tone)
        case .file(let label, let path, let name):
            html += "<a href=\"\(path)\" download>\(label)<span class=\"sr\"> \(name)</span></a>"
        }
    }
}
